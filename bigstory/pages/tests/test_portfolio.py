"""Priya opens her morning page: who waits, who is quiet, whom to ring."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from areas.access import grants
from areas.desk.actions.contacts import note_contact, step_done
from areas.desk.actions.facts import set_standing
from areas.desk.actions.officers import name_officer
from areas.models import Area, Contact
from bigstory.pages.portfolio.queries import portfolio, worth_asking
from bigstory.testing.record import log, tell

pytestmark = pytest.mark.django_db


def rows(user, sort="name"):
    return {area.slug: area for area in portfolio(user, year=date.today().year, sort=sort)}


def test_the_portfolio_counts_this_year_and_remembers_when_we_last_heard(cast, area, other_area):
    long_ago = date.today() - timedelta(days=900)
    log(area, "Long ago", on=long_ago)
    log(area, "This year")
    tell(area)
    found = rows(cast.trust.user)
    assert (found["ramsey"].year_activities, found["ramsey"].year_stories) == (1, 1)
    assert found["ramsey"].last_heard == date.today()
    assert found["whitley-bay"].last_heard is None


def test_what_a_partnership_keeps_to_itself_leaves_no_trace_in_its_numbers(cast, area):
    log(area, "Among ourselves", audience="area")
    tell(area, "Among ourselves", audience="area", state="published")
    found = rows(cast.trust.user)["ramsey"]
    assert (found.year_activities, found.year_stories, found.last_heard) == (0, 0, None)


def test_a_sent_story_waits_for_local_trust_until_it_is_answered(cast, area):
    story = tell(area, "The market that failed")
    html = cast.trust.client.get(reverse("portfolio")).content.decode()
    assert "One reply is owed" in html
    assert reverse("review", args=[story.pk]) in html


def test_an_evaluator_sees_the_table_and_no_queue(cast, area):
    tell(area, "The market that failed")
    html = cast.evaluator.client.get(reverse("portfolio")).content.decode()
    assert "Ramsey" in html
    assert "owed" not in html.split("<table")[0]


def test_sorting_turns_round_and_an_unknown_sort_is_the_usual_one(cast, area, other_area):
    log(area, "This year")
    log(other_area, "Last year", on=date.today() - timedelta(days=400))

    def order(sort):
        return [
            a.slug
            for a in cast.trust.client.get(reverse("portfolio"), {"sort": sort}).context["areas"]
        ]

    assert order("name") == ["ramsey", "whitley-bay"]
    assert order("-name") == ["whitley-bay", "ramsey"]
    assert order("heard") == order("'; DROP TABLE") == ["whitley-bay", "ramsey"]
    assert order("-heard") == order("-activities") == ["ramsey", "whitley-bay"]


def test_areas_never_heard_from_are_listed_apart_and_all_are_counted(cast, area, other_area):
    log(area, "This year")
    shown = cast.trust.client.get(reverse("portfolio")).context
    assert [a.slug for a in shown["areas"]] == ["ramsey"]
    assert [a.slug for a in shown["silent"]] == ["whitley-bay"]
    tell(area)
    words = cast.trust.client.get(reverse("portfolio")).content.decode()
    assert "Nobody we have heard from has gone quiet." in words
    assert "Nobody has gone quiet." not in words, "one was never heard from"
    assert shown["total"] == 2


DAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("heard", "plan_ends", "activities", "stories", "asks"),
    [
        (None, None, 0, 0, "heard nothing yet"),
        (DAY - timedelta(days=184), None, 5, 1, "Quiet since November 2025"),
        (DAY, DAY, 5, 1, "come to its end"),
        (DAY, DAY + timedelta(days=183), 5, 1, "ends within six months"),
        (DAY, DAY + timedelta(days=184), 5, 0, "we have no story of this year"),
        (DAY - timedelta(days=183), DAY + timedelta(days=400), 5, 1, ""),
        (DAY, None, 0, 0, ""),
    ],
)
def test_one_question_is_asked_and_only_where_there_is_one(
    area, heard, plan_ends, activities, stories, asks
):
    area.facts.plan_ends = plan_ends
    area.last_heard = heard
    area.year_activities = activities
    area.year_stories = stories
    question = worth_asking(area, at=DAY)
    assert (asks in question) if asks else question == ""


def test_the_portfolio_is_one_statement_for_all_areas(
    cast, area, other_area, django_assert_num_queries
):
    grants(cast.trust.user)  # in a request they are read with the person
    with django_assert_num_queries(1):
        assert [
            (a.region.name, a.waiting) for a in portfolio(cast.trust.user, year=2026, sort="heard")
        ]
    assert Area.objects.count() == 2


def test_whom_to_ring_stands_beside_the_question_for_local_trust_alone(cast, area, other_area):
    log(area, "Long ago", on=date.today() - timedelta(days=300))
    for place, name in ((area, "Kemi"), (other_area, "Winston")):
        Contact.objects.create(area=place, name=name, there_for="Chair", phone="01632 960122")
    html = cast.trust.client.get(reverse("portfolio")).content.decode()
    # In the table, among those never heard from, and where a call is worth it.
    assert html.count('href="tel:01632960122"') == 3
    assert "<bdi>Kemi</bdi>, <bdi>Chair</bdi>" in html
    read = cast.evaluator.client.get(reverse("portfolio")).content.decode()
    assert "Kemi" not in read
    assert "01632" not in read


def test_the_first_to_ring_is_the_one_who_is_shown(cast, area):
    for name, first in (("Kemi", False), ("Winston", True)):
        Contact.objects.create(area=area, name=name, phone="01632 960122", rung_first=first)
    assert rows(cast.trust.user)["ramsey"].ring["name"] == "Winston"


def test_a_call_ends_the_question_whether_all_is_right(cast, area):
    log(area, "Long ago", on=date.today() - timedelta(days=300))
    assert "Quiet since" in worth_asking(rows(cast.trust.user)["ramsey"])
    said = {"kind": "call", "on": date.today(), "about": "All is well.", "readers": "rep"}
    note_contact(area=area, by=cast.trust.user, values=said)
    assert "Quiet since" not in worth_asking(rows(cast.trust.user)["ramsey"])


def test_nobody_asks_why_a_closed_area_is_quiet_but_what_was_promised_there_is_asked(cast, area):
    log(area, "Long ago", on=date.today() - timedelta(days=300))
    set_standing(area=area, by=cast.trust.user, standing="closed", on=date.today())
    assert worth_asking(rows(cast.trust.user)["ramsey"]) == ""
    said = {"kind": "call", "on": date.today(), "about": "a", "readers": "trust"}
    step = {"next_step": "Thank them", "next_by": date.today()}
    note_contact(area=area, by=cast.trust.user, values=said | step)
    assert worth_asking(rows(cast.trust.user)["ramsey"]) == "You said you would: Thank them"


def test_what_was_to_come_next_is_the_question_once_its_day_is_there(cast, area):
    said = {"kind": "call", "on": date.today(), "about": "a", "readers": "trust"}
    step = {"next_step": "Ring about the chair", "next_by": date.today()}
    note = note_contact(area=area, by=cast.trust.user, values=said | step)
    asked = worth_asking(rows(cast.trust.user)["ramsey"])
    assert asked == "You said you would: Ring about the chair"
    assert rows(cast.evaluator.user)["ramsey"].next_step is None
    step_done(note=note, by=cast.trust.user)
    assert "You said" not in worth_asking(rows(cast.trust.user)["ramsey"])


def test_the_portfolio_shows_one_officers_areas_or_those_that_have_none(cast, area, other_area):
    name_officer(areas=[area], user=cast.trust.user, on=date.today(), by=cast.trust.user)

    def shown(officer):
        context = cast.trust.client.get(reverse("portfolio"), {"officer": officer}).context
        return [each.slug for each in (*context["areas"], *context["silent"])]

    assert shown(cast.trust.user.pk) == ["ramsey"]
    assert shown("nobody") == ["whitley-bay"]
    assert shown("987654") == shown("") == ["ramsey", "whitley-bay"]
    html = cast.trust.client.get(reverse("portfolio")).content.decode()
    assert "Who looks after whom" in html
    assert "Officer" not in cast.evaluator.client.get(reverse("portfolio")).content.decode()
