"""Rows of a spreadsheet, in and out: a cell is words and nothing else, whatever opens the file."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from bigstory.core.files.refused import Refused
from bigstory.core.text.clean import clean

# A cell that begins so is run as a formula by one spreadsheet or another, also after blanks and in
# full width.
BEGINS_A_FORMULA = tuple("=+-@|%＝＋－＠\t\r\n")
# Tells a spreadsheet that the letters are UTF-8.
BEGINNING = "\ufeff"


@dataclass(frozen=True)
class Row:
    """`number` as the spreadsheet counts it, from 1; `hidden`: nobody sees it who opens the file.

    `faults`, by place: why a cell is no words, as the end of a sentence that starts with what it
    was for.
    """

    number: int
    cells: list[str]
    hidden: bool = False
    faults: Mapping[int, str] = field(default_factory=dict)


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def read_rows(text: str, *, delimiter: str = ",") -> Iterator[tuple[int, list[str]]]:
    """Each row with its number, from 1, its cells cleaned. Raises Refused where the text is no CSV.

    The text is cut into cells first: a line break of another kind inside one ends no row.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=delimiter)
    try:
        for number, cells in enumerate(reader, start=1):
            yield number, [clean(cell).strip() for cell in cells]
    except csv.Error as error:
        place = {"n": reader.line_num, "why": error}
        raise Refused(
            [_("Line %(n)s of the file: this is not a CSV file (%(why)s).") % place]
        ) from None


def safe(value: object) -> str:
    """A cell that is words and nothing else, whatever opens it.

    Our own numbers stay numbers, below nothing too.
    """
    if isinstance(value, Decimal):
        return f"{value:f}"
    text = "" if value is None else clean(str(value))
    if text.startswith(BEGINS_A_FORMULA) or text.lstrip().startswith(BEGINS_A_FORMULA):
        return f"'{text}"
    return text


def rows(headings: Iterable[str], cells: Iterable[Iterable[object]]) -> Iterator[str]:
    """The lines of a file, one at a time, each cell made safe."""
    writer = csv.writer(_Echo())
    yield BEGINNING + writer.writerow(list(headings))
    for row in cells:
        yield writer.writerow([safe(cell) for cell in row])
