"""What meets again and again: which days we ask about, and each answer kept once."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from bigstory.core.db.dated import today
from bigstory.kit.two_editors import mark_of
from partnerships.log.forms.regular import FIELDS
from partnerships.log.queries import meeting_days, rhythm, unconfirmed
from partnerships.models import Activity, DidNotMeet, Regular
from partnerships.tests.factories import ActivityFactory, RegularFactory

LIST = "/areas/ramsey/regular/"
A_WEEK = timedelta(days=7)


@pytest.mark.parametrize(
    ("every", "starts", "expected"),
    [
        ("week", date(2024, 5, 2), [2, 9, 16, 23, 30]),
        ("week", date(2024, 4, 4), [2, 9, 16, 23, 30]),
        ("fortnight", date(2024, 4, 18), [2, 16, 30]),
        ("fortnight", date(2024, 5, 9), [9, 23]),
        ("month", date(2024, 1, 9), [14]),  # the second Tuesday
        ("month", date(2024, 1, 31), [29]),  # the fifth Wednesday is the last one
        ("month", date(2024, 5, 20), [20]),
        ("month", date(2024, 6, 3), []),
    ],
)
def test_the_days_of_a_month_on_which_it_should_meet(every, starts, expected):
    regular = Regular(every=every, starts=starts)
    assert [
        day.day for day in meeting_days(regular, first=date(2024, 5, 1), last=date(2024, 5, 31))
    ] == expected


def test_nothing_is_expected_after_it_has_stopped():
    regular = Regular(every="week", starts=date(2024, 5, 2), ends=date(2024, 5, 16))
    assert [
        day.day for day in meeting_days(regular, first=date(2024, 5, 1), last=date(2024, 5, 31))
    ] == [
        2,
        9,
    ]


def test_how_often_is_said_in_words():
    assert (
        rhythm(Regular(every="month", starts=date(2024, 1, 9))) == "The second Tuesday of the month"
    )
    assert (
        rhythm(Regular(every="month", starts=date(2024, 1, 31)))
        == "The last Wednesday of the month"
    )
    assert rhythm(Regular(every="fortnight", starts=date(2024, 1, 9))) == "Every other Tuesday"


def answer(person, regular, on, **more):
    sent = {
        "token": str(uuid.uuid4()),
        "on": f"{on:%Y-%m-%d}",
        "came": "14",
        "counted": "exact",
        "said": "met",
    }
    return person.client.post(f"{LIST}{regular.pk}/met/", sent | more)


def test_the_days_nobody_spoke_of_are_asked_about_on_home_and_on_the_page(cast, area):
    regular = RegularFactory(area=area)
    DidNotMeet.objects.create(regular=regular, on=today() - 2 * A_WEEK)
    ActivityFactory(area=area, regular=regular, on=today() - A_WEEK)
    days = [occurrence.on for occurrence in unconfirmed(cast.member.user, [area])]
    assert days == [today() - 3 * A_WEEK, today()]
    for page in ("/", LIST):
        words = cast.member.client.get(page).content.decode()
        assert "Knit and natter" in words
        assert 'name="said" value="met"' in words


def test_a_day_logged_by_hand_under_the_same_name_is_not_asked_about(cast, area):
    RegularFactory(area=area, starts=today())
    ActivityFactory(area=area, title=" knit and  NATTER", on=today())
    assert unconfirmed(cast.member.user, [area]) == []


def test_it_met_becomes_an_entry_with_what_the_regular_says(cast, area):
    regular = RegularFactory(area=area, led_by="volunteers", audience="network")
    assert answer(cast.member, regular, today(), came="about 14").status_code == 302
    activity = Activity.objects.get()
    assert (activity.title, activity.on, activity.came, activity.counted) == (
        "Knit and natter",
        today(),
        14,
        "about",
    )
    assert (activity.led_by, activity.audience, activity.regular) == (
        "volunteers",
        "network",
        regular,
    )
    assert (activity.logged_by, activity.logged_by_name) == (cast.member.user, "Denise")


def test_nobody_counted_is_an_answer_too(cast, area):
    answer(cast.member, RegularFactory(area=area), today(), came="", counted="about")
    assert (Activity.objects.get().came, Activity.objects.get().counted) == (None, "not_counted")


def test_sent_twice_or_by_two_people_it_is_saved_once(cast, area):
    regular = RegularFactory(area=area)
    token = str(uuid.uuid4())
    for person in (cast.member, cast.member, cast.worker):
        answer(person, regular, today(), token=token)
    page = answer(cast.worker, regular, today())
    assert Activity.objects.count() == 1
    assert "is logged already, by Denise" in cast.worker.client.get(page.url).content.decode()


def test_the_database_itself_refuses_a_second_row_for_a_day(area):
    regular = RegularFactory(area=area)
    ActivityFactory(area=area, regular=regular, on=today())
    with pytest.raises(IntegrityError):
        ActivityFactory(area=area, regular=regular, on=today())


def test_it_did_not_meet_is_kept_once_and_can_be_asked_again(cast, area):
    regular = RegularFactory(area=area, starts=today())
    for _twice in range(2):
        answer(cast.member, regular, today(), said="missed", came="")
    assert DidNotMeet.objects.count() == 1
    assert unconfirmed(cast.member.user, [area]) == []
    assert "Ask again" in cast.member.client.get(f"{LIST}{regular.pk}/").content.decode()
    answer(cast.member, regular, today(), said="again")
    assert len(unconfirmed(cast.member.user, [area])) == 1


def test_what_was_logged_is_not_unsaid(cast, area):
    regular = RegularFactory(area=area)
    answer(cast.member, regular, today())
    answer(cast.worker, regular, today(), said="missed")
    assert not DidNotMeet.objects.exists()


def test_a_bad_number_comes_back_with_a_sentence_and_the_words(cast, area):
    page = answer(cast.member, RegularFactory(area=area), today(), came="a few or so")
    assert page.status_code == 200
    assert "a few or so" in page.content.decode()
    assert "Write one number" in page.content.decode()
    assert not Activity.objects.exists()


@pytest.mark.parametrize(
    "on", ["2024-13-45", "", "nonsense", f"{today() - timedelta(days=1)}", "2900-01-01"]
)
def test_a_day_it_does_not_meet_saves_nothing(cast, area, on):
    regular = RegularFactory(area=area)
    page = cast.member.client.post(f"{LIST}{regular.pk}/met/", {"on": on, "said": "met"})
    assert page.status_code == 302
    assert not Activity.objects.exists()


def test_a_worker_writes_down_changes_and_ends_something_regular(cast, area):
    words = {
        "token": str(uuid.uuid4()),
        "title": "Repair evening",
        "every": "month",
        "starts": "2024-01-09",
    }
    for _twice in range(2):
        assert cast.worker.client.post(f"{LIST}new/", words).status_code == 302
    regular = Regular.objects.get()
    assert (regular.title, regular.every, regular.added_by) == (
        "Repair evening",
        "month",
        cast.worker.user,
    )
    seen = str(mark_of(regular, FIELDS))
    changed = words | {"seen": seen, "title": "Repair café"}
    assert cast.worker.client.post(f"{LIST}{regular.pk}/", changed).status_code == 302
    late = cast.member.client.post(f"{LIST}{regular.pk}/", changed | {"title": "Mending"})
    assert "Repair café" in late.content.decode()
    assert "Mending" in late.content.decode()
    cast.worker.client.post(f"{LIST}{regular.pk}/end/", {"last": f"{today()}"})
    regular.refresh_from_db()
    assert (regular.title, regular.ends) == ("Repair café", today() + timedelta(days=1))


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("member", 200),
        ("worker", 200),
        ("lto", 403),
        ("trust", 403),
        ("evaluator", 403),
        ("neighbour", 404),
    ],
)
def test_who_may_open_it(cast, area, who, status):
    regular = RegularFactory(area=area)
    person = getattr(cast, who)
    assert person.client.get(LIST).status_code == status
    if status != 200:
        assert answer(person, regular, today()).status_code == 404
        assert not Activity.objects.exists()


def test_one_press_on_home_keeps_the_usual_number_as_about(cast, area):
    regular = RegularFactory(area=area)
    for weeks, came in ((3, 12), (2, 40), (1, 14)):
        ActivityFactory(area=area, regular=regular, on=today() - weeks * A_WEEK, came=came)
    page = cast.member.client.get("/").content.decode()
    assert "about 14, as usual" in page
    assert '<input type="hidden" name="came" value="14">' in page
    assert answer(cast.member, regular, today(), came="14", counted="about").status_code == 302
    kept = Activity.objects.get(regular=regular, on=today())
    assert (kept.came, kept.counted) == (14, "about")
