"""Takes somebody's names out of words: out of a text, or out of whatever holds texts."""

import re
from typing import overload

from django.utils.translation import gettext as _

SHORTEST = 3  # letters; a shorter part of a name stands in too many other words


def named(names: frozenset[str]) -> re.Pattern[str] | None:
    """Their whole names, and each part of one that is long enough to be theirs.

    For words that are about them.
    """
    parts = {part for name in names if "@" not in name for part in re.findall(r"\w+", name)}
    return _pattern(
        {*names, *(part for part in parts if len(part) >= SHORTEST and part[0].isupper())}
    )


def whole_names(names: frozenset[str]) -> re.Pattern[str] | None:
    """Only names of more than one word, and addresses: in words about something else, “Hill” is
    mostly a hill.
    """
    return _pattern({name for name in names if "@" in name or len(name.split()) > 1})


@overload
def without(thing: str, pattern: re.Pattern[str] | None) -> str: ...
@overload
def without(thing: object, pattern: re.Pattern[str] | None) -> object: ...
def without(thing: object, pattern: re.Pattern[str] | None) -> object:
    """The same words with “somebody” for each name."""
    if isinstance(thing, str):
        return pattern.sub(_("somebody"), thing) if pattern else thing
    if isinstance(thing, dict):
        return {key: without(value, pattern) for key, value in thing.items()}
    return [without(each, pattern) for each in thing] if isinstance(thing, list) else thing


def _pattern(words: set[str]) -> re.Pattern[str] | None:
    """The longest first, so that a whole name goes before its parts."""
    longest = sorted(words, key=len, reverse=True)
    return (
        re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)", re.IGNORECASE)
        if longest
        else None
    )
