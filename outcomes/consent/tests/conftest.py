"""Two people to erase one of, and Maureen, whose story everybody reads, with her link."""

import pytest
from django.urls import reverse

from bigstory.testing.record import clear, log, tell
from outcomes.consent.actions import links
from outcomes.consent.actions.permissions import record_event
from outcomes.consent.actions.subjects import person_of_account
from outcomes.consent.tests.marked import MARK, OTHER, tell_of
from outcomes.models import (
    Appearance,
    Person,
    Use,
)
from outcomes.publishing.actions.publications import publish_story
from partnerships.tests.factories import (
    ActionFactory,
    DecisionFactory,
    PartnershipFactory,
    PlanFactory,
    PriorityFactory,
    SeatFactory,
)


@pytest.fixture
def two(area, cast) -> tuple[Person, Person]:
    return tell_of(area, cast, MARK), tell_of(area, cast, OTHER)


@pytest.fixture
def maureen(area):
    return Person.objects.create(
        area=area,
        name="Maureen Hill",
        known_as="Mo",
        what_they_are="resident, 74",
        contact="01632 960123",
        age="adult",
    )


@pytest.fixture
def story(area, cast, maureen):
    """Everybody reads it, and she allowed everything."""
    told = tell(
        area,
        "Nobody eats alone",
        state="published",
        audience="public",
        people="listed",
    )
    Appearance.objects.create(story=told, person=maureen, how="teller")
    for use in Use:
        record_event(person=maureen, use=use, how_far="public", by=cast.worker.user)
    told.refresh_from_db()
    publish_story(clear(told), by=cast.trust.user)
    return told


@pytest.fixture
def address(story, maureen, cast):
    return reverse("mine", args=[links.make_link(person=maureen, by=cast.worker.user)])


@pytest.fixture
def john(area, cast) -> Person:
    """He logs activities, and what he wrote of himself stands in two of them."""
    user = cast.member.user
    type(user).objects.filter(pk=user.pk).update(name="John Zqsmith")
    user.refresh_from_db()
    activity = log(area, "Lunch", logged_by=user, logged_by_name="John Zqsmith")
    activity.what_happened = "JOHN  ZQSMITH cooked with Rosa."
    activity.save()
    return person_of_account(user)


@pytest.fixture
def namesake(area) -> dict:
    """Another John Smith of the same area, without an account: rows that lead to nobody."""
    partnership = (
        area.partnership if hasattr(area, "partnership") else PartnershipFactory(area=area)
    )
    priority = PriorityFactory(plan=PlanFactory(area=area))
    return {
        "seat": SeatFactory(partnership=partnership, name="John Zqsmith", kind="resident"),
        "action": ActionFactory(priority=priority, lead="John Zqsmith"),
        "decision": DecisionFactory(area=area, raised_by_name="Zqsmith, John"),
        "near": DecisionFactory(area=area, because="Jon Zqsmith wished it."),
    }
