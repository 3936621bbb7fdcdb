"""The page of a meeting, and its minutes: who was there, what was said and what was decided."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from bigstory.core.db import audit
from partnerships.models import Decision
from partnerships.tests.factories import DecisionFactory, MeetingFactory

pytestmark = pytest.mark.django_db
SAID = "Denise has the keys.\nTea at eight."
ROOM = {"residents": "6", "workers": "1", "partners": "2", "funder_people": "1", "visitors": "1"}


@pytest.fixture
def met(area):
    return MeetingFactory(
        area=area, what="In the hall", starts_at=timezone.now() - timedelta(days=2)
    )


def of(meeting, name="meeting_minutes") -> str:
    return reverse(name, args=[meeting.area.slug, meeting.pk])


def read(client, meeting) -> str:
    return client.get(meeting.get_absolute_url()).content.decode()


def test_a_member_goes_from_the_list_to_the_meeting_and_writes_its_minutes(cast, met):
    member = cast.member.client
    listed = member.get(reverse("meetings", args=[met.area.slug])).content.decode()
    assert f'href="{met.get_absolute_url()}"' in listed
    assert f'href="{of(met)}"' in read(member, met)
    sent = member.post(of(met), ROOM | {"said": SAID, "seen": _seen(member, met)})
    assert sent.url == met.get_absolute_url()
    met.refresh_from_db()
    assert (met.said, met.there, met.resident_majority) == (SAID, 11, True)
    page = read(member, met)
    for words in ("Denise has the keys.", "Residents: 6", "Visitors and others: 1"):
        assert words in page
    assert "People of Local Trust: 1" in page
    assert audit.AuditLine.objects.filter(verb="meeting.minutes", area=met.area.slug).count() == 1


def _seen(client, meeting) -> str:
    return client.get(of(meeting)).context["form"].initial["seen"]


def test_as_many_others_as_residents_are_no_majority(cast, met):
    met.residents, met.visitors = 3, 3
    met.save()
    assert "As many others as residents, or more." in read(cast.member.client, met)
    met.residents = 4
    met.save()
    assert "More residents than all the others together." in read(cast.rep.client, met)


@pytest.mark.parametrize("who", ["member", "worker", "lto", "rep", "trust"])
def test_those_of_the_area_and_local_trust_read_what_was_said(cast, met, who):
    met.said = SAID
    met.save()
    assert "Denise has the keys." in read(getattr(cast, who).client, met)


def test_an_evaluator_reads_numbers_and_decisions_and_not_who_said_what(cast, met):
    met.said, met.residents = SAID, 5
    met.save()
    decision = DecisionFactory(area=met.area, meeting=met)
    page = read(cast.evaluator.client, met)
    assert "Residents: 5" in page
    assert decision.title in page
    assert "Denise" not in page


def test_strangers_and_visitors_meet_no_meeting(cast, met):
    assert cast.neighbour.client.get(met.get_absolute_url()).status_code == 404
    assert cast.visitor.client.get(met.get_absolute_url()).status_code == 302
    for who, status in (("rep", 403), ("lto", 403), ("trust", 403), ("neighbour", 404)):
        answer = getattr(cast, who).client.post(of(met), {"said": "x"})
        assert answer.status_code == status, who
    met.refresh_from_db()
    assert met.said == ""


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"residents": "a few"}, "residents"),
        ({"residents": "0", "visitors": "0"}, "residents"),
        ({"partners": "20000"}, "partners"),
        ({"said": "x" * 50_001}, "said"),
    ],
)
def test_what_is_wrong_is_said_and_no_word_is_lost(cast, met, wrong, field):
    words = {"said": "Keys and tea", "seen": _seen(cast.member.client, met)} | wrong
    page = cast.member.client.post(of(met), words)
    assert page.context["form"].errors[field]
    assert words["said"][:60] in page.content.decode()
    met.refresh_from_db()
    assert (met.said, met.there) == ("", 0)


def test_minutes_with_nothing_in_them_are_not_called_saved_and_some_may_be_emptied_again(cast, met):
    page = cast.member.client.post(of(met), {"seen": _seen(cast.member.client, met)})
    assert page.context["form"].errors["said"] == [
        "Say who was there or what was said. Either is enough."
    ]
    for words in ("Keys and tea", ""):
        sent = {"said": words, "seen": _seen(cast.member.client, met)}
        assert cast.member.client.post(of(met), sent).status_code == 302
        met.refresh_from_db()
        assert met.said == words


def test_of_a_meeting_to_come_nobody_is_asked_who_was_there(cast, area):
    meeting = MeetingFactory(area=area)
    page = read(cast.member.client, meeting)
    assert of(meeting) not in page
    assert "Who was there" not in page
    called_off = MeetingFactory(
        area=area, cancelled=True, starts_at=timezone.now() - timedelta(days=1)
    )
    assert of(called_off) not in read(cast.member.client, called_off)


def test_minutes_stay_with_a_meeting_that_was_called_off_or_put_off_by_mistake(cast, met):
    """Half of them shown, and no way to put them right, would be worse than none."""
    met.said, met.residents, met.cancelled = SAID, 5, True
    met.save()
    for starts_at in (met.starts_at, timezone.now() + timedelta(days=3)):
        met.starts_at = starts_at
        met.save()
        page = read(cast.member.client, met)
        for words in ("Denise has the keys.", "Residents: 5", f'href="{of(met)}"'):
            assert words in page


def test_a_meeting_to_come_says_what_it_is_about_and_not_what_it_was(cast, met):
    met.about = "Who has the keys"
    met.save()
    assert "What it was about" in read(cast.member.client, met)
    met.starts_at = timezone.now() + timedelta(days=3)
    met.save()
    page = read(cast.member.client, met)
    assert "What it is about" in page
    assert "What it was about" not in page


def test_the_next_meeting_is_the_next_of_the_area_that_was_not_called_off(cast, met, other_area):
    soon = timezone.now() + timedelta(days=1)
    MeetingFactory(area=met.area, starts_at=soon, cancelled=True)
    MeetingFactory(area=other_area, starts_at=soon)
    coming = MeetingFactory(area=met.area, starts_at=soon + timedelta(days=1))
    MeetingFactory(area=met.area, starts_at=soon + timedelta(days=9))
    assert cast.member.client.get(met.get_absolute_url()).context["next"] == coming
    assert escape(coming.what) in read(cast.member.client, met)


def test_a_decision_made_there_begins_with_its_day_and_room(cast, met):
    for name, number in ROOM.items():
        setattr(met, name, int(number))
    met.save()
    form = cast.member.client.get(
        reverse("decision_new", args=[met.area.slug]), {"meeting": met.pk}
    ).context["form"]
    assert form.initial["on"] == timezone.localdate(met.starts_at)
    room = [form.initial[name] for name in Decision.ROOM]
    assert room == [6, 1, 0, 0, 0, 4], "partners, Local Trust and visitors are others there"


def test_where_nobody_noted_the_room_a_decision_begins_with_empty_boxes(cast, met):
    form = cast.member.client.get(
        reverse("decision_new", args=[met.area.slug]), {"meeting": met.pk}
    ).context["form"]
    assert "residents" not in form.initial


def test_two_who_write_the_minutes_at_once_lose_nothing(cast, met):
    """One counts heads while the other writes: both are kept. Two texts stand side by side."""
    seen = _seen(cast.member.client, met)
    cast.worker.client.post(of(met), ROOM | {"said": "", "seen": seen})
    sent = cast.member.client.post(of(met), {"said": "Hers.", "seen": seen})
    assert sent.status_code == 302
    met.refresh_from_db()
    assert (met.said, met.there) == ("Hers.", 11)
    asked = cast.worker.client.post(of(met), ROOM | {"said": "His.", "seen": seen})
    page = asked.content.decode()
    assert "Two of you wrote here" in page
    assert "Hers." in page
    assert "His." in page
    met.refresh_from_db()
    assert met.said == "Hers."
