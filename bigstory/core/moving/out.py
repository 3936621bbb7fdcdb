"""The same columns out: blank templates, what is stored, refused rows to mend and send again."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from bigstory.core.files.spreadsheet import rows as csv_rows
from bigstory.core.files.spreadsheet import safe
from bigstory.core.moving.matching import OUR_OWN
from bigstory.core.moving.models import SentFile, SentRow
from bigstory.core.moving.nouns import Noun

AT_ONCE = 500


def headings(noun: Noun) -> list[str]:
    return [column.name for column in noun.columns]


def stored_cells(noun: Noun, user: Any) -> Iterator[list[object]]:
    """The cells of all rows that somebody may see, in our columns."""
    for row in noun.out(user).iterator(chunk_size=AT_ONCE):
        yield [_cell(column.cell(row)) for column in noun.columns]


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return value.isoformat() if isinstance(value, date) else value


def as_csv(head: Sequence[str], cells: Iterable[Iterable[object]]) -> Iterator[str]:
    return csv_rows(head, cells)


def as_xlsx(head: Sequence[str], cells: Iterable[Iterable[object]]) -> bytes:
    """A workbook in which a cell is words or a number of pounds, and never a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append([_words(sheet, heading) for heading in head])
    for row in cells:
        sheet.append([_typed(sheet, value) for value in row])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _typed(sheet: Any, value: object) -> Any:
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        return value
    return _words(sheet, safe(value))


def _words(sheet: Any, words: str) -> Any:
    cell = WriteOnlyCell(sheet, value="")
    cell._value = words  # type: ignore[attr-defined]
    cell.data_type = "s"
    return cell


def refused_cells(file: SentFile) -> tuple[list[str], Iterator[list[object]]]:
    """The headings of the file and its refused rows as they were sent, with what to put right."""
    found = file.found.get("headings", [])
    width = max((heading["place"] for heading in found), default=-1) + 1
    own = {heading["place"]: heading["words"] for heading in found}
    ours = [place for place, words in own.items() if words.casefold() in OUR_OWN]
    places = [place for place in range(width) if place not in ours]
    head = [own.get(place, "") for place in places] + [OUR_OWN[0], OUR_OWN[1]]
    return head, _refused(file, places)


def _refused(file: SentFile, places: list[int]) -> Iterator[list[object]]:
    rows = SentRow.objects.filter(file=file, outcome=SentRow.Outcome.REFUSED)
    for row in rows.order_by("number", "pk").iterator(chunk_size=AT_ONCE):
        cells = [row.cells[place] if place < len(row.cells) else "" for place in places]
        yield [*cells, ". ".join(row.why), row.number]
