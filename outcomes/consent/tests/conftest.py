"""Two people to erase one of, and Maureen, whose story everybody reads, with her link."""

import pytest
from django.urls import reverse

from bigstory.testing.record import clear, tell
from outcomes.consent.actions import links
from outcomes.consent.actions.permissions import record_event
from outcomes.consent.tests.marked import MARK, OTHER, tell_of
from outcomes.models import (
    Appearance,
    Person,
    Use,
)
from outcomes.publishing.actions.publications import publish_story


@pytest.fixture
def two(area, cast) -> tuple[Person, Person]:
    return tell_of(area, cast, MARK), tell_of(area, cast, OTHER)


@pytest.fixture
def maureen(area):
    return Person.objects.create(
        area=area,
        name="Maureen Hill",
        known_as="Maureen, resident",
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
