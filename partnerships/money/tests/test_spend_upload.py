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
