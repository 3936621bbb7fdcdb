"""Somebody's own calendar, at an address that their phone asks without signing in."""

import zipfile
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from areas.desk.actions.officers import name_officer
from areas.models import AreaRole, AreaStage, PathwayStep
from areas.roles.actions.ending import close_account, end_role
from areas.roles.actions.invitations import give_to_somebody_here
from areas.tests.factories import AreaFactory
from bigstory.accounts.models import CalendarLink
from bigstory.core.db.audit import AuditLine
from bigstory.core.db.dated import today
from outcomes.consent.actions.erasure import erase_person
from outcomes.consent.actions.subjects import person_of_account
from partnerships.decisions.tests.test_calendar import unfold
from partnerships.models import Meeting
from partnerships.tests.factories import ActionFactory, MeetingFactory, PartnershipFactory

pytestmark = pytest.mark.django_db
PAGE = "/account/calendar/"


def make(person) -> str:
    """They press the button on their account page, and copy what is shown."""
    opened = person.client.get(PAGE)
    token = opened.context["form"].initial.get("token") or opened.context["form"]["token"].value()
    made = person.client.post(PAGE, {"do": "make", "token": token})
    assert "no-store" in made["Cache-Control"]
    return made.context["address"].partition("testserver")[2]


def read(address: str, **headers) -> str:
    """What a phone gets, which has no session."""
    answer = Client().get(address, **headers)
    assert answer.status_code == 200
    return "\n".join(unfold(answer.content.decode()))


@pytest.fixture
def diary(area, other_area):
    """What may stand in a calendar of two areas."""
    MeetingFactory(area=area, what="Keys and tea")
    MeetingFactory(area=other_area, what="Somebody else's")
    ActionFactory(priority__plan__area=area, title="Six benches", due=today() + timedelta(days=40))
    PartnershipFactory(area=area, formed_on=date(2015, 2, 28))
    step = PathwayStep.objects.create(
        programme=area.programme, slug="plan-written", name="Plan written", order=1
    )
    soon = today() + timedelta(days=20)
    AreaStage.objects.create(area=area, step=step, status="underway", starts=today(), ends=soon)


def test_a_member_makes_an_address_on_the_account_page_and_the_phone_reads_all_of_it(cast, diary):
    assert f'href="{PAGE}"' in cast.member.client.get("/account/").content.decode()
    text = read(make(cast.member))
    for words in (
        "SUMMARY:Keys and tea",
        "SUMMARY:Due: Six benches",
        "SUMMARY:Begins: Plan written",
        "SUMMARY:Ends: Plan written",
        "yearly review",
        "X-WR-CALNAME:Ramsey",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
    ):
        assert words in text
    assert "Somebody else" not in text


def test_a_meeting_added_later_comes_by_itself_and_a_change_is_a_newer_one(cast, area):
    address = make(cast.member)
    meeting = MeetingFactory(area=area, what="Keys and tea")
    assert "SUMMARY:Keys and tea" in read(address)
    cast.member.client.post(reverse("meeting_cancel", args=[area.slug, meeting.pk]))
    text = read(address)
    assert "STATUS:CANCELLED" in text
    assert "SEQUENCE:1" in text


def test_it_is_shown_once_and_only_a_digest_is_kept(cast, area):
    secret = make(cast.member).split("/")[2]
    link = CalendarLink.objects.get()
    assert link.digest == CalendarLink.digest_of(secret)
    assert secret not in str(CalendarLink.objects.values())
    assert secret not in str(AuditLine.objects.values())
    assert secret not in cast.member.client.get(PAGE).content.decode()


def test_pressed_twice_it_is_made_once(cast, area):
    token = cast.member.client.get(PAGE).context["form"]["token"].value()
    first = cast.member.client.post(PAGE, {"do": "make", "token": token}).context["address"]
    assert cast.member.client.post(PAGE, {"do": "make", "token": token}).status_code == 302
    assert Client().get(first.partition("testserver")[2]).status_code == 200
    assert CalendarLink.objects.count() == 1


@pytest.mark.parametrize("ends", ["ended", "replaced"])
def test_an_address_that_was_ended_or_replaced_gives_nothing(cast, diary, ends):
    address = make(cast.member)
    if ends == "ended":
        cast.member.client.post(PAGE, {"do": "end"})
    else:
        newer = make(cast.member)
        assert "Keys and tea" in read(newer)
    answer = Client().get(address)
    assert (answer.status_code, answer.content) == (410, b"")
    assert AuditLine.objects.filter(verb="calendarlink.ended").count() == 1


def test_nobody_ends_the_address_of_somebody_else(cast, diary):
    address = make(cast.member)
    cast.worker.client.post(PAGE, {"do": "end"})
    assert "Keys and tea" in read(address)


def test_whoever_left_finds_their_calendar_empty_from_that_day(cast, diary):
    """Empty and not refused: an empty calendar takes the entries off the phone."""
    address = make(cast.member)
    end_role(area_role=AreaRole.objects.get(user=cast.member.user), by=cast.trust.user)
    text = read(address)
    assert "BEGIN:VCALENDAR" in text
    assert "BEGIN:VEVENT" not in text


def test_a_closed_account_gets_nothing_also_when_it_is_opened_again(cast, diary):
    address = make(cast.member)
    close_account(user=cast.member.user, by=cast.admin.user)
    assert Client().get(address).content == b""
    type(cast.member.user).objects.filter(pk=cast.member.user.pk).update(is_active=True)
    assert Client().get(address).status_code == 410


def test_an_account_that_may_not_sign_in_gets_nothing_whatever_its_address_says(cast, diary):
    address = make(cast.member)
    type(cast.member.user).objects.filter(pk=cast.member.user.pk).update(is_active=False)
    assert CalendarLink.objects.get().ended_at is None
    assert (Client().get(address).status_code, Client().get(address).content) == (410, b"")


def test_in_several_areas_each_entry_says_where_it_is(cast, area, other_area, diary):
    give_to_somebody_here(
        user=cast.member.user, role="member", areas=[other_area], by=cast.trust.user, home="/"
    )
    text = read(make(cast.member))
    assert f"SUMMARY:{area.short_name}: Keys and tea" in text
    assert f"SUMMARY:{other_area.short_name}: Somebody else" in text
    assert "X-WR-CALNAME:My areas" in text


def test_local_trust_gets_the_areas_of_which_they_are_the_officer(cast, area, diary):
    """They read every area, signed in and with a second step; an address has neither."""
    name_officer(areas=[area], user=cast.trust.user, on=today(), by=cast.trust.user)
    text = read(make(cast.trust))
    assert "SUMMARY:Keys and tea" in text
    assert "SUMMARY:Due: Six benches" in text
    assert "Somebody else" not in text


def test_an_evaluator_gets_the_meetings_of_the_areas_the_evaluation_follows(
    cast, area, other_area, diary
):
    """Of these areas the meetings they may read on pages, and not what is due there."""
    studied(area)
    address = make(cast.evaluator)
    text = read(address)
    assert "SUMMARY:Keys and tea" in text
    assert f"X-WR-CALNAME:{area.short_name}" in text
    assert "Somebody else" not in text
    for words in ("Six benches", "Plan written", "yearly review"):
        assert words not in text
    studied(other_area)
    text = read(address)
    assert f"SUMMARY:{area.short_name}: Keys and tea" in text
    assert f"SUMMARY:{other_area.short_name}: Somebody else" in text
    assert "X-WR-CALNAME:Case-study areas" in text
    assert area.short_name in cast.evaluator.client.get(PAGE).content.decode()
    AreaRole.objects.filter(user=cast.evaluator.user).update(ends=today())
    assert "BEGIN:VEVENT" not in read(address)


def test_a_case_study_is_in_the_calendar_of_nobody_else_by_that(cast, area, other_area, diary):
    studied(other_area)
    assert "Somebody else" not in read(make(cast.member))
    name_officer(areas=[area], user=cast.trust.user, on=today(), by=cast.trust.user)
    assert "Somebody else" not in read(make(cast.trust))


def studied(area):
    area.case_study = True
    area.save(update_fields=["case_study"])


@pytest.mark.parametrize("who", ["trust", "evaluator", "admin", "nobody"])
def test_whoever_has_no_area_is_told_so_and_offered_no_empty_calendar(cast, diary, who):
    person = getattr(cast, who)
    page = person.client.get(PAGE)
    assert "You have no area just now" in page.content.decode()
    assert 'value="make"' not in page.content.decode()
    sent = person.client.post(PAGE, {"do": "make"})
    assert "You have no area just now" in sent.content.decode()
    assert not CalendarLink.objects.exists()


def test_whoever_lost_their_areas_can_still_end_their_address(cast, diary):
    address = make(cast.member)
    end_role(area_role=AreaRole.objects.get(user=cast.member.user), by=cast.trust.user)
    page = cast.member.client.get(PAGE).content.decode()
    assert "stays empty until then" in page
    assert 'value="make"' not in page
    cast.member.client.post(PAGE, {"do": "end"})
    assert Client().get(address).status_code == 410


def test_what_was_said_at_a_meeting_is_in_no_calendar(cast, area):
    address = make(cast.member)
    MeetingFactory(area=area, said="Denise has the keys", starts_at=timezone.now())
    assert "Denise" not in read(address)


def test_asking_how_long_it_is_gets_the_same_answer_without_the_words(cast, diary):
    address = make(cast.member)
    asked = Client().head(address)
    got = Client().get(address)
    assert (asked.status_code, asked.content) == (200, b"")
    for name in ("Content-Type", "Cache-Control", "Referrer-Policy", "X-Robots-Tag"):
        assert asked[name] == got[name]
    assert got["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in got["Cache-Control"]
    assert not got.cookies
    assert Client().post(address).status_code == 405


def test_whoever_guesses_addresses_is_told_to_wait_and_a_real_one_still_opens(cast, diary):
    address = make(cast.member)
    wrong = [
        Client().get(reverse("calendar_by_link", args=[f"guess-{n}"])).status_code
        for n in range(31)
    ]
    assert (set(wrong[:30]), wrong[30]) == ({404}, 429)
    assert "Keys and tea" in read(address)


def test_the_calendar_of_many_areas_costs_what_that_of_one_does(cast, area, diary):
    address = make(cast.member)
    counted = []
    for many in (0, 12):
        for _ in range(many):
            more = AreaFactory()
            AreaRole.objects.create(user=cast.member.user, role="member", area=more)
            PartnershipFactory(area=more)
            MeetingFactory.create_batch(10, area=more)
            ActionFactory(priority__plan__area=more, due=today())
        with CaptureQueriesContext(connection) as queries:
            text = read(address)
        counted.append(len(queries))
    assert text.count("SUMMARY:") > 120
    assert Meeting.objects.count() > 120
    assert counted[0] == counted[1] <= 9, counted


def test_an_address_goes_with_its_person_and_is_among_what_is_held(cast, diary):
    address = make(cast.member)
    user = cast.member.user
    person = person_of_account(user)
    answer = cast.trust.client.post(reverse("person_export", args=[person.key]))
    held = zipfile.ZipFile(BytesIO(answer.content)).read("held.json").decode()
    assert "accounts.calendarlink" in held
    assert CalendarLink.objects.get().digest not in held
    erase_person(person, by=cast.trust.user, why="by letter")
    assert not CalendarLink.objects.exists()
    assert Client().get(address).status_code == 404
