"""Payments of ten years come in from a spreadsheet, and every pound is accounted for."""

import pytest

from bigstory.core.moving.models import SentFile
from bigstory.core.moving.tasks import move_rows_in, take_rows_back
from bigstory.testing.moving import press, sent
from bigstory.testing.workbooks import workbook
from partnerships.models import LtoAppointment, Organisation, Payment

HEAD = ["Area", "LTO", "Date paid", "Amount (£)", "Purpose"]
State = SentFile.State


@pytest.fixture
def trust_holds_the_money(area):
    organisation = Organisation.objects.create(name="Harbour Trust")
    return LtoAppointment.objects.create(area=area, organisation=organisation)


def payments(area, *rows) -> bytes:
    return workbook([HEAD, *([area.name, *row] for row in rows)])


def test_payments_come_in_with_who_entered_them_and_their_history(
    area, cast, trust_holds_the_money
):
    raw = payments(
        area,
        ["harbour trust ", "12/3/17", "£1,200.50", "First year"],
        ["HARBOUR TRUST", "1 April 2018", 300, ""],
    )
    file = sent("payments", raw, by=cast.trust.user)
    assert file.state == State.REHEARSED
    assert file.figures["counts"]["added"] == 2
    assert Payment.objects.count() == 0
    assert press(file).state == State.IN
    rows = Payment.objects.order_by("on")
    assert [(str(row.amount), row.on.isoformat(), row.what) for row in rows] == [
        ("1200.50", "2017-03-12", "First year"),
        ("300.00", "2018-04-01", ""),
    ]
    assert {row.entered_by for row in rows} == {cast.trust.user}
    assert {line.history_user for line in Payment.history.all()} == {cast.trust.user}


def test_the_same_file_again_changes_nothing(area, cast, trust_holds_the_money):
    raw = payments(
        area, ["Harbour Trust", "12/3/17", 100, ""], ["Harbour Trust", "12/3/17", 100, ""]
    )
    press(sent("payments", raw, by=cast.trust.user))
    assert Payment.objects.count() == 2
    again = sent("payments", raw, by=cast.trust.user)
    assert again.figures["counts"]["same"] == 2
    press(again)
    assert Payment.objects.count() == 2
    assert Payment.history.count() == 2


def test_it_can_be_taken_back(area, cast, trust_holds_the_money):
    file = press(
        sent("payments", payments(area, ["Harbour Trust", "1/1/16", 5, ""]), by=cast.trust.user)
    )
    file.go(State.GOING_OUT, come_from=(State.IN,))
    take_rows_back(pk=file.pk, by=cast.trust.user.pk)
    assert Payment.objects.count() == 0
    assert Payment.history.latest().history_type == "-"
    file.refresh_from_db()
    assert file.state == State.OUT


def test_done_twice_by_the_worker_is_done_once(area, cast, trust_holds_the_money):
    file = press(
        sent("payments", payments(area, ["Harbour Trust", "1/1/16", 5, ""]), by=cast.trust.user)
    )
    move_rows_in(pk=file.pk)
    assert Payment.objects.count() == 1
