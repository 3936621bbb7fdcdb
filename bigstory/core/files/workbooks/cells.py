"""Writes what is in a workbook as JSON: python -I cells.py WORKBOOK MOST_ROWS

Run as a file by itself, with limits (bigstory/core/files/child.py), so that nothing of the site is
loaded into it. A cell is its value as somebody looking at the sheet would say it: what a formula
came to when the file was saved. Nothing is worked out here.
"""

import json
import re
import sys
from datetime import datetime
from decimal import Decimal
from typing import Any
from zipfile import ZipFile, ZipInfo

from openpyxl import load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.utils.escape import unescape
from openpyxl.worksheet._reader import FORMULA_TAG, VALUE_TAG, WorkSheetParser

# Of all parts of the file that are read, as they say themselves before they are unpacked.
MOST_UNPACKED = 60_000_000
# Of all cells that are handed on; and what a cell counts for by itself, as there may be millions of
# them with nothing in them.
MOST_LETTERS = 4_000_000
A_CELL = 8
READ = (".xml", ".rels")
# As many figures as a spreadsheet works with; what comes after them is noise: 0.1 + 0.2.
FIGURES = 15
QUOTED = re.compile(r'"[^"]*"|\\.')
LOCALE = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
# Not ours. The dollar of a format that every spreadsheet has is whatever money is used there.
OTHER_MONEY = re.compile(r"[$€¥]|EUR|USD")
OWN_FORMATS_FROM = 164

_Cell = tuple[int, str, str]


class TooMuch(Exception):
    pass


class Parser(WorkSheetParser):
    """openpyxl's own, which tells a formula that nothing has worked out from an empty cell."""

    hidden = False

    def parse_row(self, row: Any) -> Any:
        self.hidden = row.get("hidden") in ("1", "true")
        found = super().parse_row(row)
        self.row_dimensions.clear()  # a sheet may have a million of them
        return found

    def parse_cell(self, element: Any) -> Any:
        cell = super().parse_cell(element)
        if cell["value"] is None and element.find(FORMULA_TAG) is not None:
            # Worked out to no words at all, as in =IF(A1="","",A1).
            empty = element.get("t") == "str" and element.find(VALUE_TAG) is not None
            if not empty:
                cell |= {"data_type": "f", "value": f"={element.findtext(FORMULA_TAG) or ''}"}
        return cell


def main(path: str, most_rows: str) -> None:
    try:
        answer: dict[str, Any] = {"sheets": sheets_of(path, int(most_rows))}
    except (TooMuch, MemoryError):
        answer = {"too_much": True}
    json.dump(answer, sys.stdout)


def sheets_of(path: str, most_rows: int) -> list[dict[str, Any]]:
    with ZipFile(path) as archive:
        if sum(part.file_size for part in archive.infolist() if is_read(part)) > MOST_UNPACKED:
            raise TooMuch
    book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    if not book.worksheets:
        raise ValueError("no sheets")
    sheets = []
    letters = 0
    for sheet in book.worksheets:
        rows = []
        for row in rows_of(sheet, most_rows):
            letters += sum(A_CELL + len(text) for _column, text, _fault in row["cells"])
            if letters > MOST_LETTERS:
                raise TooMuch
            rows.append(row)
        hidden = sheet.sheet_state != "visible"
        sheets.append({"name": sheet.title, "hidden": hidden, "rows": rows})
    return sheets


def is_read(part: ZipInfo) -> bool:
    return part.filename.lower().endswith(READ)


def rows_of(sheet: Any, most_rows: int) -> list[dict[str, Any]]:
    """The rows with anything in them: one more than `most_rows`, where there are more."""
    book = sheet.parent
    rows: list[dict[str, Any]] = []
    with sheet._get_source() as source:
        parser = Parser(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for number, found in parser.parse():
            cells = [cell for each in found if (cell := cell_of(ReadOnlyCell(sheet, **each)))]
            if cells:
                rows.append({"number": number, "hidden": parser.hidden, "cells": cells})
            if len(rows) > most_rows:
                return rows
    add_covered(rows, parser.merged_cells.mergeCell if parser.merged_cells else ())
    return rows


def cell_of(cell: ReadOnlyCell) -> _Cell | None:
    """Its column from 1, its words, and what stands there in their place: an error, or a formula
    that nothing has worked out.
    """
    fault = {"e": "error", "f": "formula"}.get(cell.data_type, "")
    text = text_of(cell)
    return (cell.column, text, fault) if fault or text.strip() else None


def add_covered(rows: list[dict[str, Any]], merged: Any) -> None:
    """Mark the cells that lie under a filled one with which they are merged."""
    filled = {row["number"]: {column for column, *_rest in row["cells"]} for row in rows}
    widest = max((column for columns in filled.values() for column in columns), default=0)
    for left, top, right, bottom in (each.bounds for each in merged):
        if left not in filled.get(top, ()):
            continue
        for row in rows:
            if top <= row["number"] <= bottom:
                covered = set(range(left, min(right, widest) + 1)) - filled[row["number"]]
                row["cells"] += [(column, "", "merged") for column in covered]


def text_of(cell: ReadOnlyCell) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return number_of(value, cell)
    if isinstance(value, datetime):
        midnight = value.hour == value.minute == value.second == 0
        return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
    return unescape(str(value))


def number_of(value: float, cell: ReadOnlyCell) -> str:
    """Its figures; with their sign where they are shown as percent, or as money other than ours."""
    number = Decimal(f"{value:.{FIGURES}g}")
    shown_as = LOCALE.sub(r"\1", cell.number_format)
    if "%" in QUOTED.sub("", shown_as):
        return f"{(number * 100).normalize():f}%"
    other = OTHER_MONEY.search(shown_as)
    if other and cell.style_array.numFmtId >= OWN_FORMATS_FROM:
        return f"{other[0]}{number:f}"
    return f"{number:f}"


if __name__ == "__main__":
    main(*sys.argv[1:])
