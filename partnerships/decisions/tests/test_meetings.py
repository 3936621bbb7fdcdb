"""When the partnership meets."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from areas.desk.actions.officers import name_officer
from areas.desk.queries.calendar import areas_in_calendar
from bigstory.core.db.dated import today
from partnerships.models import Meeting
from partnerships.tests.factories import DecisionFactory, MeetingFactory

pytestmark = pytest.mark.django_db


def words(**more) -> dict:
    day = today() + timedelta(days=10)
    return {
        "what": "Partnership meeting",
        "day": day.isoformat(),
        "at": "19:00",
        "minutes": "",
        "place": "Mill Lane",
        "about": "",
        "token": str(uuid.uuid4()),
    } | more


def listed(area) -> str:
    return reverse("meetings", args=[area.slug])


def test_a_member_adds_a_meeting_and_everybody_who_reads_the_book_sees_it(cast, area):
    sent = cast.member.client.post(reverse("meeting_new", args=[area.slug]), words())
    assert sent.url == listed(area)
    meeting = Meeting.objects.get()
    assert (meeting.minutes, meeting.place, meeting.added_by) == (90, "Mill Lane", cast.member.user)
    for who in ("member", "lto", "rep", "trust", "evaluator"):
        assert "Partnership meeting" in getattr(cast, who).client.get(listed(area)).content.decode()
    assert cast.neighbour.client.get(listed(area)).status_code == 404


@pytest.mark.parametrize(
    ("day", "utc"),
    [
        ("2027-01-12", datetime(2027, 1, 12, 19, 0, tzinfo=UTC)),
        ("2027-07-13", datetime(2027, 7, 13, 18, 0, tzinfo=UTC)),
    ],
)
def test_seven_o_clock_is_seven_on_the_wall_in_winter_and_in_summer(cast, area, day, utc):
    cast.member.client.post(reverse("meeting_new", args=[area.slug]), words(day=day))
    assert Meeting.objects.get().starts_at == utc


@pytest.mark.parametrize("typed", ["19:00", "19", "1900", "7pm", "about 7 in the evening"])
def test_a_time_is_read_as_people_write_it(cast, area, typed):
    cast.member.client.post(reverse("meeting_new", args=[area.slug]), words(at=typed))
    assert timezone.localtime(Meeting.objects.get().starts_at).hour == 19


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"what": " "}, "what"),
        ({"day": ""}, "day"),
        ({"day": "9999-01-01"}, "day"),
        ({"at": ""}, "at"),
        ({"at": "tea time"}, "at"),
        ({"at": "half past seven"}, "at"),
        ({"minutes": "0"}, "minutes"),
        ({"minutes": "9999"}, "minutes"),
        ({"place": "x" * 161}, "place"),
    ],
)
def test_what_is_wrong_is_said_and_no_word_is_lost(cast, area, wrong, field):
    page = cast.member.client.post(
        reverse("meeting_new", args=[area.slug]), words(about="Keys and tea") | wrong
    )
    assert page.context["form"].errors[field]
    assert "Keys and tea" in page.content.decode()
    assert not Meeting.objects.exists()


def test_a_meeting_called_off_stays_in_the_list_and_can_be_on_again(cast, area):
    meeting = MeetingFactory(area=area)
    path = reverse("meeting_cancel", args=[area.slug, meeting.pk])
    assert cast.member.client.get(path).status_code == 405
    for page in (listed(area), meeting.get_absolute_url()):
        assert f'action="{path}"' in cast.member.client.get(page).content.decode()
        assert f'action="{path}"' not in cast.rep.client.get(page).content.decode()
    for _ in range(2):
        cast.member.client.post(path)
    meeting.refresh_from_db()
    assert (meeting.cancelled, meeting.version) == (True, 2), "said twice, saved once"
    assert "Cancelled" in cast.member.client.get(listed(area)).content.decode()
    cast.member.client.post(path, {"again": "yes"})
    meeting.refresh_from_db()
    assert not meeting.cancelled


def test_only_those_who_write_in_the_book_change_meetings(cast, area, other_area):
    own = MeetingFactory(area=area)
    theirs = MeetingFactory(area=other_area)
    for name in ("meeting_change", "meeting_cancel"):
        for who, status in (("rep", 403), ("trust", 403), ("evaluator", 403), ("neighbour", 404)):
            assert (
                getattr(cast, who).client.post(reverse(name, args=[area.slug, own.pk])).status_code
                == status
            )
        for slug in (area.slug, other_area.slug):
            assert cast.member.client.post(reverse(name, args=[slug, theirs.pk])).status_code == 404
    assert not Meeting.objects.filter(cancelled=True).exists()


def test_what_was_decided_stands_under_its_meeting(cast, area):
    meeting = MeetingFactory(area=area, starts_at=timezone.now() - timedelta(days=3))
    decision = DecisionFactory(area=area, meeting=meeting)
    page = cast.rep.client.get(listed(area)).content.decode()
    assert decision.title in page
    start = cast.member.client.get(
        reverse("decision_new", args=[area.slug]), {"meeting": meeting.pk}
    )
    assert f'<option value="{meeting.pk}" selected>' in start.content.decode()


def test_only_whose_calendar_holds_the_area_is_offered_to_keep_it_up_to_date(cast, area):
    """The offer on the page of meetings and the areas of the address are the same."""

    def is_offered(person) -> bool:
        page = person.client.get(reverse("meetings", args=[area.slug]))
        assert page.status_code == 200
        there = f'href="{reverse("my_calendar")}"' in page.content.decode()
        calendar = areas_in_calendar(person.user)
        assert there is (area in [*calendar.own, *calendar.studied])
        return there

    for who in ("member", "worker", "lto", "rep"):
        assert is_offered(getattr(cast, who))
    for who in ("trust", "evaluator"):
        assert not is_offered(getattr(cast, who))
    name_officer(areas=[area], user=cast.trust.user, on=today(), by=cast.trust.user)
    area.case_study = True
    area.save(update_fields=["case_study"])
    for who in ("trust", "evaluator"):
        assert is_offered(getattr(cast, who))
