"""Finds what may say who somebody is: phone numbers, e-mail addresses, postcodes, names.

It warns; people decide.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.crypto import salted_hmac

PATTERNS = {
    "email": re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+"),
    # UK numbers as people write them: 01487 812345, (020) 7946 0991, +44 7700 900 123.
    "phone": re.compile(r"(?<![\d£])(?:\+44|\(?0)[\d()\s-]{8,15}\d(?!\d)"),
    "postcode": re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b", re.IGNORECASE),
}
FIRST_NAMES = Path(__file__).parent / "data" / "first-names.txt"
WORD = r"[^\W\d_]+(?:[-'’][^\W\d_]+)*"
CAPITAL = rf"(?=[^\W\d_a-z]){WORD}"
TITLED = re.compile(
    rf"\b(?:Mr|Mrs|Ms|Miss|Dr|Doctor|Rev|Reverend|Father|Sister|Cllr|Councillor|PC|Aunty|Auntie|Uncle)\.?\s+{CAPITAL}"
)
ONE = re.compile(rf"\b{CAPITAL}")
# What may follow a first name.
FAMILY = re.compile(rf"\s+({CAPITAL})")


@dataclass(frozen=True)
class Hit:
    found: str
    part: str
    start: int
    end: int
    words: str
    digest: str


@dataclass(frozen=True)
class Names:
    """First and family names to look out for in one story, and those of people on its list, who are
    asked anyway.
    """

    known: frozenset[str] = frozenset()
    listed: frozenset[str] = frozenset()


def hits_in(text: str, *, part: str, story: int, names: Names | None = None) -> Iterator[Hit]:
    for found, pattern in PATTERNS.items():
        for match in pattern.finditer(text or ""):
            yield _hit(found, part, match.span(), match.group(), story)
    for span, words in _named(text or "", names or Names()):
        yield _hit("name", part, span, words, story)


def _named(text: str, names: Names) -> Iterator[tuple[tuple[int, int], str]]:
    taken: list[tuple[int, int]] = []
    for match in TITLED.finditer(text):
        if match.group().split()[-1].casefold() not in names.listed:
            taken.append(match.span())
            yield match.span(), match.group()
    wanted = common_names() | names.known
    at = 0
    while match := ONE.search(text, at):
        first = _plain(match.group())
        at = match.end()
        if first not in wanted:
            continue
        family = (
            FAMILY.match(text, match.end()) if not match.group().endswith(("'s", "’s")) else None
        )
        span = (match.start(), at := family.end() if family else match.end())
        both = {first, _plain(family.group(1)) if family else first}
        if not both & names.listed and not any(
            start < span[1] and span[0] < end for start, end in taken
        ):
            yield span, text[slice(*span)]


def _plain(word: str) -> str:
    """A name as it is looked up: “Maureen’s” is about Maureen."""
    return re.sub(r"['’]s$", "", word.casefold())


@cache
def common_names() -> frozenset[str]:
    lines = FIRST_NAMES.read_text(encoding="utf-8").splitlines()
    return frozenset(line.casefold() for line in lines if not line.startswith("#"))


def words_in(*names: str) -> frozenset[str]:
    """The parts of people's names that are worth looking out for:

    “Maureen, 74, resident” gives maureen.
    """
    found = (part for name in names for part in re.findall(CAPITAL, name.partition(",")[0]))
    return frozenset(_plain(part) for part in found if len(part) > 1)


def _hit(found: str, part: str, span: tuple[int, int], words: str, story: int) -> Hit:
    return Hit(found, part, *span, words, digest_of(story, found, words))


def digest_of(story: int, found: str, words: str) -> str:
    """The same for the same words in one story, however they are spaced, and of no use to anybody
    else.
    """
    plain = "".join(words.lower().split())
    return salted_hmac("outcomes.scan", f"{story}:{found}:{plain}", algorithm="sha256").hexdigest()
