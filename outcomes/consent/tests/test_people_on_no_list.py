"""Finding and erasing somebody who is on no list, however they are spelled, and after a backup."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bigstory.core.closings.ledger import write_out
from bigstory.core.db.dated import today
from bigstory.testing.older_copy import forget_closings
from outcomes.consent.actions.erasure import erase_person
from outcomes.consent.actions.subjects import person_of_place
from outcomes.consent.queries.places import held_places
from outcomes.consent.tests.marked import marks
from outcomes.models import Erasure, Person
from partnerships.models import Action, Decision, Seat
from partnerships.tests.factories import DecisionFactory


@pytest.mark.parametrize("who", ["john zqsmith", "JOHN  ZQSMITH", "Jon Zqsmith", "zqsm"])
def test_the_desk_finds_accounts_seats_and_other_places_however_they_are_spelled(
    john, namesake, cast, who
):
    page = cast.trust.client.get(reverse("stops"), {"who": who}).content.decode()
    assert reverse("person_held", args=[john.key]) in page
    seat = f"partnerships.seat.name:{namesake['seat'].pk}"
    assert reverse("place_held", args=[seat]) in page


def test_somebody_who_only_has_a_seat_is_erased_and_erased_again_after_a_backup(
    namesake, cast, area
):
    seat = namesake["seat"]
    address = f"partnerships.seat.name:{seat.pk}"
    place = cast.trust.client.post(reverse("place_held", args=[address])).url
    person = person_of_place(address)
    assert place == reverse("person_held", args=[person.key])
    lead = f"partnerships.action.lead:{namesake['action'].pk}"
    cast.trust.client.post(place, {"why": "w", "sure": "on", "theirs": [lead]})
    seat.refresh_from_db()
    assert (seat.name, seat.left) == ("", today())
    # An older database: the names are there, and neither the person nor the erasure is.
    Erasure.objects.all().delete()
    Person.objects.all().delete()
    Seat.objects.filter(pk=seat.pk).update(name="John Zqsmith", left=None)
    Action.objects.filter(pk=namesake["action"].pk).update(lead="John Zqsmith")
    forget_closings()
    call_command("close_again")
    seat.refresh_from_db()
    assert (seat.name, seat.left) == ("", today())
    assert Action.objects.get(pk=namesake["action"].pk).lead == ""
    assert Decision.objects.get(pk=namesake["decision"].pk).raised_by_name == "Zqsmith, John"


def test_somebody_who_only_raised_something_can_be_erased(namesake, cast):
    address = f"partnerships.decision.raised_by_name:{namesake['decision'].pk}"
    person = person_of_place(address)
    erase_person(person, by=cast.trust.user, why="w")
    assert Decision.objects.get(pk=namesake["decision"].pk).raised_by_name == ""
    assert Seat.objects.get(pk=namesake["seat"].pk).name == "John Zqsmith"


def test_the_ledger_says_nothing_of_anybody(john, namesake, cast, settings):
    erase_person(
        john,
        by=cast.trust.user,
        why="w",
        ticked=[place.address for place in held_places(john).left],
    )
    write_out()
    assert marks(settings.ERASURE_LEDGER.read_text(), "zqsmith") == []


def test_the_list_costs_the_same_for_one_place_and_for_thirty(
    john, namesake, area, cast, django_assert_num_queries
):
    with CaptureQueriesContext(connection) as few:
        held_places(john)
    for _n in range(30):
        DecisionFactory(area=area, because="John Zqsmith wished it.")
    with django_assert_num_queries(len(few)):
        assert len(held_places(john).left) == 34
