"""A spend report as a spreadsheet: all its rows come in, or none; and the same columns go out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from django.conf import settings
from django.utils.translation import gettext as _

from bigstory.core.files.refused import Refused
from bigstory.core.files.spreadsheet import Row
from bigstory.core.files.spreadsheet import rows as spreadsheet_rows
from bigstory.core.moving.columns import Bad
from partnerships.models import SpendLine
from partnerships.money.exchange.columns import COLUMNS, Column, Vocabulary, line_problem
from partnerships.money.exchange.reading import HEADINGS_WITHIN, Asked, Question, rows_of
from partnerships.money.exchange.totals import Line, totals_among

# Other names people give the columns.
ALSO_CALLED = {
    "pounds": "amount",
    "£": "amount",
    "amount (£)": "amount",
    "line": "corrects",
    "theme of spending": "theme",
}
# What somebody says about rows that are hidden, or add up others.
LEAVE_OUT = "out"
KEEP = "keep"
MOST_HEADING_PROBLEMS = 10


def read_spend_file(
    raw: bytes,
    vocabulary: Vocabulary,
    *,
    letters: str = "",
    sheet: str = "",
    hidden: str = "",
    totals: str = "",
) -> list[dict]:
    """The lines of a file, each as the values of a SpendLine.

    `letters`, `sheet`, `hidden` and `totals` are what somebody answered. Raises Asked where they
    have to; Refused with every row that is wrong.
    """
    rows = _rows(rows_of(raw, letters=letters, sheet=sheet), vocabulary)
    rows = _answered(Question.HIDDEN, hidden, [row.line for row in rows if row.hidden], rows)
    rows = _answered(Question.TOTALS, totals, totals_among([row.line for row in rows]), rows)
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
    hidden: bool
    values: dict
    reasons: list[str]

    @property
    def line(self) -> Line:
        return Line(self.number, self.values.get("heading") or "", self.values.get("amount"))


def _rows(found: Iterable[Row], vocabulary: Vocabulary) -> list[_Row]:
    """What stands below the headings. Raises Refused."""
    filled = (row for row in found if any(row.cells))
    first = list(islice(filled, HEADINGS_WITHIN))
    if not first:
        return []
    at = max(range(len(first)), key=lambda n: _known(first[n]))
    columns = _headings(first[at])
    _check_above(first[:at], columns, vocabulary)
    rows: list[_Row] = []
    for row in chain(first[at + 1 :], filled):
        rows.append(_Row(row.number, row.hidden, *_line(columns, row, vocabulary)))
        if len(rows) > settings.SPEND_MOST_ROWS:
            most = {"n": settings.SPEND_MOST_ROWS}
            raise Refused([_("There are more than %(n)s rows. Send them in two files.") % most])
    return rows


def _check_above(rows: list[Row], columns: list[Column | None], vocabulary: Vocabulary) -> None:
    """Whose sheet it is may stand above the headings, but no money. Raises Refused."""
    problems = [
        _(
            "Row %(n)s: it reads like spending, but stands above the headings; move it below them, "
            "or take it out."
        )
        % {"n": row.number}
        for row in rows
        if not _line(columns, row, vocabulary)[1]
    ]
    if problems:
        raise Refused(problems)


def _answered(question: Question, answer: str, found: list[Line], rows: list[_Row]) -> list[_Row]:
    """The rows without those that were found, if so answered. Raises Asked where nobody did."""
    if not found or answer == KEEP:
        return rows
    if answer != LEAVE_OUT:
        raise Asked(question, found)
    numbers = {line.number for line in found}
    return [row for row in rows if row.number not in numbers]


def _names(row: Row) -> list[str]:
    names = [" ".join(cell.casefold().split()) for cell in row.cells]
    return [ALSO_CALLED.get(name, name) for name in names]


def _known(row: Row) -> int:
    """How many of our columns it names."""
    return len({column.name for column in COLUMNS} & set(_names(row)))


def _headings(row: Row) -> list[Column | None]:
    """The columns in their order; None where nothing stands above one. Raises Refused."""
    names = _names(row)
    columns = {column.name: column for column in COLUMNS}
    problems = []
    for name in dict.fromkeys(filter(None, names)):
        words = {"n": row.number, "name": name[:40], "all": ", ".join(columns)}
        if name not in columns:
            problems.append(
                _("Row %(n)s: the column “%(name)s” is not known; there may be %(all)s.") % words
            )
        elif names.count(name) > 1:
            problems.append(_("Row %(n)s: the column “%(name)s” is there twice.") % words)
    problems += [
        _("Row %(n)s: the column “%(name)s” is missing.") % {"n": row.number, "name": column.name}
        for column in COLUMNS
        if column.required and column.name not in names
    ]
    if problems:
        raise Refused(problems[:MOST_HEADING_PROBLEMS])
    return [columns.get(name) for name in names]


def _line(columns: list[Column | None], row: Row, vocabulary: Vocabulary) -> tuple[dict, list[str]]:
    """The values of one row, and what is wrong in it."""
    cells = row.cells
    # A comma too many at the end of every line is how some programs save.
    wanted = max(place for place, column in enumerate(columns, start=1) if column)
    if any(cells[len(columns) :]) or len(cells) < wanted:
        count = {"n": len(cells), "wanted": wanted}
        return {}, [_("it has %(n)s cells where the headings have %(wanted)s") % count]
    values = {column.name: None for column in COLUMNS} | {"note": ""}
    reasons = []
    for place, (column, cell) in enumerate(zip(columns, cells, strict=False)):
        if column is None:
            if cell:
                words = {"words": cell if len(cell) <= 40 else f"{cell[:40]}…"}
                reasons.append(_("“%(words)s” stands under no heading") % words)
            continue
        try:
            if place in row.faults:
                raise Bad(row.faults[place])
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
