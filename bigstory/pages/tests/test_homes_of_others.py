"""The homes of those who neither log nor tell: whoever holds the money, and the adviser."""

import re
from datetime import timedelta
from decimal import Decimal
from html import unescape

import pytest

from areas.desk.models.contacts import ContactNote
from bigstory.core.db.dated import today
from partnerships.models import LtoAppointment, Organisation, Payment
from partnerships.money.actions.reports import import_lines, open_report, send_report
from partnerships.money.queries.sums import last_half_year_ended
from partnerships.tests.factories import ActivityFactory

HALL_HIRE = {
    "heading": "Hall hire",
    "amount": Decimal(80),
    "priority": None,
    "theme": None,
    "note": "",
    "corrects": None,
}


def page(person, query="") -> str:
    return " ".join(person.client.get("/" + query).content.decode().split())


@pytest.fixture
def trust_of_mill_lane(area) -> Organisation:
    organisation = Organisation.objects.create(name="Mill Lane Trust")
    LtoAppointment.objects.create(area=area, organisation=organisation)
    return organisation


@pytest.fixture
def report(area, cast, trust_of_mill_lane):
    """Of the half-year that ended last, as it is opened."""
    return open_report(
        area=area,
        organisation=trust_of_mill_lane,
        half_year=last_half_year_ended(today()),
        by=cast.lto.user,
    )


# --- whoever holds the money ---
def test_a_half_year_that_nobody_reported_waits_at_home(cast, area, trust_of_mill_lane):
    words = page(cast.lto)
    assert "One report is to be written." in words
    assert "Mill Lane Trust holds the money." in words.replace("<bdi>", "").replace("</bdi>", "")
    assert "not begun" in words
    begin = re.search(rf'href="(/areas/{area.slug}/money/reports/new/[^"]+)"', words)
    opened = cast.lto.client.get(unescape(begin[1])).content.decode()
    chosen = re.findall(r'<option value="(\S+)"\s+selected>', opened)
    last = f"{last_half_year_ended(today())}"
    assert chosen == [last, str(trust_of_mill_lane.pk)]


def test_a_report_that_was_begun_is_carried_on_and_one_that_was_sent_waits(cast, area, report):
    words = page(cast.lto)
    assert f'href="/areas/{area.slug}/money/reports/{report.pk}/lines/"' in words
    assert "not begun" not in words
    import_lines(report=report, rows=[HALL_HIRE], by=cast.lto.user, instead=False)
    assert "One line so far. Not sent yet." in page(cast.lto)
    send_report(report=report, note="", by=cast.lto.user)
    words = page(cast.lto)
    assert "Nothing is due." in words
    assert "Their reply comes here and by mail." in words


def test_only_payments_of_the_last_six_months_stand_at_home(cast, area, trust_of_mill_lane):
    for days, pounds in ((30, 1200), (400, 3400)):
        Payment.objects.create(
            area=area,
            organisation=trust_of_mill_lane,
            on=today() - timedelta(days=days),
            amount=pounds,
        )
    words = page(cast.lto)
    assert "£1,200 for" in words
    assert "£3,400 for" not in words


# --- the adviser ---
def test_an_adviser_sees_what_was_heard_and_what_comes_next(cast, area):
    assert "Nothing was heard from here yet." in page(cast.rep)
    cast.rep.client.post(
        f"/areas/{area.slug}/desk/notes/new/",
        {
            "kind": "call",
            "on": today().isoformat(),
            "about": "The roof",
            "next_step": "Ring about the roof",
            "next_by": (today() + timedelta(days=7)).isoformat(),
            "readers": "rep",
        },
    )
    assert ContactNote.objects.count() == 1
    words = page(cast.rep)
    assert "Nothing was heard from here yet." not in words
    assert "Ring about the roof" in words


def test_an_adviser_reads_what_was_logged_lately_and_logs_nothing(cast, area):
    ActivityFactory(area=area, title="Lunch at Mill Lane", audience="programme", on=today())
    words = page(cast.rep)
    assert "Lunch at Mill Lane" in words
    assert f"/areas/{area.slug}/log/" not in words
