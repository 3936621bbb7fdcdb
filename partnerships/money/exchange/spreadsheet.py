"""A spend report as a spreadsheet: all its rows come in, or none; and the same columns go out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from areas.places.exchange.columns import Bad
from bigstory.core.files.letters import Reading, readings
from bigstory.core.files.refused import Refused
from bigstory.core.files.spreadsheet import read_rows
from bigstory.core.files.spreadsheet import rows as spreadsheet_rows
from partnerships.models import SpendLine
from partnerships.money.exchange.columns import COLUMNS, Column, Vocabulary, line_problem
from partnerships.money.exchange.totals import Line, totals_among

# Other names people give the columns.
ALSO_CALLED = {
    "pounds": "amount",
    "£": "amount",
    "amount (£)": "amount",
    "line": "corrects",
    "theme of spending": "theme",
}
# What a file begins with that is no text at all, and what to do about it.
A_SPREADSHEET = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
# What somebody says about rows that add up others.
LEAVE_OUT_TOTALS = "out"
KEEP_TOTALS = "keep"
MOST_HEADING_PROBLEMS = 10


class Asked(Exception):
    """Somebody has to say something about the file first: which `letters` are right, or whether
    the rows of `totals` are money spent.
    """

    def __init__(self, *, letters: Sequence[Reading] = (), totals: Sequence[Line] = ()) -> None:
        self.letters = letters
        self.totals = totals


def read_spend_csv(
    raw: bytes, vocabulary: Vocabulary, *, letters: str = "", totals: str = ""
) -> list[dict]:
    """The lines of a file, each as the values of a SpendLine.

    `letters` and `totals` are what somebody answered. Raises Asked where they have to; Refused
    with every row that is wrong.
    """
    rows = _rows(_text_of(raw, letters), vocabulary)
    if totals != KEEP_TOTALS:
        rows = _without_totals(rows, leave_out=totals == LEAVE_OUT_TOTALS)
    if not rows:
        sentence = _(
            "There are no rows under the headings. Write one row for each thing that was paid for."
        )
        raise Refused([sentence])
    problems = [
        _("Row %(n)s: %(why)s.") % {"n": row.number, "why": why}
        for row in rows
        for why in row.reasons
    ]
    if problems:
        raise Refused(problems)
    return [row.values for row in rows]


@dataclass
class _Row:
    number: int
    values: dict
    reasons: list[str]

    @property
    def line(self) -> Line:
        return Line(self.number, self.values.get("heading") or "", self.values.get("amount"))


def _rows(text: str, vocabulary: Vocabulary) -> list[_Row]:
    rows: list[_Row] = []
    columns = None
    for number, cells in _cells_of(text):
        if columns is None:
            columns = _headings(cells)
        elif any(cells):
            rows.append(_Row(number, *_line(columns, cells, vocabulary)))
        if len(rows) > settings.SPEND_CSV_MOST_ROWS:
            most = {"n": settings.SPEND_CSV_MOST_ROWS}
            raise Refused([_("There are more than %(n)s rows. Send them in two files.") % most])
    return rows


def _without_totals(rows: list[_Row], *, leave_out: bool) -> list[_Row]:
    """The same without the rows that only add up others. Raises Asked where nobody said so."""
    totals = totals_among([row.line for row in rows])
    if totals and not leave_out:
        raise Asked(totals=totals)
    numbers = {line.number for line in totals}
    return [row for row in rows if row.number not in numbers]


def _cells_of(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with its number, from 1. Raises Refused where the text is no CSV."""
    first = text.lstrip().splitlines()[0] if text.strip() else ""
    return read_rows(text, delimiter=max(",;\t", key=first.count))


def _text_of(raw: bytes, letters: str) -> str:
    """The text of whatever the spreadsheet saved. Raises Refused, or Asked whose letters are right.

    UTF-8 with or without its mark, UTF-16 with one, or Windows', DOS' or an old Mac's own.
    """
    if len(raw) > settings.SPEND_CSV_MOST_BYTES:
        most = {"n": settings.SPEND_CSV_MOST_BYTES // 1024}
        raise Refused([_("The file is larger than %(n)s KB. Send it in two files.") % most])
    if raw.startswith(A_SPREADSHEET):
        raise Refused(
            [
                _(
                    "This is a whole spreadsheet. In your program choose “Save as” and "
                    "then “CSV UTF-8”."
                )
            ]
        )
    found = readings(raw)
    if not found:
        raise Refused([_("The letters in this file cannot be read. Save it again as “CSV UTF-8”.")])
    chosen = [reading for reading in found if reading.encoding == letters]
    if len(found) > 1 and not chosen:
        raise Asked(letters=found)
    return (chosen or found)[0].text


def _headings(cells: list[str]) -> list[Column]:
    """The columns of the first row, in their order. Raises Refused."""
    names = [ALSO_CALLED.get(cell.casefold(), cell.casefold()) for cell in cells]
    while names and not names[-1]:
        names.pop()  # a comma too many at the end of every line is how some programs save
    columns = {column.name: column for column in COLUMNS}
    problems = []
    for name in dict.fromkeys(names):
        words = {"name": name[:40], "all": ", ".join(columns)}
        if name not in columns:
            problems.append(
                _("Row 1: the column “%(name)s” is not known; there may be %(all)s.") % words
            )
        elif names.count(name) > 1:
            problems.append(_("Row 1: the column “%(name)s” is there twice.") % words)
    missing = [column.name for column in COLUMNS if column.required and column.name not in names]
    problems += [_("Row 1: the column “%(name)s” is missing.") % {"name": name} for name in missing]
    if problems:
        raise Refused(problems[:MOST_HEADING_PROBLEMS])
    return [columns[name] for name in names]


def _line(
    columns: list[Column], cells: list[str], vocabulary: Vocabulary
) -> tuple[dict, list[str]]:
    """The values of one row, and what is wrong in it."""
    if any(cells[len(columns) :]) or len(cells) < len(columns):
        count = {"n": len(cells), "wanted": len(columns)}
        return {}, [_("it has %(n)s cells where the headings have %(wanted)s") % count]
    values = {column.name: None for column in COLUMNS} | {"note": ""}
    reasons = []
    for column, cell in zip(columns, cells, strict=False):
        try:
            values[column.name] = column.read(cell, vocabulary)
        except Bad as why:
            reasons.append(f"{column.name} {why}")
    if not reasons and (why := line_problem(values)):
        reasons.append(why)
    return values, reasons


def write_spend_csv(lines: Iterable[SpendLine]) -> Iterator[str]:
    """The lines of a report in the same columns, to fill in or to read."""
    headings = [column.name for column in COLUMNS]
    return spreadsheet_rows(headings, (_cells(line) for line in lines))


def write_ledger_csv(lines: Iterable[SpendLine]) -> Iterator[str]:
    """The same, each line with its number, its half-year and who reported it."""
    headings = ["number", "half_year", "reported_by", *(column.name for column in COLUMNS)]
    return spreadsheet_rows(headings, ([*_place(line), *_cells(line)] for line in lines))


def _cells(line: SpendLine) -> list:
    return [column.write(line) for column in COLUMNS]


def _place(line: SpendLine) -> list:
    return [line.pk, line.report.half_year.isoformat(), line.report.organisation.name]
