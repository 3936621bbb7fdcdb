"""What an answer leaves, whom the area chose or not; and that a teller takes a story back."""

import pytest

from bigstory.core.db.audit import AuditLine
from bigstory.testing.record import clear
from outcomes.consent.actions.permissions import record_event
from outcomes.consent.tests.heron import heron, public_heron, told_by_maureen
from outcomes.models import Appearance, ChangeStory, Person, Publication
from outcomes.publishing.actions.publications import publish_story, take_down


@pytest.fixture
def story(area, programme):
    made = heron(area, people="listed")
    told_by_maureen(made, known_as="Maureen, resident")
    return clear(made)


@pytest.fixture
def maureen(story):
    return story.appearances.get().person


@pytest.fixture
def public(story, maureen):
    return public_heron(story, maureen)


# What they allow, whom its area chose, and which circle its copy is for then; none: its area alone.
LEFT = [
    ("nowhere", "public", None),
    ("nowhere", "programme", None),
    ("area", "public", None),
    ("area", "network", None),
    ("area", "programme", None),
    ("area", "area", None),
    ("programme", "public", "programme"),
    ("programme", "network", "programme"),
    ("programme", "programme", "programme"),
    ("programme", "area", None),
    ("network", "public", "network"),
    ("network", "network", "network"),
    ("network", "programme", "programme"),
    ("public", "public", "public"),
    ("public", "network", "network"),
    ("public", "programme", "programme"),
    ("public", "area", None),
]


@pytest.mark.parametrize(("answer", "was", "left"), LEFT)
def test_an_answer_leaves_the_readers_that_are_still_allowed(story, maureen, answer, was, left):
    ChangeStory.objects.filter(pk=story.pk).update(audience=was)
    story.refresh_from_db()
    record_event(person=maureen, use="words", how_far="public", story=story)
    if was != "area":
        publish_story(story, by=None)
    else:
        take_down(story=story, by=None)
    record_event(person=maureen, use="words", how_far=answer, story=story)
    copy = Publication.objects.filter(story=story).first()
    assert (copy and copy.circle) == left


@pytest.mark.parametrize("about", ["this story", "all stories"])
def test_for_a_teller_nowhere_is_to_take_it_back(cast, public, maureen, about):
    story = public if about == "this story" else None
    record_event(person=maureen, use="words", how_far="nowhere", story=story, by=cast.worker.user)
    public.refresh_from_db()
    assert public.state == "withdrawn"
    assert not Publication.objects.exists()
    line = AuditLine.objects.get(verb="changestory.withdraw")
    assert line.actor == str(cast.worker.user.pk)


def test_for_somebody_it_is_about_nowhere_takes_back_nothing(public, area):
    stan = Person.objects.create(area=area, name="Stan", age="adult")
    Appearance.objects.create(story=public, person=stan, how="about")
    record_event(person=stan, use="words", how_far="nowhere", story=public)
    public.refresh_from_db()
    assert public.state == "published"


def test_any_of_several_tellers_takes_it_back_and_twice_is_once(public, area):
    tom = Person.objects.create(area=area, name="Tom", age="adult")
    Appearance.objects.create(story=public, person=tom, how="teller")
    for _twice in "12":
        record_event(person=tom, use="words", how_far="nowhere", story=public)
    public.refresh_from_db()
    assert public.state == "withdrawn"
    assert AuditLine.objects.filter(verb="changestory.withdraw").count() == 1
