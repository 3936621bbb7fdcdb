"""Finds what may say who somebody is: phone numbers, e-mail addresses, postcodes, names. It warns; people decide."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.crypto import salted_hmac

PATTERNS = {
    "email": re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+"),
    # UK numbers as people write them: 01487 812345, (020) 7946 0991, +44 7700 900 123.
    "phone": re.compile(r"(?<![\d£])(?:\+44|\(?0)[\d()\s-]{8,15}\d(?!\d)"),
    "postcode": re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b", re.IGNORECASE),
}


@dataclass(frozen=True)
class Hit:
    found: str
    part: str
    start: int
    end: int
    words: str
    digest: str


def hits_in(text: str, *, part: str, story: int) -> Iterator[Hit]:
    for found, pattern in PATTERNS.items():
        for match in pattern.finditer(text or ""):
            yield Hit(found, part, *match.span(), match.group(), digest_of(story, found, match.group()))


def digest_of(story: int, found: str, words: str) -> str:
    """The same for the same words in one story, however they are spaced, and of no use to anybody else."""
    plain = "".join(words.lower().split())
    return salted_hmac("outcomes.scan", f"{story}:{found}:{plain}", algorithm="sha256").hexdigest()
