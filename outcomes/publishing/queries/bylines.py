"""Whether what somebody wrote as a name is that of more than one."""

import re

from outcomes.publishing.queries.wording.first_names import EVERYDAY, first_names, word_set
from outcomes.publishing.queries.wording.words import Word, words_of_text

# Words with a capital that name nobody.
KNOWN = word_set(
    """the a an big local trust lto clp rep chair vice treasurer secretary resident residents
    worker councillor partnership member members volunteer volunteers neighbour council january
    february march april may june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday"""
)


def names_several(text: str) -> bool:
    """Whether it names more than one: “Maureen, Denise and Tom”. Each of them answers for
    themselves, so each is somebody of their own.
    """
    parts = [part.strip() for part in re.split(r",|;|&|\+|\band\b", text)]
    return sum(not _describes(part) for part in parts if part) > 1


def _describes(text: str) -> bool:
    words = words_of_text(text)
    return text[:1].isalnum() and all(_in_a_description(word) for word in words)


def _in_a_description(word: Word) -> bool:
    if word.capital and word.key not in KNOWN:
        return False
    return not any(key in first_names() and key not in EVERYDAY | KNOWN for key in word.keys)
