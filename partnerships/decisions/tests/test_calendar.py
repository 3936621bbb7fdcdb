"""The calendar file: what is in it, and that every phone can read it."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from bigstory.core.db.dated import today
from bigstory.core.text.clean import clean
from partnerships.decisions.exchange import Event, calendar_file, escape, fold
from partnerships.tests.factories import ActionFactory, MeetingFactory, PartnershipFactory

STAMP = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def unfold(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def unescape(text: str) -> str:
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], text)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_lines_are_folded_at_75_octets_and_no_letter_is_broken(text):
    folded = fold(f"SUMMARY:{text}")
    assert folded.endswith("\r\n")
    pieces = folded.encode().split(b"\r\n")
    assert all(len(piece) <= 75 for piece in pieces)
    for piece in pieces:
        piece.decode()
    assert folded.replace("\r\n ", "") == f"SUMMARY:{text}\r\n"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
def test_no_text_can_begin_a_line_of_its_own(text):
    """A title with "END:VEVENT" and a line break in it stays a title."""
    found = unfold(
        calendar_file("x", [Event(uid="1", summary=text, starts=date(2026, 5, 4))], stamp=STAMP)
    )
    assert [line for line in found if line.startswith(("BEGIN", "END"))] == [
        "BEGIN:VCALENDAR",
        "BEGIN:VEVENT",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    assert "\r" not in "".join(found)
    assert "\n" not in "".join(found)


@given(st.text(max_size=100))
def test_escaped_text_comes_back_as_it_was_but_for_what_nobody_can_see(text):
    assert unescape(escape(text)) == clean(text)


def test_a_whole_file_line_by_line():
    meeting = Event(
        uid="meeting-1@example.org",
        summary="Tea, cake; talk",
        starts=datetime(2026, 7, 1, 18, 0, tzinfo=UTC),
        minutes=90,
        place="Mill Lane",
        about="First\nSecond",
        sequence=2,
        cancelled=True,
    )
    due = Event(uid="action-1@example.org", summary="Due: benches", starts=date(2026, 12, 31))
    assert unfold(calendar_file("Ramsey", [meeting, due], stamp=STAMP)) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Big Story//Calendar//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Ramsey",
        "BEGIN:VEVENT",
        "UID:meeting-1@example.org",
        "DTSTAMP:20260504T120000Z",
        "DTSTART:20260701T180000Z",
        "DTEND:20260701T193000Z",
        "SUMMARY:Tea\\, cake\\; talk",
        "LOCATION:Mill Lane",
        "DESCRIPTION:First\\nSecond",
        "SEQUENCE:2",
        "STATUS:CANCELLED",
        "END:VEVENT",
        "BEGIN:VEVENT",
        "UID:action-1@example.org",
        "DTSTAMP:20260504T120000Z",
        "DTSTART;VALUE=DATE:20261231",
        "DTEND;VALUE=DATE:20270101",
        "TRANSP:TRANSPARENT",
        "SUMMARY:Due: benches",
        "SEQUENCE:0",
        "STATUS:CONFIRMED",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


@pytest.mark.django_db
def test_the_file_holds_meetings_and_what_is_still_due(cast, area, other_area):
    MeetingFactory(area=area, what="Partnership meeting")
    MeetingFactory(area=area, what="Long ago", starts_at=timezone.now() - timedelta(days=800))
    MeetingFactory(area=other_area, what="Somebody else's")
    ActionFactory(priority__plan__area=area, title="Six benches", due=today() + timedelta(days=40))
    ActionFactory(priority__plan__area=area, title="Done benches", state="done")
    PartnershipFactory(area=area, formed_on=date(2015, 2, 28))
    answer = cast.member.client.get(reverse("calendar", args=[area.slug]))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    text = "\n".join(unfold(answer.content.decode()))
    assert "SUMMARY:Partnership meeting" in text
    assert "SUMMARY:Due: Six benches" in text
    assert "yearly review" in text
    assert "DTSTART;VALUE=DATE:20160228" in text
    for absent in ("Long ago", "Somebody else", "Done benches"):
        assert absent not in text
    again = cast.member.client.get(reverse("calendar", args=[area.slug])).content.decode()
    assert [line for line in unfold(again) if line.startswith("UID")] == re.findall(r"UID:.*", text)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("lto", 200),
        ("evaluator", 200),
        ("admin", 403),
        ("neighbour", 404),
        ("nobody", 404),
        ("visitor", 302),
    ],
)
def test_who_takes_the_file(cast, area, who, status):
    assert (
        getattr(cast, who).client.get(reverse("calendar", args=[area.slug])).status_code == status
    )
