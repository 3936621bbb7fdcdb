"""Somebody under 18 by their own link: they step back, and never up."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from bigstory.testing.record import looked_over
from outcomes.consent.actions import links
from outcomes.consent.actions.permissions import record_event
from outcomes.models import Appearance, ChangeStory, Guardian, Person, Publication
from outcomes.publishing.actions.publications import publish_story

pytestmark = pytest.mark.django_db


def says(address: str, story, how_far: str):
    """Through the link: how far the words of a story may go."""
    typed = {"do": "answer", "story": story.pk, "words": how_far}
    return Client().post(address, typed, follow=True)


def link_of(person, cast) -> str:
    return reverse("mine", args=[links.make_link(person=person, by=cast.worker.user)])


@pytest.fixture
def kai(area, story, maureen):
    """13 to 17, named in it and not to be recognised; all areas read it."""
    child = Person.objects.create(area=area, name="Kai", age="13_to_17")
    Appearance.objects.create(story=story, person=child, how="name", identifiable=False)
    mum = Guardian.objects.create(person=child, name="Nadia")
    record_event(
        person=child,
        use="words",
        how_far="network",
        story=story,
        given_by="guardian",
        guardian=mum,
        child_agreed="yes",
    )
    ChangeStory.objects.filter(pk=story.pk).update(audience="network")
    story.refresh_from_db()
    publish_story(looked_over(story), by=None)
    return child


def rungs_on(page: str, story) -> list[str]:
    return re.findall(rf'name="words" value="(\w+)"[^>]*id="answer_{story.pk}_words', page)


def test_a_child_only_steps_back_by_the_link(cast, story, kai):
    hers = link_of(kai, cast)
    assert rungs_on(Client().get(hers).content.decode(), story) == [
        "area",
        "programme",
        "network",
        "nowhere",
    ]
    before = kai.permissions.count()
    says(hers, story, "public")
    says(hers, story, "network")
    assert kai.permissions.count() == before, "what stays as it was is no answer of a child"
    says(hers, story, "programme")
    last = kai.permissions.first()
    assert (last.how_far, last.given_by, last.method) == ("programme", "self", "link")
    assert Publication.objects.get(story=story).circle == "programme"
    says(hers, story, "network")
    assert kai.permissions.first() == last, "there is no way up again"
    says(hers, story, "nowhere")
    assert not Publication.objects.exists()


def test_a_child_whom_nobody_asked_for_may_say_no_and_never_yes(area, cast, story):
    child = Person.objects.create(area=area, name="Kai", age="13_to_17")
    Appearance.objects.create(story=story, person=child, how="name", identifiable=False)
    hers = link_of(child, cast)
    assert rungs_on(Client().get(hers).content.decode(), story) == ["area", "nowhere"]
    for answer in ("programme", "network", "public"):
        says(hers, story, answer)
    assert not child.permissions.exists()
    says(hers, story, "area")
    assert child.permissions.get().how_far == "area"


@pytest.mark.parametrize("age", ["under_13", "unknown"])
def test_nobody_else_who_may_be_a_child_says_yes_either(area, cast, story, age):
    child = Person.objects.create(area=area, name="Kai", age=age)
    Appearance.objects.create(story=story, person=child, how="name")
    says(link_of(child, cast), story, "public")
    assert not child.permissions.exists()


def test_a_child_is_asked_for_no_name_by_the_link(cast, story, kai):
    page = Client().get(link_of(kai, cast)).content.decode()
    assert "Under which name?" not in page
