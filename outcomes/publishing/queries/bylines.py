"""Splits a byline of one text into a name and what somebody is.

Until both were asked for, people wrote “Maureen, 74, resident” into one box. The migration that
made two boxes of it keeps to this rule.
"""

import re

from outcomes.publishing.queries.wording.first_names import EVERYDAY, TITLES, first_names, word_set
from outcomes.publishing.queries.wording.words import Word, words_of_text

# Words with a capital that name nobody.
KNOWN = word_set(
    """the a an big local trust lto clp rep chair vice treasurer secretary resident residents
    worker councillor partnership member members volunteer volunteers neighbour council january
    february march april may june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday"""
)
BETWEEN_NAMES = frozenset({"and"})
MOST_WORDS = 6  # of names: “Maureen, Denise” is no description


def split_byline(text: str) -> tuple[str, str]:
    """The name and what they are: “Maureen, 74, resident” gives Maureen and “74, resident”.

    Only where it is clear. A description has no word with a capital but those of KNOWN, and no
    first name in small letters. Anything doubtful is a name as a whole: it is shown to nobody who
    may not see names.
    """
    text = text.strip()
    name, comma, rest = (part.strip() for part in text.partition(","))
    if _describes(text):
        return "", text
    if comma and _names(name) and _describes(rest) and not re.match(r"(?:and|&)\b", rest):
        return name, rest
    return text, ""


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


def _names(text: str) -> bool:
    """“Maureen”, “Cllr Smith”, “Maureen and Denise”; each word but “and” has a capital."""
    words = [word for word in words_of_text(text) if word.key not in BETWEEN_NAMES]
    proper = [word for word in words if word.key not in TITLES]
    return bool(proper) and len(words) <= MOST_WORDS and all(word.capital for word in words)
