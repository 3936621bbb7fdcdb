"""Lines of a spend report brought in a file, and downloaded as one."""

from datetime import date
from decimal import Decimal

import pytest

from partnerships.models import (
    SpendLine,
)
from partnerships.money.tests.test_money_sums import spend
from partnerships.money.tests.test_spend_reports import TOKEN, at, bring

pytestmark = pytest.mark.django_db


def test_a_file_comes_in_whole_and_the_same_file_twice_doubles_nothing(cast, draft, priority):
    text = (
        "heading,priority,theme,amount,note\nSoup,Nobody eats  ALONE,Small "
        'grants,"£1,234.50",\nSoup,,,5,\nSoup,,,5,\n'
    )
    for more in ({}, {}, {"token": TOKEN}, {"token": TOKEN}):
        assert bring(cast.lto.client, draft, text, **more).url == draft.get_absolute_url()
    assert [line.amount for line in draft.lines.all()] == [Decimal("1234.50"), 5, 5]
    assert draft.lines.first().priority == priority


def test_a_file_with_wrong_rows_saves_nothing_and_names_each_row(cast, draft):
    text = 'heading,amount,theme\nSoup,"1234,5",\nGood,5,\n,7,nowhere\nHall,about 4k,\n'
    page = bring(cast.lto.client, draft, text)
    words = page.content.decode()
    assert page.status_code == 200
    assert "Row 2: amount is “1234,5”; if you mean 1,234.50, write it like that" in words
    assert "Row 5: amount is “about 4k”; if you mean 4,000, write it like that" in words
    assert "Row 4: heading is empty" in words
    assert "Row 4: theme is “nowhere”" in words
    assert not draft.lines.exists()


@pytest.mark.parametrize(
    "raw",
    [
        b"\xef\xbb\xbfheading,amount\r\nCaf\xc3\xa9,5\r\n",
        "heading,amount\nCafé,5\n".encode("cp1252"),
        "heading,amount\nCafé,5\n".encode("utf-16"),
        "Heading;Amount\nCafé;5\n".encode(),
        "heading\tamount\t\nCafé\t5\t\n".encode(),
    ],
)
def test_whatever_the_spreadsheet_saved_the_words_are_right(cast, draft, raw):
    bring(cast.lto.client, draft, raw)
    assert list(draft.lines.values_list("heading", "amount")) == [("Café", 5)]


@pytest.mark.parametrize(
    "raw",
    [
        'heading,amount\n"Café\r\nof the hall",5\n'.encode("cp850"),
        'heading,amount\n"Café\rof the hall",£5\n'.encode("mac_roman"),
        'heading,amount\r"Café\nof the hall",5\r'.encode(),
        'heading,amount\n"Café\vof the hall",5\n'.encode(),
    ],
)
def test_dos_and_macs_are_known_by_their_letters_and_a_line_break_in_a_cell_is_fine(
    cast, draft, raw
):
    bring(cast.lto.client, draft, raw)
    assert list(draft.lines.values_list("heading", "amount")) == [("Café of the hall", 5)]


def test_where_letters_can_be_read_in_two_ways_somebody_says_which(cast, draft):
    good = "heading,amount\nKöln,5\n".encode("cp850")
    page = bring(cast.lto.client, draft, good).content.decode()
    assert "Nothing was saved. Answer below" in page
    for word in ("Köln", "Kîln"):
        assert word in page
    mend = bring(cast.lto.client, draft, good + b",oops\n", letters="cp850").content.decode()
    assert "Row 3: heading is empty" in mend
    assert '<input type="hidden" name="letters" value="cp850"' in mend
    assert not draft.lines.exists()
    bring(cast.lto.client, draft, good, letters="cp850")
    assert draft.lines.get().heading == "Köln"


@pytest.mark.parametrize(
    ("rows", "totals"),
    [
        ("Soup,5\nHall,7\nTotal,12\n", ["Row 4: Total, £12.00"]),
        ("Soup,5\nHall,7\nTOTAL:,12\n", ["Row 4: TOTAL:, £12.00"]),
        ("Soup,5\nHall,7\n,12\n", ["Row 4: –, £12.00"]),
        ("Soup,5\nHall,7\nTotal,11\n", ["Row 4: Total, £11.00"]),
        (
            "Soup,5\nHall,7\nSub-total,12\nBus,3\nSub-total,3\nGrand total,15\n",
            ["Row 4: Sub-total", "Row 6: Sub-total", "Row 7: Grand total, £15.00"],
        ),
    ],
)
def test_rows_that_add_up_others_are_named_and_asked_about(cast, draft, rows, totals):
    text = f"heading,amount\n{rows}"
    page = bring(cast.lto.client, draft, text).content.decode()
    for total in totals:
        assert total in page
    assert not draft.lines.exists()
    bring(cast.lto.client, draft, text, totals="out")
    assert set(draft.lines.values_list("heading", flat=True)) <= {"Soup", "Hall", "Bus"}
    assert draft.lines.count() == text.count("\n") - 1 - len(totals)


def test_a_firm_called_total_stays(cast, draft):
    bring(cast.lto.client, draft, "heading,amount\nSoup,5\nTotal,40\nHall,7\n")
    assert [line.heading for line in draft.lines.all()] == ["Soup", "Total", "Hall"]
    bring(cast.lto.client, draft, "heading,amount\nBus,5\nTotal,5\n", totals="keep")
    assert draft.lines.filter(heading="Total").count() == 2


def test_the_file_may_take_the_place_of_what_is_there(cast, draft):
    SpendLine.objects.create(report=draft, heading="Old", amount=1)
    stays = SpendLine.objects.create(report=draft, heading="Soup", amount=5)
    bring(cast.lto.client, draft, "heading,amount\nSoup,5\nNew,6\n", instead="yes")
    assert list(draft.lines.values_list("heading", flat=True)) == ["Soup", "New"]
    assert draft.lines.first().pk == stays.pk


def test_what_goes_out_comes_back_and_no_cell_is_a_formula(cast, draft, priority):
    sent = spend(draft.area, date(2025, 1, 1), "12.50", organisation=draft.organisation).lines.get()
    SpendLine.objects.create(
        report=draft, heading="=cmd|' /C calc'!A0", amount=5, note="@SUM(A1)", priority=priority
    )
    SpendLine.objects.create(report=draft, heading="Back", amount=Decimal("-2.50"), corrects=sent)
    raw = b"".join(cast.lto.client.get(at("spend_report_csv", draft)).streaming_content)
    assert b"'=cmd" in raw
    assert b"'@SUM" in raw
    assert b",-2.50," in raw
    before = list(draft.lines.values())
    assert bring(cast.lto.client, draft, raw, instead="yes").status_code == 302
    assert list(draft.lines.values()) == before
