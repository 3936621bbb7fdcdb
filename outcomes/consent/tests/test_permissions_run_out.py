"""A yes is over on its day, and nothing beyond what somebody allows without it stands on it any
more; every night a line says so. What somebody does not allow is never over.
"""

from contextlib import contextmanager
from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from bigstory.core.db.choices import Audience, rung
from bigstory.core.db.dated import today
from bigstory.testing.record import clear, tell
from outcomes.consent.actions.permissions import expire_permissions, record_event
from outcomes.models import Appearance, Guardian, PermissionEvent, Person, Publication
from outcomes.publishing.actions.publications import publish_story
from outcomes.publishing.models.gate import Reason, why_not
from outcomes.publishing.queries.facts import as_published, facts_of


@pytest.fixture
def story(area, programme):
    return clear(
        tell(area, "The heron", state="published", audience="public", people="listed", told_by="")
    )


@pytest.fixture
def maureen(story):
    person = Person.objects.create(area=story.area, name="Maureen", age="adult")
    Appearance.objects.create(story=story, person=person, how="teller")
    return person


def says(person, days_left=100, **more):
    """A yes that has so many days left."""
    event = record_event(**{"person": person, "use": "words", "how_far": "public"} | more)
    over = today() + timedelta(days=days_left)
    PermissionEvent.objects.filter(pk=event.pk).update(expires_on=over)
    return event


def lines():
    return PermissionEvent.objects.filter(given_by="system")


@contextmanager
def on_the_day(day):
    noon = timezone.make_aware(datetime.combine(day, time(12)))
    with time_machine.travel(noon, tick=False):
        yield


def test_a_story_is_gone_the_night_a_permission_runs_out(cast, story, maureen):
    yes = record_event(person=maureen, use="words", how_far="public", story=story)
    publish_story(story, by=None)
    with on_the_day(yes.expires_on - timedelta(days=1)):
        call_command("expire_permissions")
        assert cast.visitor.client.get(story.get_absolute_url()).status_code == 200
        assert not lines().exists()
    with on_the_day(yes.expires_on):
        visitor = cast.visitor.client.get(story.get_absolute_url())
        assert visitor.status_code == 410, "the day counts, also where a night was missed"
        call_command("expire_permissions")
        assert cast.visitor.client.get(story.get_absolute_url()).status_code == 410
    assert (lines().get().given_by, lines().get().story) == ("system", story)
    assert lines().get().how_far == ""


def test_without_a_yes_the_programme_reads_their_words_on_as_where_nobody_was_asked(story, maureen):
    yes = record_event(person=maureen, use="words", how_far="public", story=story)
    publish_story(story, by=None)
    with on_the_day(yes.expires_on):
        expire_permissions()
        assert Publication.objects.get().circle == "programme"
        assert Publication.objects.get().circle_today == "programme"


def test_of_their_health_or_faith_the_programme_reads_nothing_more_either(cast, story, maureen):
    maureen.appearances.update(private_matter=True)
    yes = record_event(person=maureen, use="words", how_far="public", story=story)
    publish_story(story, by=None)
    with on_the_day(yes.expires_on):
        assert Publication.objects.get().circle_today == "", "before the night"
        expire_permissions()
        assert not Publication.objects.exists()


@pytest.mark.parametrize("answer", ["area", "programme", "network"])
def test_a_limit_never_runs_out(story, maureen, answer):
    """Years later they are asked again before it goes any further than they let it."""
    limit = record_event(person=maureen, use="words", how_far=answer, story=story)
    beyond = [circle for circle in Audience.values if rung(circle) > rung(answer)]
    for later in (1, 4000):
        with on_the_day(limit.expires_on + timedelta(days=later)):
            expire_permissions()
            facts = as_published(facts_of(story))
            assert {circle: why_not(facts, circle) for circle in beyond} == {
                circle: [Reason.SAID_NO] for circle in beyond
            }


def test_nowhere_never_runs_out(story, maureen, area):
    stan = Person.objects.create(area=area, name="Stan", age="adult")
    Appearance.objects.create(story=story, person=stan, how="about")
    no = record_event(person=stan, use="words", how_far="nowhere", story=story)
    with on_the_day(no.expires_on + timedelta(days=4000)):
        expire_permissions()
        facts = as_published(facts_of(story))
        assert all(why_not(facts, circle) for circle in Audience.values)
        story.refresh_from_db()
        assert story.to_be_cut
    assert not lines().exists(), "nothing was over"


def test_the_second_night_writes_nothing(story, maureen):
    says(maureen, 0, story=story)
    says(maureen, 0)
    assert expire_permissions()[0] == 1
    assert expire_permissions()[0] == 0
    assert lines().count() == 1


def test_a_yes_that_was_renewed_or_taken_back_does_not_run_out(story, maureen):
    says(maureen, 0, story=story)
    says(maureen, 9, story=story)
    says(maureen, 0, story=story, use="media")
    record_event(person=maureen, use="media", how_far="nowhere", story=story)
    assert expire_permissions()[0] == 0


def test_what_lets_nothing_out_is_no_yes_that_could_run_out(story, maureen):
    says(maureen, 0, story=story, how_far="area")
    assert expire_permissions()[0] == 0


def test_what_one_parent_renewed_ran_out_for_the_other(story):
    child = Person.objects.create(area=story.area, name="Asha", age="under_13")
    Appearance.objects.create(story=story, person=child, how="about", identifiable=False)
    for name, days in (("Mum", 0), ("Dad", 9)):
        guardian = Guardian.objects.create(person=child, name=name)
        says(child, days, story=story, given_by="guardian", guardian=guardian, child_agreed="yes")
    assert expire_permissions()[0] == 1


def test_a_yes_after_it_ran_out_counts_and_may_run_out_again(story, maureen):
    first = record_event(person=maureen, use="words", how_far="public", story=story)
    with on_the_day(first.expires_on):
        expire_permissions()
        again = record_event(person=maureen, use="words", how_far="public", story=story)
        publish_story(story, by=None)
        assert expire_permissions() == (0, 0)
        assert Publication.objects.for_everybody().exists()
    with on_the_day(again.expires_on):
        assert expire_permissions() == (1, 1)
        assert not Publication.objects.for_everybody().exists()
