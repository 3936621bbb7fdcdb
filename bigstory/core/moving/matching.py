"""Which heading of a file goes into which column, and what somebody has to say first."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bigstory.core.files.spreadsheet import Row
from bigstory.core.moving.models import Matching
from bigstory.core.moving.nouns import Noun
from bigstory.core.moving.tables import Table, folded, heading_row, width_of

# The columns that we add to a file of refused rows; they are no part of the next file.
OUR_OWN = ("what to put right", "row in your file")
SAMPLES = 3
LONGEST_SAMPLE = 40


@dataclass(frozen=True)
class Heading:
    """One column of the file: its place from 0, what stands above it, and a few of its cells."""

    place: int
    words: str
    samples: list[str]

    @property
    def is_ours(self) -> bool:
        return folded(self.words) in OUR_OWN


def names_of(noun: Noun) -> dict[str, str]:
    """The column of each heading that is known, folded."""
    return {
        folded(name): column.name
        for column in reversed(noun.columns)
        for name in (*column.also, column.name)
    }


def found_in(noun: Noun, table: Table, at: int | None = None) -> dict[str, Any]:
    """What stands in a file, as it is kept with it. `at`: the number of the row of headings."""
    numbers = [row.number for row in table.rows]
    known = frozenset(names_of(noun))
    place = numbers.index(at) if at in numbers else heading_row(table.rows, known)
    below = table.rows[place + 1 :]
    above = [_line(row) for row in table.rows[:place]]
    return {
        "sheets": table.sheets,
        "sheet": table.sheet,
        "letters": table.letters,
        "hidden": len([row for row in below if row.hidden]),
        "heading_row": numbers[place],
        "above": above,
        "first": [[row.number, _line(row)] for row in table.rows[:10]],
        "headings": [vars(heading) for heading in headings_of(table.rows[place], below)],
        "rows": len(below),
    }


def headings_of(row: Row, below: Sequence[Row]) -> list[Heading]:
    """Those with a heading or with anything below; an empty column of the file is none."""
    width = max(width_of(below), len(row.cells))
    samples: list[list[str]] = [[] for _place in range(width)]
    for each in below:
        for place, cell in enumerate(each.cells):
            if (
                cell
                and len(samples[place]) < SAMPLES
                and cell[:LONGEST_SAMPLE] not in samples[place]
            ):
                samples[place].append(cell[:LONGEST_SAMPLE])
    words = [*row.cells, *[""] * width][:width]
    return [
        Heading(place, " ".join(words[place].split()), samples[place])
        for place in range(width)
        if samples[place] or words[place]
    ]


def _line(row: Row) -> str:
    return " · ".join(cell[:LONGEST_SAMPLE] for cell in row.cells if cell)[:160]


def digest_of(headings: Sequence[Heading]) -> str:
    """One text for a set of headings, however they are spaced and written."""
    words = [folded(heading.words) for heading in headings if not heading.is_ours]
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


def match(noun: Noun, headings: Sequence[Heading]) -> tuple[dict[str, str], bool]:
    """The columns by place, as text, and whether somebody matched such headings before.

    A column that two headings name is given to neither: which is meant has to be said.
    """
    kept = Matching.objects.filter(noun=noun.slug, headings=digest_of(headings)).first()
    if kept:
        own = [heading for heading in headings if not heading.is_ours]
        places = {
            str(heading.place): kept.columns[str(n)]
            for n, heading in enumerate(own)
            if str(n) in kept.columns
        }
        return places, True
    names = names_of(noun)
    named = {heading.place: names.get(folded(heading.words), "") for heading in headings}
    twice = Counter(named.values())
    once = {str(place): name for place, name in named.items() if name and twice[name] == 1}
    return once, False


def remember(noun: Noun, headings: Sequence[Heading], columns: dict[str, str]) -> None:
    """Keep how these headings were matched; places are counted without our own columns."""
    own = [heading for heading in headings if not heading.is_ours]
    kept = {
        str(n): columns[str(heading.place)]
        for n, heading in enumerate(own)
        if str(heading.place) in columns
    }
    Matching.objects.update_or_create(
        noun=noun.slug, headings=digest_of(headings), defaults={"columns": kept}
    )


def is_clear(noun: Noun, found: dict[str, Any], chosen: dict[str, Any], known: bool) -> bool:
    """Whether nothing has to be asked: all that is needed is there, and all that is there known."""
    said, columns = chosen.get("said", ()), chosen["columns"]
    if (
        any(found[each] and each[:6] not in said for each in ("sheets", "letters"))
        or found["hidden"]
    ):
        return False
    if any(column.needed and column.name not in columns.values() for column in noun.columns):
        return False
    headings = [Heading(**heading) for heading in found["headings"]]
    return known or all(
        str(heading.place) in columns or heading.is_ours or not heading.samples
        for heading in headings
    )
