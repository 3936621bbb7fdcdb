"""Ten years of a made-up area, as people keep them: each row comes in right, or is refused with a
sentence; and every pound of the file is accounted for.
"""

import pytest

from bigstory.core.moving.models import SentFile
from bigstory.testing.moving import accounted, matched, outcomes, press, reasons
from bigstory.testing.workbooks import workbook
from partnerships.models import LtoAppointment, Organisation, Payment

State = SentFile.State
HEAD = ["Area", "LTO", "Date paid", "Amount (£)", "Purpose"]


# --- what stands round the rows ---
def test_a_title_above_empty_rows_and_columns_and_a_total_below(area, harbour, send):
    def merge(book):
        book.worksheets[0].merge_cells("A1:F1")

    raw = workbook(
        [
            ["Big Local payments 2012-2022 (Final v3 USE THIS ONE)"],
            [None],
            [None, *HEAD],
            [None, area.name, "Harbour Trust ", "12/3/17", 1200.5, "First "],
            [None],
            [None, f"  {area.name.upper()}", "harbour trust", "2018-04-01 00:00", "£300", None],
            [None, None, None, None, 1500.5, None],
            [None, None, None, "TOTAL", "=1500.50", None],
        ],
        change=merge,
    )
    raw_file = send(raw)
    assert raw_file.found["above"] == ["Big Local payments 2012-2022 (Final v3 U"]
    assert outcomes(raw_file) == {4: "added", 6: "added", 7: "total", 8: "refused"}
    assert "never worked out" in reasons(raw_file)[8]
    assert accounted(raw_file) == {"added": "1500.50", "total": "1500.50", "file": "3001.00"}


def test_a_total_that_is_not_what_the_rows_come_to_is_told(area, harbour, send):
    file = send(
        workbook(
            [
                HEAD,
                [area.name, "Harbour Trust", "1/1/16", 10, ""],
                ["Total", "", "", 11, ""],
            ]
        )
    )
    assert "not what the rows above come to, £10.00" in reasons(file)[3]
    assert accounted(file) == {"added": "10.00", "refused": "11.00", "file": "21.00"}


def test_a_firm_called_total_is_paid_like_any_other(area, send, cast):
    total = Organisation.objects.create(name="Total")
    LtoAppointment.objects.create(area=area, organisation=total)
    rows = [[area.name, "Total", "1/1/16", 10, ""], [area.name, "Total", "2/1/16", 11, ""]]
    assert outcomes(send(workbook([HEAD, *rows]))) == {2: "added", 3: "added"}


def test_subtotals_and_a_grand_total_are_left_out(area, harbour, send):
    rows = [
        [area.name, "Harbour Trust", "1/1/16", 10, ""],
        [area.name, "Harbour Trust", "2/1/16", 20, ""],
        ["", "", "Sub-total", 30, ""],
        [area.name, "Harbour Trust", "1/1/17", 5, ""],
        ["", "", "Sub-total", 5, ""],
        ["Grand total", "", "", 35, ""],
    ]
    file = send(workbook([HEAD, *rows]))
    assert [n for n, outcome in outcomes(file).items() if outcome == "total"] == [4, 6, 7]
    assert accounted(file) == {"added": "35.00", "total": "70.00", "file": "105.00"}


def test_cells_under_a_merged_one_are_told(area, harbour, send):
    def merge(book):
        book.worksheets[0].merge_cells("A2:A3")

    rows = [[area.name, "Harbour Trust", "1/1/16", 10, ""], ["", "Harbour Trust", "2/1/16", 5, ""]]
    file = send(workbook([HEAD, *rows], change=merge))
    assert "is merged with another cell" in reasons(file)[3]


def test_two_sheets_are_asked_about_and_read_as_said(area, harbour, send):
    rows = [[HEAD], [HEAD, [area.name, "Harbour Trust", "1/1/16", 10, ""]]]
    file = send(workbook(*rows))
    assert file.state == State.ASKED
    assert len(file.found["sheets"]) == 2


def test_hidden_rows_are_asked_about(area, harbour, send):
    def hide(book):
        book.worksheets[0].row_dimensions[3].hidden = True

    rows = [
        [area.name, "Harbour Trust", "1/1/16", 10, ""],
        [area.name, "Harbour Trust", "2/1/16", 99, ""],
    ]
    file = send(workbook([HEAD, *rows], change=hide))
    assert file.state == State.ASKED
    assert accounted(matched(file, hidden="out"))["file"] == "10.00"
    assert accounted(matched(file, hidden="keep"))["file"] == "109.00"


def test_a_heading_that_stands_there_twice_is_asked_about(area, harbour, send):
    row = [area.name, "Harbour Trust", "1/1/16", 10, 12]
    file = send(workbook([["Area", "LTO", "Date", "Amount", "Amount"], row]))
    assert file.state == State.ASKED
    assert "pounds" not in file.chosen["columns"].values()


# --- how a file is written ---
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("sign", [";", "\t", ","])
def test_whatever_letters_and_signs_a_program_saves(area, harbour, send, encoding, sign):
    lines = [
        f"Payments – all years{sign}{sign}",
        sign.join(HEAD),
        sign.join([area.name, "Harbour Trust", "12/3/17", "£1200.50", "Café “Élan”"]),
        sign * 4,
    ]
    file = send("\r\n".join(lines).encode(encoding))
    if file.state == State.ASKED:  # a letter that can be read in two ways
        file = matched(file, letters="cp1252")
    press(file)
    assert (Payment.objects.get().what, str(Payment.objects.get().amount)) == (
        "Café “Élan”", "1200.50",
    )  # fmt: skip


def test_a_formula_is_what_it_came_to_and_an_error_is_told(area, harbour, send):
    def spoil(book):
        book.worksheets[0]["D2"] = "#REF!"
        book.worksheets[0]["D2"].data_type = "e"

    file = send(workbook([HEAD, [area.name, "Harbour Trust", "1/1/16", 1, ""]], change=spoil))
    assert "has the error #REF!" in reasons(file)[2]
