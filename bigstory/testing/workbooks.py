"""Workbooks (XLSX) as people send them, and parts of them changed as no program of ours would."""

from collections.abc import Callable, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

SHEET = "xl/worksheets/sheet1.xml"


def workbook(*sheets: Sequence[Sequence], change: Callable | None = None) -> bytes:
    """One with these rows on its sheets. `change` is given it before it is saved."""
    book = Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    if change:
        change(book)
    return saved(book)


def saved(book: Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def replaced(raw: bytes, old: str, new: str, *, part: str = SHEET) -> bytes:
    """The same file with other words in one of its parts."""
    parts = _parts(raw)
    assert old.encode() in parts[part]
    return packed(parts | {part: parts[part].replace(old.encode(), new.encode())})


def packed(parts: dict[str, bytes], how: int = ZIP_DEFLATED) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", how) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return file.getvalue()


def _parts(raw: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
