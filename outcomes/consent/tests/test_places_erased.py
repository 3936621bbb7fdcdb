"""The places that have a name: what is theirs goes, what may be another's is asked about."""

import json
import zipfile
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from bigstory.core.db.dated import today
from bigstory.testing.record import clear, log, tell
from outcomes.consent.actions.erasure import erase_person
from outcomes.consent.queries.places import held_places
from outcomes.consent.tests.marked import marks, whole_record
from outcomes.models import Appearance, Erasure, Person, Publication
from outcomes.publishing.actions.publications import publish_story
from partnerships.models import Action, Activity, Decision, PlanVersion, Seat, SpendReport
from partnerships.tests.factories import (
    LtoAppointmentFactory,
    PlanFactory,
)


def addresses(places) -> set[str]:
    return {place.address for place in places}


def test_of_two_john_smiths_only_the_one_who_asked_is_erased(john, namesake, cast):
    erase_person(john, by=cast.trust.user, why="w")
    assert Activity.objects.get(title="Lunch").what_happened == "somebody cooked with Rosa."
    assert Activity.objects.get(title="Lunch").logged_by_name == ""
    assert Seat.objects.get(pk=namesake["seat"].pk).name == "John Zqsmith"
    assert Seat.objects.get(pk=namesake["seat"].pk).left is None
    assert Action.objects.get(pk=namesake["action"].pk).lead == "John Zqsmith"
    assert Decision.objects.get(pk=namesake["decision"].pk).raised_by_name == "Zqsmith, John"


def test_what_somebody_ticks_goes_and_a_near_spelling_stays_unless_ticked(john, namesake, cast):
    lead = f"partnerships.action.lead:{namesake['action'].pk}"
    line = erase_person(john, by=cast.trust.user, why="w", ticked={lead})
    assert Action.objects.get(pk=namesake["action"].pk).lead == ""
    assert Decision.objects.get(pk=namesake["near"].pk).because == "Jon Zqsmith wished it."
    assert line.counts["left"] == 3
    assert (line.counts["partnerships.action"], line.counts["partnerships.activity"]) == (1, 1)


def test_a_ticked_near_spelling_goes_and_the_words_around_it_stay(john, namesake, cast):
    near = f"partnerships.decision.because:{namesake['near'].pk}~"
    erase_person(john, by=cast.trust.user, why="w", ticked={near})
    assert Decision.objects.get(pk=namesake["near"].pk).because == "somebody wished it."


def test_nothing_is_left_in_rows_history_and_search_once_all_is_ticked(john, namesake, cast):
    activity = Activity.objects.get(title="Lunch")
    activity.what_happened = "Nobody is named any more."
    activity.save()
    assert marks(whole_record(), "zqsmith")
    ticked = addresses(held_places(john).left)
    erase_person(john, by=cast.trust.user, why="w", ticked=ticked)
    assert marks(whole_record(), "zqsmith") == []
    assert Seat.objects.get(pk=namesake["seat"].pk).left == today()


def test_the_page_shows_each_place_with_its_words_and_ticks_none(john, namesake, cast):
    place = reverse("person_held", args=[john.key])
    page = cast.trust.client.get(place).content.decode()
    assert "<mark>John Zqsmith</mark>" in page
    assert "<mark>Jon Zqsmith</mark> wished it." in page
    assert "Nearly the same name" in page
    assert "checked>" not in page
    answers = {"why": "by letter", "sure": "on", "theirs": []}
    page = cast.trust.client.post(place, answers, follow=True).content.decode()
    assert "4 places with the same name or nearly the same were left on purpose." in page
    assert "4 other places had the same name" in cast.trust.client.get(place).content.decode()


def test_a_bad_form_keeps_what_was_ticked_and_a_forged_place_is_refused(john, namesake, cast):
    place = reverse("person_held", args=[john.key])
    seat = f"partnerships.seat.name:{namesake['seat'].pk}"
    page = cast.trust.client.post(place, {"why": "", "theirs": [seat]}).content.decode()
    assert page.count("checked>") == 1
    forged = {"why": "w", "sure": "on", "theirs": ["accounts.user.name:1"]}
    page = cast.trust.client.post(place, forged).content.decode()
    assert "One of these places changed while you read." in page
    assert not Erasure.objects.exists()


def test_the_file_holds_what_is_theirs_and_what_was_ticked_and_not_the_namesakes(
    john, namesake, cast
):
    lead = f"partnerships.action.lead:{namesake['action'].pk}"
    answer = cast.trust.client.post(reverse("person_export", args=[john.key]), {"theirs": [lead]})
    data = json.loads(zipfile.ZipFile(BytesIO(answer.content)).read("held.json"))
    assert "ZQSMITH" in str(data["partnerships.activity"])
    assert "John Zqsmith" in str(data["partnerships.action"])
    assert "partnerships.seat" not in data
    assert "partnerships.decision" not in data


def test_a_plan_as_it_was_sent_by_them_loses_the_name_by_itself(john, area, cast):
    words = {"priorities": [{"lead": "john zqsmith", "need": "Smith Street is dark."}]}
    version = PlanVersion.objects.create(
        plan=PlanFactory(area=area),
        number=1,
        words=words,
        sent_by=cast.member.user,
        sent_by_name="John Zqsmith",
        sent_at="2026-01-01T00:00Z",
    )
    erase_person(john, by=cast.trust.user, why="w")
    version.refresh_from_db()
    assert version.words == {"priorities": [{"lead": "somebody", "need": "Smith Street is dark."}]}
    assert version.sent_by_name == ""


def test_an_account_nobody_listed_is_offered_and_closed_once_it_is_ticked(area, cast):
    """Somebody put him on a list by hand; his account has the same name in other letters."""
    user = cast.worker.user
    type(user).objects.filter(pk=user.pk).update(name="JOSÉ  ZQVEGA")
    person = Person.objects.create(area=area, name="Jose\u0301 Zqvega", age="adult")
    account = f"accounts.user.name:{user.pk}"
    assert account in addresses(held_places(person).left)
    erase_person(person, by=cast.trust.user, why="w", ticked={account})
    user.refresh_from_db()
    assert (user.name, user.is_active) == ("", False)


def test_somebody_listed_twice_is_erased_as_one_person_where_that_is_ticked(area, cast):
    person = Person.objects.create(area=area, name="Ann Zqday", age="adult")
    again = Person.objects.create(area=area, name="ANN ZQDAY", age="adult")
    told = tell(area, "Hers")
    Appearance.objects.create(story=told, person=again, how="teller")
    erase_person(person, by=cast.trust.user, why="w", ticked={f"outcomes.person.name:{again.pk}"})
    again.refresh_from_db()
    assert (again.name, again.erased_at is not None) == ("", True)
    assert not type(told).objects.filter(pk=told.pk).exists()
    assert Erasure.objects.filter(key=again.key).exists()


def test_two_of_one_name_in_one_story_leave_its_words_to_be_decided(area, cast):
    story = tell(area, "Both", before="Ann Zqday came.", told_by="Ken")
    people = [Person.objects.create(area=area, name="Ann Zqday", age="adult") for _n in "ab"]
    for person in people:
        Appearance.objects.create(story=story, person=person, how="about")
    erase_person(people[0], by=cast.trust.user, why="w")
    story.refresh_from_db()
    assert story.before == "Ann Zqday came."
    assert list(story.appearances.values_list("person", flat=True)) == [people[1].pk]
    assert Person.objects.get(pk=people[1].pk).name == "Ann Zqday"


def test_the_first_name_of_somebody_else_in_the_story_is_left(area, cast):
    story = tell(area, "Both", before="Maureen Zqhill met Maureen Day. Zqhill sang.", told_by="Ken")
    maureen = Person.objects.create(area=area, name="Maureen Zqhill", age="adult")
    other = Person.objects.create(area=area, name="Maureen Day", age="adult")
    for person in (maureen, other):
        Appearance.objects.create(story=story, person=person, how="about")
    erase_person(maureen, by=cast.trust.user, why="w")
    story.refresh_from_db()
    assert story.before == "somebody met Maureen Day. somebody sang."


def test_what_everybody_reads_follows_in_the_same_moment(area, cast):
    """He is on no list of the story that thanks him, and everybody reads it."""
    story = tell(
        area, "Soup", state="published", audience="public", before="Thanks to SIAN  ZQBRIEN."
    )
    publish_story(clear(story), by=cast.trust.user)
    person = Person.objects.create(area=area, name="Siân Zqbrien", age="adult")
    places = held_places(person).left
    assert [place.address for place in places] == [f"outcomes.changestory.before:{story.pk}"]
    erase_person(person, by=cast.trust.user, why="w", ticked=addresses(places))
    copy = Publication.objects.filter(story=story).first()
    assert copy is None or copy.before == "Thanks to somebody."
    assert marks(whole_record(), "zqbrien") == []


def test_a_sent_spend_report_loses_a_name_and_stays_frozen_to_all_else(area, cast):
    organisation = LtoAppointmentFactory(area=area).organisation
    report = SpendReport.objects.create(
        area=area, organisation=organisation, half_year="2025-01-01", note="Ask Ann Zqday."
    )
    report.lines.create(heading="Wages of Ann Zqday", amount=10)
    SpendReport.objects.filter(pk=report.pk).update(state="sent", sent_at="2025-08-01T00:00Z")
    person = Person.objects.create(area=area, name="Ann Zqday", age="adult")
    ticked = addresses(held_places(person).left)
    erase_person(person, by=cast.trust.user, why="w", ticked=ticked)
    report.refresh_from_db()
    assert (report.note, report.lines.get().heading) == ("Ask somebody.", "Wages of somebody")
    with pytest.raises(IntegrityError), transaction.atomic():
        SpendReport.objects.filter(pk=report.pk).update(note="Another word.")


def test_an_e_mail_address_is_one_persons_wherever_it_stands(john, area, other_area, cast):
    activity = log(other_area, "Far away", what_happened=f"Write to {john.user.email.upper()}.")
    erase_person(john, by=cast.trust.user, why="w")
    activity.refresh_from_db()
    assert activity.what_happened == "Write to somebody."


def test_an_address_somebody_else_signs_in_with_is_not_theirs(area, cast):
    """She is reached through the worker, whose account and words stay."""
    worker = cast.worker.user
    log(area, "Lunch", what_happened=f"Write to {worker.email}.")
    person = Person.objects.create(area=area, name="Ann Zqday", contact=f"Ask {worker.email}")
    erase_person(person, by=cast.trust.user, why="w")
    worker.refresh_from_db()
    assert worker.is_active
    assert worker.email in Activity.objects.get(title="Lunch").what_happened
