"""What somebody saw on a page, and how what two people wrote becomes one.

A mark goes with every page that changes something: the version of the row, and a digest of each of
its parts as the page showed it. With it three texts of each part can be told apart, though the
first is kept nowhere: what was shown, what is stored now, what was typed. A part that only one of
two people changed is theirs, and nobody is asked. Where both changed it, both are shown.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Model, QuerySet

PART = re.compile(r"\.([a-z0-9_]+)-([0-9a-f]{12})")
TEXT = re.compile(r"([0-9]{1,9})((?:\.[a-z0-9_]+-[0-9a-f]{12})*)")


def plain(value: object) -> object:
    """A value as JSON can hold it; the same for what a form gives and what a row holds."""
    match value:
        case None | bool():
            return value
        case str():
            return value.replace("\r\n", "\n").strip()
        case int() | Decimal():
            return f"{Decimal(value).normalize():f}"
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date() | time():
            return value.isoformat()
        case Model():
            return plain(value.pk)
        case QuerySet():
            return [plain(pk) for pk in sorted(row.pk for row in value)]
        case Mapping():
            return {str(key): plain(one) for key, one in value.items()}
        case list() | tuple():
            return [plain(one) for one in value]
        case _:
            return str(value)


def same(one: object, other: object) -> bool:
    """Whether two values read the same: 2 and 2.00, or a row and its id."""
    return plain(one) == plain(other)


def digest(value: object) -> str:
    """Twelve letters that change with the value: the first of the SHA-256 of its JSON."""
    words = json.dumps(plain(value), sort_keys=True)
    return hashlib.sha256(words.encode()).hexdigest()[:12]


NOTHING = digest(None)


@dataclass(frozen=True)
class Mark:
    """Written as `7.title-ab12cd34ef56.need-…`. One without parts fits nothing but nothing."""

    version: int = 0
    parts: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, words: Mapping[str, object], *, version: int = 0) -> "Mark":
        """The mark of these words, by the name of their part."""
        return cls(version, {name: digest(value) for name, value in words.items()})

    @classmethod
    def of_text(cls, text: str) -> "Mark":
        """The mark a page sent back; what never was a mark has no parts."""
        match = TEXT.fullmatch(text or "")
        return cls(int(match[1]), dict(PART.findall(match[2]))) if match else cls()

    def __str__(self) -> str:
        return str(self.version) + "".join(f".{name}-{it}" for name, it in self.parts.items())

    def fits(self, name: str, value: object) -> bool:
        """Whether a part stood like this on the page."""
        return self.parts.get(name, NOTHING) == digest(value)

    def fits_all(self, words: Mapping[str, object]) -> bool:
        """Whether every part stood like this on the page."""
        return all(self.fits(name, value) for name, value in words.items())

    def with_seen(self, words: Mapping[str, object]) -> "Mark":
        """The mark of a page that shows these words too."""
        return Mark(self.version, {**self.parts, **Mark.of(words).parts})

    def after_saving(
        self, stored: Mapping[str, object], typed: Mapping[str, object], *, version: int = 0
    ) -> "Mark":
        """The mark of a page that stays open after it was saved.

        What is stored counts as seen only where the page shows it: of a part that somebody else
        wrote meanwhile, the page still has the older words.
        """
        shown = {
            name: value
            for name, value in stored.items()
            if name in typed and same(typed[name], value)
        }
        return Mark(version, self.with_seen(shown).parts)


class Merged(NamedTuple):
    """What to save on top of what is stored, and the parts that two people wrote differently."""

    values: dict[str, object]
    clashes: list[str]


def merge(
    seen: Mark,
    stored: Mapping[str, object],
    typed: Mapping[str, object],
    *,
    together: Iterable[tuple[str, ...]] = (),
    wrote_on: bool = False,
) -> Merged:
    """What was typed on a page, made one with what is stored by now.

    The parts named `together` only make sense as one, such as a first and a last day: where two
    people changed two of them, both are shown. `wrote_on`: words that hold all of the stored ones
    lose nothing, and nobody need choose.
    """
    values = {}
    clashes = set()
    for names in _units(typed, together):
        differing = [name for name in names if not same(typed[name], stored[name])]
        mine = {name: typed[name] for name in differing}
        if not differing or seen.fits_all({name: typed[name] for name in names}):
            continue
        if seen.fits_all({name: stored[name] for name in differing}) or (
            wrote_on and all(_holds(typed[name], stored[name]) for name in differing)
        ):
            values.update(mine)
        else:
            clashes.update(differing)
    return Merged(values, [name for name in typed if name in clashes])


def _units(
    typed: Mapping[str, object], together: Iterable[tuple[str, ...]]
) -> list[tuple[str, ...]]:
    groups = [tuple(name for name in group if name in typed) for group in together]
    grouped = {name for group in groups for name in group}
    return [*groups, *((name,) for name in typed if name not in grouped)]


def _holds(typed: object, stored: object) -> bool:
    """Whether words have all of other words in them."""
    return isinstance(typed, str) and isinstance(stored, str) and bool(stored) and stored in typed


# --- one of many rows of a page ---

# Beside the names of its parts: that a row is to go, and all of it, where somebody took it out.
REMOVE = "remove"
WHOLE = ""


@dataclass(frozen=True)
class RowChange:
    """What a row changes of what is stored; or the parts that somebody else changed too."""

    values: dict[str, object] = field(default_factory=dict)
    remove: bool = False
    clashes: tuple[str, ...] = ()


def row_parts(key: object, words: Mapping[str, object]) -> dict[str, object]:
    """The words of one row, each under its own name of a part; `key` tells the row from others."""
    return {f"{key}_{name}": value for name, value in words.items()}


def merge_row(
    seen: Mark,
    key: object,
    stored: Mapping[str, object] | None,
    typed: Mapping[str, object],
    *,
    remove: bool = False,
    together: Iterable[tuple[str, ...]] = (),
) -> RowChange:
    """What was typed in one row, made one with what is stored of it; None where nothing is."""
    parts = row_parts(key, typed)
    if stored is None:
        was_there = not seen.fits_all(dict.fromkeys(parts))
        if remove or (was_there and seen.fits_all(parts)):
            return RowChange()
        return RowChange(clashes=(WHOLE,)) if was_there else RowChange(dict(typed))
    there = row_parts(key, stored)
    if remove:
        untouched = seen.fits_all(there)
        return RowChange(remove=untouched, clashes=() if untouched else (REMOVE,))
    names = {f"{key}_{name}": name for name in typed}
    groups = [tuple(f"{key}_{name}" for name in group) for group in together]
    merged = merge(seen, there, parts, together=groups)
    values = {names[part]: value for part, value in merged.values.items()}
    return RowChange(values, clashes=tuple(names[part] for part in merged.clashes))
