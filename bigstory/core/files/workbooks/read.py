"""The sheets of a workbook that somebody sent, and why one cannot be read.

A workbook is a folder of other files, packed, and may unpack to anything, so it is opened in a
process of its own, with limits: bigstory/core/files/workbooks/cells.py.
"""

import json
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from bigstory.core.files import child, workshop
from bigstory.core.files.refused import RefusedBecause
from bigstory.core.files.spreadsheet import Row
from bigstory.core.text.clean import clean

MOST_BYTES = 5_000_000
MOST_COLUMNS = 100
SECONDS = 15
MEMORY = 512 * 1024**2  # bytes; an ordinary workbook takes a tenth of it
CELLS = Path(__file__).with_name("cells.py")
PACKED = b"PK\x03\x04"
OLDER = b"\xd0\xcf\x11\xe0"  # also what a workbook with a password is kept in
PASSWORD = "EncryptedPackage".encode("utf-16-le")
OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument"


class Why(StrEnum):
    BYTES = "bytes"
    OLDER = "older"
    PASSWORD = "password"
    OPEN_DOCUMENT = "open_document"
    TOO_MUCH = "too_much"
    DAMAGED = "damaged"


class WorkbookRefused(RefusedBecause[Why]):
    @staticmethod
    def sentence(why: Why) -> str:
        if why == Why.BYTES:
            most = {"n": MOST_BYTES // 1_000_000}
            return (
                _("The file is larger than %(n)s MB. Copy the rows into a new spreadsheet.") % most
            )
        return {
            Why.OLDER: _(
                "This is an older kind of spreadsheet. In your program choose “Save as” and then "
                "“Excel workbook (XLSX)” or “CSV UTF-8”."
            ),
            Why.PASSWORD: _(
                "This spreadsheet needs a password. Save a copy without one, and choose that."
            ),
            Why.OPEN_DOCUMENT: _(
                "This is an OpenDocument file. In your program choose “Save as” and then “Excel "
                "workbook (XLSX)” or “CSV UTF-8”."
            ),
            Why.TOO_MUCH: _(
                "There is more in this file than we can read. Copy the rows into a new "
                "spreadsheet, and choose that."
            ),
            Why.DAMAGED: _(
                "We cannot open this as a spreadsheet (XLSX). In your program choose “Save as” and "
                "then “Excel workbook (XLSX)” or “CSV UTF-8”."
            ),
        }[why]


WHY = {
    child.Why.MISSING: Why.DAMAGED,
    child.Why.SLOW: Why.TOO_MUCH,
    child.Why.LATE: Why.TOO_MUCH,
    child.Why.FAILED: Why.DAMAGED,
}


@dataclass(frozen=True)
class Sheet:
    """One that has rows. `hidden`: nobody sees it who opens the file."""

    name: str
    hidden: bool
    found: list[dict[str, Any]]

    def rows(self) -> list[Row]:
        """Those that have anything in them, all of one width. Raises WorkbookRefused."""
        width = max(column for row in self.found for column, *_rest in row["cells"])
        if width > MOST_COLUMNS:
            raise WorkbookRefused(Why.TOO_MUCH)
        return [_row(row, width) for row in self.found]


def is_workbook(raw: bytes) -> bool:
    """Whether it is one of some kind, or something else that is no text, by how it begins."""
    return raw.startswith((PACKED, OLDER))


def sheets_of(raw: bytes, *, most_rows: int) -> list[Sheet]:
    """The sheets that have rows, in order. Of each, no more is read than one row above the most.

    Raises WorkbookRefused.
    """
    if len(raw) > MOST_BYTES:
        raise WorkbookRefused(Why.BYTES)
    if raw.startswith(OLDER):
        raise WorkbookRefused(Why.PASSWORD if PASSWORD in raw else Why.OLDER)
    if raw[30:].startswith(OPEN_DOCUMENT):  # its first part, and not packed
        raise WorkbookRefused(Why.OPEN_DOCUMENT)
    with workshop.folder() as folder:
        answer = _read(raw, most_rows, folder)
    if "sheets" not in answer:
        raise WorkbookRefused(Why.TOO_MUCH)
    return [
        Sheet(clean(sheet["name"]).strip(), sheet["hidden"], sheet["rows"])
        for sheet in answer["sheets"]
        if sheet["rows"]
    ]


def _read(raw: bytes, most_rows: int, folder: Path) -> dict[str, Any]:
    (folder / "sent.xlsx").write_bytes(raw)
    arguments = ("-I", "-B", str(CELLS), "sent.xlsx", str(most_rows))
    limits = {"seconds": SECONDS, "most_bytes": 0, "memory": MEMORY}
    try:
        said = child.run(sys.executable, *arguments, folder=folder, **limits)
    except child.ChildFailed as failed:
        raise WorkbookRefused(WHY[failed.why]) from None
    answer: dict[str, Any] = json.loads(said)
    return answer


def _row(found: dict[str, Any], width: int) -> Row:
    cells = [""] * width
    faults = {}
    for column, text, fault in found["cells"]:
        cells[column - 1] = clean(text).strip()
        if fault:
            faults[column - 1] = _fault(fault, cells[column - 1])
    return Row(found["number"], cells, hidden=found["hidden"], faults=faults)


def _fault(kind: str, text: str) -> str:
    """What is wrong with a cell, as the end of a sentence that starts with what it was for."""
    if kind == "error":
        return _("has the error %(error)s; put that right in your spreadsheet") % {"error": text}
    if kind == "merged":
        return _("is merged with another cell; split them, and write it in each row")
    return _(
        "is a formula that was never worked out; open the file in your spreadsheet program, "
        "save it there, and bring it again"
    )
