"""The rows of a file as it was sent, CSV or XLSX, and what somebody has to say about it first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import gettext as _

from bigstory.core.files.letters import readings
from bigstory.core.files.refused import Refused
from bigstory.core.files.spreadsheet import Row, read_rows
from bigstory.core.files.workbooks.read import is_workbook, sheets_of

# Above its headings a sheet may say whose it is.
HEADINGS_WITHIN = 20
DELIMITERS = ",;\t"
LOOKED_AT = 20  # lines, to see what stands between the cells


@dataclass(frozen=True)
class Table:
    """What a file holds. `sheets` and `letters`: the ways to read it, where there are several."""

    rows: list[Row]
    sheets: list[tuple[str, bool]] = field(default_factory=list)
    letters: list[tuple[str, str]] = field(default_factory=list)
    sheet: str = ""

    @property
    def hidden(self) -> list[int]:
        """The numbers of rows that nobody sees who opens the file."""
        return [row.number for row in self.rows if row.hidden]


def table_of(raw: bytes, *, sheet: str = "", letters: str = "") -> Table:
    """The rows that have anything in them. Raises Refused with a sentence about the file."""
    table = _of_workbook(raw, sheet) if is_workbook(raw) else _of_text(raw, letters)
    if not table.rows:
        raise Refused([_("There is nothing in this file.")])
    if len(table.rows) > settings.MOVING_MOST_ROWS + HEADINGS_WITHIN:
        most = {"n": settings.MOVING_MOST_ROWS}
        raise Refused([_("There are more than %(n)s rows. Send them in several files.") % most])
    return table


def _of_workbook(raw: bytes, name: str) -> Table:
    found = sheets_of(raw, most_rows=settings.MOVING_MOST_ROWS + HEADINGS_WITHIN)
    if not found:
        return Table([])
    seen = [sheet for sheet in found if not sheet.hidden]
    chosen = next((sheet for sheet in found if sheet.name == name), (seen or found)[0])
    names = [(sheet.name, sheet.hidden) for sheet in found]
    return Table(chosen.rows(), sheets=names if len(names) > 1 else [], sheet=chosen.name)


def _of_text(raw: bytes, letters: str) -> Table:
    found = readings(raw)
    if not found:
        sentence = _(
            "We cannot read this as a spreadsheet. Save it again as “CSV UTF-8” or as XLSX."
        )
        raise Refused([sentence])
    chosen = next((way for way in found if way.encoding == letters), found[0])
    ways = [(way.encoding, way.example) for way in found]
    rows = [
        Row(number, cells)
        for number, cells in read_rows(chosen.text, delimiter=_delimiter(chosen.text))
        if any(cells)
    ]
    return Table(rows, letters=ways if len(ways) > 1 else [])


def _delimiter(text: str) -> str:
    """What stands between the cells of the line that is cut into most. A title has none."""
    lines = text.splitlines()[:LOOKED_AT]
    return max(DELIMITERS, key=lambda sign: max((line.count(sign) for line in lines), default=0))


def width_of(rows: Iterable[Row]) -> int:
    return max((len(row.cells) for row in rows), default=0)


def heading_row(rows: Sequence[Row], known: frozenset[str]) -> int:
    """Where the headings stand: the row that names most of what is known, else the fullest.

    Its place among the rows, not its number.
    """
    first = rows[:HEADINGS_WITHIN]

    def weight(at: int) -> tuple[int, int, int]:
        cells = [folded(cell) for cell in first[at].cells if cell]
        words = sum(1 for cell in cells if not any(letter.isdigit() for letter in cell))
        return len(known & set(cells)), words, -at

    return max(range(len(first)), key=weight)


def folded(heading: str) -> str:
    """A heading as it is compared: “Amount (£) ” is “amount”, and “£” alone is itself."""
    kept = "".join(sign if sign.isalnum() or sign == "&" else " " for sign in heading)
    return " ".join(kept.split()).casefold() or heading.strip()
