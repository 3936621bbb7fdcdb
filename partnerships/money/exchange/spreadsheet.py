"""A spend report as a spreadsheet: all its rows come in, or none; and the same columns go out."""

import csv
import io
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from areas.places.exchange.columns import Bad
from bigstory.core.files.refused import Refused
from bigstory.core.files.spreadsheet import rows as spreadsheet
from partnerships.models import SpendLine
from partnerships.money.exchange.columns import COLUMNS, Column, Known, together

ALSO_CALLED = {
    "pounds": "amount",
    "£": "amount",
    "amount (£)": "amount",
    "line": "corrects",
    "theme of spending": "theme",
}
# What a file begins with that is no text at all, and what to do about it.
A_SPREADSHEET = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
BYTE_ORDER = (b"\xff\xfe", b"\xfe\xff")


def read_spend_csv(raw: bytes, known: Known) -> list[dict]:
    """The lines of a file, each as the values of a SpendLine.

    Raises Refused with every row that is wrong.
    """
    text = _text_of(raw)
    rows = []
    problems = []
    columns = None
    first = text.partition("\n")[0]
    between = max(",;\t", key=first.count)
    # The reader would stop at a NUL; another control character reaches the check of its cell.
    reader = csv.reader(
        io.StringIO(text.replace("\0", "\1"), newline=""), strict=True, delimiter=between
    )
    try:
        for number, cells in enumerate(reader, start=1):
            cells = [cell.strip() for cell in cells]
            if columns is None:
                columns = _headings(cells)
            elif any(cells):
                values, reasons = _row(columns, cells, known)
                rows.append(values)
                problems += [
                    _("Row %(n)s: %(why)s.") % {"n": number, "why": why} for why in reasons
                ]
            if len(rows) > settings.SPEND_CSV_MOST_ROWS:
                raise Refused(
                    [_("There are more than %(n)s rows. Send them in two files.") % _most_rows()]
                )
    except csv.Error as error:
        where = {"n": reader.line_num, "why": error}
        raise Refused(
            [_("Line %(n)s of the file: this is not a CSV file (%(why)s).") % where]
        ) from None
    if not rows:
        raise Refused(
            [
                _(
                    "There are no rows under the headings. Write one row for each thing "
                    "that was paid for."
                )
            ]
        )
    if problems:
        raise Refused(problems)
    return rows


def _most_rows() -> dict:
    return {"n": settings.SPEND_CSV_MOST_ROWS}


def _text_of(raw: bytes) -> str:
    """Whatever the spreadsheet saved:

    UTF-8 with or without its mark, UTF-16 with one, or Windows' own.
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
    encodings = ("utf-16",) if raw.startswith(BYTE_ORDER) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused([_("The letters in this file cannot be read. Save it again as “CSV UTF-8”.")])


def _headings(cells: list[str]) -> list[Column]:
    names = [ALSO_CALLED.get(cell.casefold(), cell.casefold()) for cell in cells]
    while names and not names[-1]:
        names.pop()  # a comma too many at the end of every line is how some programs save
    known = {column.name: column for column in COLUMNS}
    say = []
    for name in dict.fromkeys(names):
        shown = {"name": name[:40], "all": ", ".join(known)}
        if name not in known:
            say.append(
                _("Row 1: the column “%(name)s” is not known; there may be %(all)s.") % shown
            )
        elif names.count(name) > 1:
            say.append(_("Row 1: the column “%(name)s” is there twice.") % shown)
    missing = [column.name for column in COLUMNS if column.required and column.name not in names]
    say += [_("Row 1: the column “%(name)s” is missing.") % {"name": name} for name in missing]
    if say:
        raise Refused(say[:10])
    return [known[name] for name in names]


def _row(columns: list[Column], cells: list[str], known: Known) -> tuple[dict, list[str]]:
    if any(cells[len(columns) :]) or len(cells) < len(columns):
        count = {"n": len(cells), "wanted": len(columns)}
        return {}, [_("it has %(n)s cells where the headings have %(wanted)s") % count]
    values = {column.name: None for column in COLUMNS} | {"note": ""}
    reasons = []
    for column, cell in zip(columns, cells, strict=False):
        try:
            values[column.name] = column.read(cell, known)
        except Bad as why:
            reasons.append(f"{column.name} {why}")
    if not reasons and (why := together(values)):
        reasons.append(why)
    return values, reasons


def write_spend_csv(lines: Iterable[SpendLine]) -> Iterator[str]:
    """The same columns, to fill in or to read."""
    return spreadsheet(
        [column.name for column in COLUMNS], ([c.write(line) for c in COLUMNS] for line in lines)
    )


def write_ledger_csv(lines: Iterable[SpendLine]) -> Iterator[str]:
    """The same columns with where each line stands: its number, its half-year and who reported
    it.
    """
    headings = ["number", "half_year", "reported_by", *(column.name for column in COLUMNS)]
    return spreadsheet(
        headings, ([*_place(line), *(c.write(line) for c in COLUMNS)] for line in lines)
    )


def _place(line: SpendLine) -> list:
    return [line.pk, line.report.half_year.isoformat(), line.report.organisation.name]
