"""The rows of a file of spending, whether it is CSV or a workbook (XLSX)."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from django.conf import settings
from django.utils.translation import gettext as _

from bigstory.core.files.letters import Reading, readings
from bigstory.core.files.refused import RefusedBecause
from bigstory.core.files.spreadsheet import Row, read_rows
from bigstory.core.files.workbooks.read import Sheet, is_workbook, sheets_of
from partnerships.money.exchange.totals import Line

# Above its headings a sheet may say whose it is, and of which half-year.
HEADINGS_WITHIN = 20


class Question(StrEnum):
    LETTERS = "letters"
    SHEET = "sheet"
    HIDDEN = "hidden"
    TOTALS = "totals"


class Asked(Exception):
    """Somebody has to say something about the file first: which letters are right, which sheet is
    meant, or whether rows that are hidden, or add up others, are money spent.
    """

    def __init__(
        self, question: Question, found: Sequence[Reading] | Sequence[Sheet] | Sequence[Line]
    ) -> None:
        self.question = question
        self.found = found


class Why(StrEnum):
    BYTES = "bytes"
    LETTERS = "letters"


class TextRefused(RefusedBecause[Why]):
    @staticmethod
    def sentence(why: Why) -> str:
        if why == Why.BYTES:
            most = {"n": settings.SPEND_CSV_MOST_BYTES // 1024}
            return _("The file is larger than %(n)s KB. Send it in two files.") % most
        return _("We cannot read this as a spreadsheet. Save it again as “CSV UTF-8” or as XLSX.")


def rows_of(raw: bytes, *, letters: str, sheet: str) -> Iterable[Row]:
    """Each row, numbered as the spreadsheet does.

    `letters` and `sheet` are what somebody answered. Raises Asked where they have to, and Refused.
    """
    if is_workbook(raw):
        return _rows_of_sheet(raw, sheet)
    text = _text_of(raw, letters)
    first = text.lstrip().splitlines()[0] if text.strip() else ""
    cut = read_rows(text, delimiter=max(",;\t", key=first.count))
    return (Row(number, cells) for number, cells in cut)


def _rows_of_sheet(raw: bytes, name: str) -> list[Row]:
    """The rows of the sheet of that name, or of the only one that has any and is seen."""
    sheets = sheets_of(raw, most_rows=settings.SPEND_MOST_ROWS + HEADINGS_WITHIN)
    meant = [sheet for sheet in sheets if sheet.name == name]
    if not meant and [sheet.hidden for sheet in sheets] not in ([], [False]):
        raise Asked(Question.SHEET, sheets)
    return (meant or sheets)[0].rows() if sheets else []


def _text_of(raw: bytes, letters: str) -> str:
    """The text of whatever the spreadsheet saved.

    UTF-8 with or without its mark, UTF-16 with one, or Windows', DOS' or an old Mac's own.
    """
    if len(raw) > settings.SPEND_CSV_MOST_BYTES:
        raise TextRefused(Why.BYTES)
    found = readings(raw)
    if not found:
        raise TextRefused(Why.LETTERS)
    chosen = [reading for reading in found if reading.encoding == letters]
    if len(found) > 1 and not chosen:
        raise Asked(Question.LETTERS, found)
    return (chosen or found)[0].text
