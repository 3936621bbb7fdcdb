"""Lines of a spend report brought as a spreadsheet (XLSX)."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest

from bigstory.core.files.workbooks import read
from bigstory.testing.workbooks import workbook
from partnerships.money.tests.test_money_sums import spend
from partnerships.money.tests.test_spend_reports import bring

pytestmark = pytest.mark.django_db

HEADINGS = ["Heading", "Amount (£)"]
UNDER_HEADINGS = [
    (["Soup", 1234.567], "amount is “1234.567”; write two figures after the point"),
    (["Soup", "1234,5"], "amount is “1234,5”; if you mean 1,234.50, write it like that"),
    (["Soup", 0], "amount is nothing"),
    (["Soup", date(2026, 7, 1)], "amount is “2026-07-01”; write pounds and pence"),
    (["Soup", True], "amount is “TRUE”; write pounds and pence"),
    (["Soup", "=2+2"], "amount is a formula that was never worked out"),
    (["Soup", "#REF!"], "amount has the error #REF!"),
    (["#N/A", 5], "heading has the error #N/A"),
    (["Soup", 5, "an idea"], "“an idea” stands under no heading"),
]


def lines_of(draft) -> list[tuple]:
    fields = ("heading", "amount", "note", "theme__slug", "priority__own_words", "corrects")
    return list(draft.lines.values_list(*fields))


def test_the_same_rows_make_the_same_lines_from_either_kind_of_file(cast, draft):
    sent = spend(draft.area, date(2025, 1, 1), "12.50", organisation=draft.organisation).lines.get()
    rows = [
        ["Heading", "Amount (£)", "Theme", "Priority", "Note", "Line"],
        ["Soup", "£1,234.50", "Small grants", "Nobody eats  ALONE", "two\nlines", ""],
        ["Café", 12.5, "", "", 3, ""],
        ["", "", "", "", "", ""],
        ["Hall", 80, "small-grants", "", "2026-07-01", ""],
        ["Back", -2.5, "", "", "", sent.pk],
    ]
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    rows[4][4] = date(2026, 7, 1)
    found = []
    for file in (text.getvalue(), workbook(rows)):
        assert bring(cast.lto.client, draft, file, instead="yes").status_code == 302
        found.append(lines_of(draft))
        draft.lines.all().delete()
    assert found[0] == found[1]
    assert [line[:2] for line in found[1]] == [
        ("Soup", Decimal("1234.50")),
        ("Café", Decimal("12.50")),
        ("Hall", 80),
        ("Back", Decimal("-2.50")),
    ]


@pytest.mark.parametrize("make", [workbook, lambda rows: "\n".join(map(",".join, rows))])
def test_headings_may_stand_lower_and_columns_be_empty_but_no_money_above_or_beside(
    cast, draft, make
):
    title, headings = ["", "Spending of Ramsey"], ["", "heading", "", "amount", "note"]
    soup = ["", "Soup", "", "5", ""]
    empty = [""] * 5
    bring(cast.lto.client, draft, make([title, empty, headings, empty, soup]))
    assert list(draft.lines.values_list("heading", "amount")) == [("Soup", 5)]
    page = bring(cast.lto.client, draft, make([title, soup, headings, soup])).content.decode()
    assert "Row 2: it reads like spending, but stands above the headings" in page
    beside = make([title, headings, ["x", "Hall", "", "6", ""]])
    page = bring(cast.lto.client, draft, beside).content.decode()
    assert "Row 3: “x” stands under no heading" in page
    assert draft.lines.count() == 1


def test_what_cannot_be_read_as_money_or_words_is_told_row_by_row(cast, draft):
    rows = [row for row, _told in UNDER_HEADINGS]
    page = bring(cast.lto.client, draft, workbook([HEADINGS, *rows])).content.decode()
    told = [f"Row {n}: {told}" for n, (_row, told) in enumerate(UNDER_HEADINGS, start=2)]
    assert [words for words in told if words not in page] == []
    assert not draft.lines.exists()


def test_of_several_sheets_somebody_says_which_and_a_mended_file_keeps_it(cast, draft):
    def arrange(book):
        book.worksheets[0].title = "How to"
        book.worksheets[2].sheet_state = "hidden"

    how_to = [["Fill in the other sheet"]]
    raw = workbook(how_to, [HEADINGS, ["Soup", "about 4k"]], [HEADINGS, ["Old", 1]], change=arrange)
    here = draft.lines.create(heading="Here", amount=1)
    page = bring(cast.lto.client, draft, raw, instead="yes").content.decode()
    assert "There are 3 sheets with something in them" in page
    for name in ("How to", "Sheet1", "Sheet2 (hidden)"):
        assert name in page
    assert 'name="instead" value="yes"' in page
    page = bring(cast.lto.client, draft, raw, sheet="Sheet1", instead="yes").content.decode()
    assert "Row 2: amount is “about 4k”" in page
    assert '<input type="hidden" name="sheet" value="Sheet1"' in page
    assert draft.lines.get() == here
    mended = workbook(how_to, [HEADINGS, ["Soup", 4000]])
    bring(cast.lto.client, draft, mended, sheet="Sheet1", instead="yes")
    assert draft.lines.get().heading == "Soup"


def test_hidden_rows_are_named_and_asked_about_before_totals_are(cast, draft):
    def hide(book):
        book.active.row_dimensions[3].hidden = True

    raw = workbook([HEADINGS, ["Soup", 5], ["Hall", 7], ["Total", 5]], change=hide)
    page = bring(cast.lto.client, draft, raw).content.decode()
    assert "These rows are hidden in your spreadsheet" in page
    assert "Row 3: Hall, £7.00" in page
    page = bring(cast.lto.client, draft, raw, hidden="out").content.decode()
    assert "Row 4: Total, £5.00" in page
    assert '<input type="hidden" name="hidden" value="out"' in page
    assert not draft.lines.exists()
    bring(cast.lto.client, draft, raw, hidden="out", totals="out")
    assert [line.heading for line in draft.lines.all()] == ["Soup"]
    bring(cast.lto.client, draft, raw, hidden="keep", totals="keep", instead="yes")
    assert [line.heading for line in draft.lines.all()] == ["Soup", "Hall", "Total"]


def test_only_one_sheet_that_nobody_sees_is_asked_about_too(cast, draft):
    def hide(book):
        book.worksheets[1].sheet_state = "hidden"

    raw = workbook([], [HEADINGS, ["Soup", 5]], change=hide)
    page = bring(cast.lto.client, draft, raw).content.decode()
    assert "Its only sheet with anything in it is hidden" in page
    bring(cast.lto.client, draft, raw, sheet="Sheet1")
    assert draft.lines.count() == 1


def test_one_that_cannot_be_opened_is_told_at_the_field_and_nothing_else_is_lost(cast, draft):
    draft.lines.create(heading="Here", amount=1)
    raw = read.OLDER + read.PASSWORD
    page = bring(cast.lto.client, draft, raw, instead="yes")
    assert page.context["form"].errors["file"] == [
        "This spreadsheet needs a password. Save a copy without one, and choose that."
    ]
    assert '<a href="#id_file">This spreadsheet needs a password' in page.content.decode()
    assert page.context["form"]["instead"].value() == "yes"
    assert draft.lines.get().heading == "Here"


def test_more_rows_than_fit_are_refused_whatever_the_sheet_says_above_them(cast, draft, settings):
    settings.SPEND_MOST_ROWS = 3
    rows = [["Soup", n] for n in range(1, 5)]
    titles = [["Ramsey"]] * 19
    assert (
        bring(cast.lto.client, draft, workbook([*titles, HEADINGS, *rows[:3]])).status_code == 302
    )
    page = bring(cast.lto.client, draft, workbook([*titles, HEADINGS, *rows])).content.decode()
    assert "There are more than 3 rows" in page
    assert draft.lines.count() == 3
