"""Signing in lasts for as long as somebody comes back, and Back shows what they sent."""

import datetime

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

MORNING = datetime.datetime(2026, 11, 2, 9, 0, tzinfo=datetime.UTC)


@pytest.fixture
def at_day(db):
    """The clock, set to nine o'clock of a day counted from the first of the test."""
    with time_machine.travel(MORNING, tick=False) as clock:
        yield lambda days: clock.move_to(MORNING + datetime.timedelta(days=days))


def test_whoever_comes_once_a_week_stays_signed_in_and_two_weeks_away_sign_out(at_day, cast):
    denise = cast.member.client
    for day in (7, 14, 21, 28):
        at_day(day)
        assert denise.get(reverse("account")).status_code == 200
    at_day(28 + 15)
    assert denise.get(reverse("account")).status_code == 302


def test_a_session_is_renewed_once_a_day_and_the_cookie_with_it(at_day, cast):
    denise = cast.member.client
    assert not renewals(denise, 3)
    at_day(1)
    assert renewals(denise, 3) == ["UPDATE"]
    row = Session.objects.get()
    assert row.expire_date == timezone.now() + datetime.timedelta(
        seconds=settings.SESSION_COOKIE_AGE
    )


def renewals(client, times: int) -> list[str]:
    """What was written to the table of sessions while somebody opened a page a few times."""
    with CaptureQueriesContext(connection) as asked:
        for _again in range(times):
            client.get(reverse("about"))
    writes = [each["sql"] for each in asked if "django_session" in each["sql"]]
    return [sql.split()[0] for sql in writes if not sql.startswith("SELECT")]


def test_signing_out_leaves_nothing_in_the_browser_and_only_answers_to_forms_are_in_it(cast, area):
    denise = cast.member.client
    book = reverse("decision_new", args=[area.slug])
    assert denise.get(book)["Cache-Control"] == "no-store, private"
    refused = denise.post(book, {"title": "Nobody decided this"})
    # What differs by its cookies is no longer found once they are gone.
    assert refused["Cache-Control"] == "no-cache, private"
    assert "Cookie" in refused["Vary"]
    assert denise.post(reverse("account_logout"))["Clear-Site-Data"] == '"cache", "storage"'


def test_signing_out_of_the_administration_leaves_as_little(cast):
    answer = cast.admin.client.post(reverse("admin:logout"))
    assert answer.status_code == 302
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
