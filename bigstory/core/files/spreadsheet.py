"""Rows for a spreadsheet: every cell is words and nothing else, whatever opens the file."""

import csv
from collections.abc import Iterable, Iterator
from decimal import Decimal

# A cell that begins so is run as a formula by one spreadsheet or another, also after blanks and in
# full width.
BEGINS_A_FORMULA = tuple("=+-@|%＝＋－＠\t\r\n")
# Tells a spreadsheet that the letters are UTF-8.
BEGINNING = "\ufeff"


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def safe(value: object) -> str:
    """A cell that is words and nothing else, whatever opens it.

    Our own numbers stay numbers, below nothing too.
    """
    if isinstance(value, Decimal):
        return f"{value:f}"
    text = "" if value is None else str(value)
    if text.startswith(BEGINS_A_FORMULA) or text.lstrip().startswith(BEGINS_A_FORMULA):
        return f"'{text}"
    return text


def rows(headings: Iterable[str], cells: Iterable[Iterable[object]]) -> Iterator[str]:
    """The lines of a file, one at a time, each cell made safe."""
    writer = csv.writer(_Echo())
    yield BEGINNING + writer.writerow(list(headings))
    for row in cells:
        yield writer.writerow([safe(cell) for cell in row])
