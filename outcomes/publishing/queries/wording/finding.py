"""The places in one text that may say who somebody is.

Names are whole words, compared without accents, capitals and apostrophes, each half of a hyphenated
one too, and their “’s” aside:

- after a title (“Mrs Clark”), and first names of the list or of people of the area, each with the
  capitalised words after it;
- a first name that is an everyday word too (May, Will, Rose) only with a capital, and as the first
  word of a sentence, or among capitals, only before something like a family name; a month not where
  it stands in a date;
- each part of the name of somebody on the story's list, in small letters too unless it is an
  everyday word, and “Maureens” for “Maureen’s”. Where it stands as they may be called, it is none.
  Whoever wants to be nowhere in the story may be called nothing, also once they are off the list.

Everything is one pass over the words.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from bigstory.core.privacy.spellings import TITLES
from outcomes.models import TextDecision
from outcomes.publishing.queries.wording.contacts import contact_key, contacts_in
from outcomes.publishing.queries.wording.first_names import (
    ASKS,
    BEFORE_A_MONTH,
    EVERYDAY,
    FUNCTION_WORDS,
    MONTHS,
)
from outcomes.publishing.queries.wording.people import ListedName, Names
from outcomes.publishing.queries.wording.words import HALF, Word, words_of_text

Found = TextDecision.Found
MOST_WORDS = 4  # of one name


@dataclass(frozen=True)
class Hit:
    """One place in one part of the words. `found` is a kind of TextDecision.Found, `spelling` what
    all its places have in common; `end` is before a “’s” and `tail` after it. `people` are those of
    the list who may be meant.
    """

    found: str
    part: str
    start: int
    end: int
    tail: int
    words: str
    digest: str
    first: bool = False
    people: tuple[ListedName, ...] = ()

    @property
    def allowed(self) -> str:
        """What the people meant may be called; “somebody” where they differ in that."""
        allowed = {person.allowed for person in self.people}
        return allowed.pop() if len(allowed) == 1 else str(_("somebody"))

    @property
    def instead(self) -> str:
        """The same as it stands in its sentence."""
        words = self.allowed
        return words[:1].upper() + words[1:] if self.first else words


def hits_in(text: str, *, part: str, of: str, names: Names | None = None) -> Iterator[Hit]:
    """The hits in one text. `of` is what the digests are keyed with."""
    if not text:
        return
    taken: list[tuple[int, int]] = []
    for found, (start, end) in contacts_in(text):
        taken.append((start, end))
        words = text[start:end]
        yield Hit(
            found, part, start, end, end, words, digest_of(of, found, contact_key(found, words))
        )
    digests: dict[tuple, str] = {}
    inside = _Inside(taken)
    for name in _names_in(text, names or Names()):
        if inside(name.start, name.end):
            continue
        key = (name.found, name.spelling)
        if key not in digests:
            digests[key] = digest_of(of, *key)
        yield Hit(
            name.found,
            part,
            name.start,
            name.end,
            name.tail,
            text[name.start : name.tail],
            digests[key],
            name.first,
            name.people,
        )


class _Inside:
    """Whether a place lies in a number or an address; asked in the order of the text."""

    def __init__(self, spans: list[tuple[int, int]]):
        self.spans = sorted(spans)
        self.at = 0

    def __call__(self, start: int, end: int) -> bool:
        while self.at < len(self.spans) and self.spans[self.at][1] <= start:
            self.at += 1
        return self.at < len(self.spans) and self.spans[self.at][0] < end


@dataclass(frozen=True)
class _Name:
    found: str
    start: int
    end: int
    tail: int
    spelling: str
    first: bool
    people: tuple[ListedName, ...] = ()


def _names_in(text: str, names: Names) -> Iterator[_Name]:
    words = words_of_text(text)
    at = 0
    while at < len(words):
        begins = (
            _is_title(words, at, text)
            or _part_of(words[at], names.by_part)
            or _is_first_name(words, at, text, names.wanted)
        )
        if not begins:
            at += 1
            continue
        end = _end_of_name(words, at, names)
        if (name := _name(words[at:end], names)) is not None:
            yield name
        at = end


def _is_title(words: list[Word], at: int, text: str) -> bool:
    word = words[at]
    if word.key not in TITLES or not word.capital or at + 1 >= len(words):
        return False
    after = words[at + 1]
    between = text[word.tail : after.start]
    return (
        after.capital
        and len(between) < MOST_WORDS
        and not between.strip(" .\u00a0")
        and after.key not in FUNCTION_WORDS
    )


def _part_of(word: Word, by_part: dict[str, list[ListedName]]) -> str:
    """The part of a listed person's name that a word is, as it is compared; else empty."""
    if not by_part:
        return ""
    if not word.capital and (word.key in EVERYDAY or word.key in FUNCTION_WORDS):
        return ""
    for key in word.keys:
        if key in by_part:
            return key
    without_s = word.key.removesuffix("s")
    return without_s if word.capital and word.key.endswith("s") and without_s in by_part else ""


def _is_first_name(words: list[Word], at: int, text: str, wanted: frozenset[str]) -> bool:
    word = words[at]
    if not word.capital:
        return False
    if any(key in wanted and key not in EVERYDAY for key in _capital_keys(word)):
        return word.key not in FUNCTION_WORDS or word.key in ASKS
    if word.key not in wanted:
        return False
    if _before_a_family_name(words, at, wanted):
        return True
    if word.key in MONTHS and _in_a_date(words, at, text):
        return False
    return not word.first and not (len(word.text) > 1 and word.text.isupper())


def _capital_keys(word: Word) -> list[str]:
    """Its own spelling, and those of its halves that begin with a capital."""
    halves = HALF.split(word.text)
    if len(halves) == 1:
        return [word.key]
    return [
        key for half, key in zip((word.text, *halves), word.keys, strict=True) if half[0].isupper()
    ]


def _in_a_date(words: list[Word], at: int, text: str) -> bool:
    word = words[at]
    near = text[max(0, word.start - 2) : word.start] + text[word.tail : word.tail + 2]
    return any(sign.isdigit() for sign in near) or (at > 0 and words[at - 1].key in BEFORE_A_MONTH)


def _before_a_family_name(words: list[Word], at: int, wanted: frozenset[str]) -> bool:
    if at + 1 >= len(words) or words[at].possessive:
        return False
    after = words[at + 1]
    asks = words[at].key in ASKS and after.key in wanted
    return after.follows and _may_be_family(after) and not asks


def _may_be_family(word: Word) -> bool:
    return (
        word.capital
        and len(word.key) > 1
        and word.key not in FUNCTION_WORDS
        and word.key not in TITLES
    )


def _end_of_name(words: list[Word], at: int, names: Names) -> int:
    """The place after the last word of the name that begins here."""
    end = at + 1
    if words[at].key in TITLES and not words[at].possessive and end < len(words):
        end += 1
    while end < len(words) and end - at < MOST_WORDS:
        word = words[end]
        if not word.follows or words[end - 1].possessive:
            break
        if not (_may_be_family(word) if words[at].capital else _part_of(word, names.by_part)):
            break
        end += 1
    return end


def _name(words: list[Word], names: Names) -> _Name | None:
    """The name that these words are; None where somebody stands as they may be called."""
    parts = [_part_of(word, names.by_part) or word.key for word in words]
    keys = [
        part if word.key == f"{part}s" else word.key
        for word, part in zip(words, parts, strict=True)
    ]
    last = words[-1]
    # “Maureens”: the s is no part of the name.
    end = last.end - (not last.possessive and last.key != keys[-1])
    place = {"start": words[0].start, "end": end, "tail": last.tail, "first": words[0].first}
    people = _meant(parts, names.by_part)
    if not people:
        return _Name(Found.NAME, spelling="".join(keys), **place)
    own = set(keys) - TITLES
    if all(own <= person.allowed_parts for person in people):
        return None
    case = "A" if words[0].capital else "a"
    allowed = ",".join(sorted(f"{person.pk}={person.allowed}" for person in people))
    spelling = f"{' '.join(keys)}|{case}|{allowed}"
    taken_out = all(person.taken_out for person in people)
    found = Found.TAKEN_OUT if taken_out else Found.LISTED
    return _Name(found, spelling=spelling, people=people, **place)


def _meant(parts: Iterable[str], by_part: dict[str, list[ListedName]]) -> tuple[ListedName, ...]:
    """Those of the list whose names have most of these parts."""
    counts = Counter(person for part in parts for person in by_part.get(part, ()))
    most = max(counts.values(), default=0)
    return tuple(person for person, count in counts.items() if count == most)


def digest_of(of: str, found: str, spelling: str) -> str:
    """A keyed digest of one spelling in one story, or in one thing that was logged."""
    return salted_hmac("outcomes.scan", f"{of}:{found}:{spelling}", algorithm="sha256").hexdigest()
