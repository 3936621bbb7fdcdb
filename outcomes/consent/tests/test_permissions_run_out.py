"""What was allowed for a time is over on its day; every night a line says so, and nothing public
stands on it.
"""

from datetime import timedelta

import pytest
from django.core.management import call_command

from bigstory.core.db.dated import today
from bigstory.testing.record import clear, tell
from outcomes.consent.actions.permissions import expire_permissions, record_event
from outcomes.models import Appearance, Guardian, PermissionEvent, Person, Publication
from outcomes.publishing.actions.publications import publish_story


@pytest.fixture
def story(area, programme):
    return clear(
        tell(area, "The heron", state="accepted", audience="public", people="listed", told_by="")
    )


@pytest.fixture
def maureen(story):
    person = Person.objects.create(area=story.area, name="Maureen", age="adult")
    Appearance.objects.create(story=story, person=person, how="teller")
    return person


def says(person, days_left=100, **more):
    """A yes that has so many days left."""
    event = record_event(**{"person": person, "use": "public_words", "verb": "grant"} | more)
    PermissionEvent.objects.filter(pk=event.pk).update(
        expires_on=today() + timedelta(days=days_left)
    )
    return event


def lines():
    return PermissionEvent.objects.filter(verb="expire")


def test_a_story_is_gone_the_night_a_permission_runs_out(story, maureen):
    event = says(maureen, story=story)
    publish_story(story, by=None)
    call_command("expire_permissions")
    assert Publication.objects.exists()
    assert not lines().exists()
    PermissionEvent.objects.filter(pk=event.pk).update(expires_on=today())
    call_command("expire_permissions")
    assert not Publication.objects.exists()
    assert (lines().get().given_by, lines().get().story) == ("system", story)


def test_the_second_night_writes_nothing(story, maureen):
    says(maureen, 0, story=story)
    says(maureen, 0)
    assert expire_permissions() == (1, 0)
    assert expire_permissions() == (0, 0)
    assert lines().count() == 1


def test_a_yes_that_was_renewed_or_taken_back_does_not_run_out(story, maureen):
    says(maureen, 0, story=story)
    says(maureen, 9, story=story, verb="renew")
    says(maureen, 0, story=story, use="network")
    record_event(person=maureen, use="network", verb="withdraw", story=story)
    assert expire_permissions()[0] == 0


def test_what_one_parent_renewed_ran_out_for_the_other(story):
    child = Person.objects.create(area=story.area, name="Asha", age="under_13")
    Appearance.objects.create(story=story, person=child, how="about", identifiable=False)
    for name, days in (("Mum", 0), ("Dad", 9)):
        guardian = Guardian.objects.create(person=child, name=name)
        says(child, days, story=story, given_by="guardian", guardian=guardian, child_agreed="yes")
    assert expire_permissions()[0] == 1


def test_a_yes_after_it_ran_out_counts_and_may_run_out_again(story, maureen):
    says(maureen, 0, story=story)
    expire_permissions()
    says(maureen, 50, story=story, verb="renew")
    publish_story(story, by=None)
    assert expire_permissions() == (0, 1)
    assert Publication.objects.exists()
    assert expire_permissions(today() + timedelta(days=50))[0] == 1
