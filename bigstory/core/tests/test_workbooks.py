"""What is read from a spreadsheet that somebody sent, and why one is refused."""

from datetime import date, datetime, time, timedelta
from zipfile import ZIP_STORED

import pytest

from bigstory.core.files.workbooks import cells, read
from bigstory.core.files.workbooks.read import Why, WorkbookRefused, sheets_of
from bigstory.testing.workbooks import SHEET, packed, replaced, workbook

pytestmark = pytest.mark.once

SAID = [
    (12.5, "General", "12.5"),
    (5, "£#,##0.00", "5"),
    (5.0, '_-"£"* #,##0.00_-', "5"),
    (0.1 + 0.2, "0.00", "0.3"),
    (1234.567, "#,##0.00", "1234.567"),
    (100 / 3, "0.00", "33.3333333333333"),
    (-2.5, "General", "-2.5"),
    (1e20, "General", "100000000000000000000"),
    (0.12, "0%", "12%"),
    (12, '0" % of it"', "12"),
    (5, "[$€-2] #,##0.00", "€5"),
    (5, "[$£-809]#,##0.00", "5"),
    (5, '"$"#,##0.00_);("$"#,##0.00)', "5"),
    (date(2026, 7, 1), "dd/mm/yyyy", "2026-07-01"),
    (datetime(2026, 7, 1, 14, 30), "dd/mm/yyyy hh:mm", "2026-07-01 14:30"),
    (time(14, 30), "hh:mm", "14:30:00"),
    (timedelta(hours=30), "[h]:mm", "1 day, 6:00:00"),
    (True, "General", "TRUE"),
    ("£1,200", "General", "£1,200"),
    ("Café_x000D_\nof the hall", "General", "Café\nof the hall"),
    ("two\u2060words\ufeff", "General", "twowords"),
]


def rows_of(raw: bytes, most_rows: int = 100) -> list:
    return sheets_of(raw, most_rows=most_rows)[0].rows()


def test_a_cell_is_its_value_as_somebody_would_say_it():
    def format_all(book):
        for row, (_value, shown_as, _said) in zip(book.active.rows, SAID, strict=True):
            row[0].number_format = shown_as

    raw = workbook([[value] for value, *_rest in SAID], change=format_all)
    assert [row.cells[0] for row in rows_of(raw)] == [said for *_rest, said in SAID]


def test_a_formula_is_what_it_came_to_and_one_never_worked_out_is_told():
    rows = [["=1+1"], ["=2+2"], ['=""'], ["=NOW()"], ["#REF!"], ["words"]]
    raw = workbook(rows)
    raw = replaced(raw, "<f>1+1</f><v />", "<f>1+1</f><v>2</v>")
    raw = replaced(raw, '<c r="A3"><f>""</f><v />', '<c r="A3" t="str"><f>""</f><v></v>')
    first, second, fourth, error, words = rows_of(raw)
    assert (first.cells, first.faults) == (["2"], {})
    for row in (second, fourth):
        assert row.faults[0].startswith("is a formula that was never worked out")
    assert [second.number, fourth.number] == [2, 4]
    assert error.faults == {0: "has the error #REF!; put that right in your spreadsheet"}
    assert words.faults == {}


def test_rows_keep_their_numbers_and_what_is_hidden_or_merged_is_told():
    def arrange(book):
        sheet = book.active
        sheet["C4"], sheet["D4"], sheet["D5"], sheet["D6"] = "Wages", 5, 6, 7
        sheet.merge_cells("C4:C5")
        sheet.merge_cells("A1:XFD2")
        sheet.row_dimensions[6].hidden = True
        book.create_sheet().sheet_state = "hidden"
        book.worksheets[1]["A1"] = "old"
        book.create_sheet()  # with nothing in it

    sheets = sheets_of(workbook([], change=arrange), most_rows=100)
    assert [(sheet.name, sheet.hidden) for sheet in sheets] == [("Sheet", False), ("Sheet1", True)]
    fourth, fifth, sixth = sheets[0].rows()
    assert [row.number for row in (fourth, fifth, sixth)] == [4, 5, 6]
    assert fourth.cells == ["", "", "Wages", "5"]
    assert list(fifth.faults) == [2]
    assert [row.hidden for row in (fourth, fifth, sixth)] == [False, False, True]


def test_where_a_sheet_says_a_wrong_size_all_of_it_is_read():
    raw = workbook([["Soup", 5], ["Hall", 6]])
    assert len(rows_of(replaced(raw, 'ref="A1:B2"', 'ref="A1"'))) == 2


def plain() -> bytes:
    return workbook([["Soup", 5]])


def a_laugh() -> str:
    """Entities of entities, three thousand million letters in all."""
    names = "abcdefghi"
    named = "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip(names, names[1:], strict=False)
    )
    return f'<!DOCTYPE x [<!ENTITY a "haha">{named}]>'


WRONG = {
    "junk": (lambda: b"PK\x03\x04junk", Why.DAMAGED),
    "cut short": (lambda: plain()[:-200], Why.DAMAGED),
    "a letter": (lambda: packed({"word/document.xml": b"<x/>"}), Why.DAMAGED),
    "no number": (lambda: replaced(plain(), "<v>5</v>", "<v>five</v>"), Why.DAMAGED),
    "broken inside": (lambda: replaced(plain(), "</sheetData>", ""), Why.DAMAGED),
    "entities of entities": (
        lambda: replaced(plain(), "<worksheet", f"{a_laugh()}<worksheet a='&i;'"),
        Why.DAMAGED,
    ),
    "an older kind": (lambda: read.OLDER + "Workbook".encode("utf-16-le"), Why.OLDER),
    "with a password": (lambda: read.OLDER + read.PASSWORD, Why.PASSWORD),
    "OpenDocument": (
        lambda: packed(
            {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}, how=ZIP_STORED
        ),
        Why.OPEN_DOCUMENT,
    ),
    "too large": (lambda: plain() + bytes(read.MOST_BYTES), Why.BYTES),
    "too wide": (lambda: workbook([[None] * read.MOST_COLUMNS + ["far"]]), Why.TOO_MUCH),
    "unpacks to anything": (
        lambda: packed({SHEET: bytes(cells.MOST_UNPACKED + 1)}),
        Why.TOO_MUCH,
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_one_that_cannot_be_read_is_refused_in_a_sentence(name):
    make, why = WRONG[name]
    with pytest.raises(WorkbookRefused) as refused:
        rows_of(make())
    assert refused.value.why == why
    assert refused.value.problems[0].endswith(".")


@pytest.mark.parametrize(
    ("limit", "least", "old", "new"),
    [
        ("SECONDS", 1, "</sheetData>", "<row/>" * 2_000_000 + "</sheetData>"),
        ("MEMORY", 100_000_000, "<v>5</v>", f"<v>{'9' * 40_000_000}</v>"),
    ],
    ids=["time", "memory"],
)
def test_one_that_takes_too_long_or_too_much_memory_is_stopped(monkeypatch, limit, least, old, new):
    monkeypatch.setattr(read, limit, least)
    with pytest.raises(WorkbookRefused) as refused:
        rows_of(replaced(plain(), old, new))
    assert refused.value.why == Why.TOO_MUCH


def test_cells_with_nothing_in_them_are_counted_too(monkeypatch, tmp_path):
    """Merged over and over, a small file has millions of them."""
    path = tmp_path / "sent.xlsx"
    wide = ["Soup", *[None] * 98, "far"]
    path.write_bytes(workbook([wide] * 20, change=lambda book: book.active.merge_cells("A1:CU20")))
    assert cells.sheets_of(str(path), 100)
    monkeypatch.setattr(cells, "MOST_LETTERS", 10_000)
    with pytest.raises(cells.TooMuch):
        cells.sheets_of(str(path), 100)


@pytest.mark.parametrize("limit", ["MOST_UNPACKED", "MOST_LETTERS"])
def test_no_more_is_unpacked_or_handed_on_than_fits(monkeypatch, tmp_path, limit):
    path = tmp_path / "sent.xlsx"
    path.write_bytes(workbook([["Soup" * 1000, 5]] * 3))
    assert len(cells.sheets_of(str(path), 1)[0]["rows"]) == 2
    monkeypatch.setattr(cells, limit, 10_000)
    with pytest.raises(cells.TooMuch):
        cells.sheets_of(str(path), 3)
