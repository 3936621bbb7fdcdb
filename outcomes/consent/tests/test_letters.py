"""Whoever was asked by a helper gets a letter: what was written down, and how to change it."""

import re

import pytest
from django.urls import reverse

from bigstory.testing.record import tell
from outcomes.models import Appearance, Person


@pytest.fixture
def stan(area):
    story = tell(area, state="draft", people="listed")
    person = Person.objects.create(
        area=area, name="Stan Pinder", contact="stan@example.org", age="adult"
    )
    Appearance.objects.create(story=story, person=person, how="about")
    return person


def ask(cast, person, how_far: str = "network"):
    address = reverse("story_said", args=[person.appearances.get().story_id, person.pk])
    form = cast.worker.client.get(address).context["form"]
    answers = {"words": how_far, "called_by": "name", "who": "self", "method": "asked"}
    token = {"token": str(form["token"].value()), "on": form["on"].value()}
    return cast.worker.client.post(address, answers | token)


def test_they_are_told_what_was_written_down_with_a_page_of_their_own(cast, stan, letters):
    assert ask(cast, stan).status_code == 302
    letter = letters[0]
    assert letter.to == ["stan@example.org"]
    assert "Words: All areas" in letter.body
    path = re.search(r"http://[^/]+(/mine/\S+)", letter.body)[1]
    assert "Stan Pinder" in cast.visitor.client.get(path).content.decode()
    ask(cast, stan, "area")
    assert "/mine/" not in letters[1].body, "a second link would end the first"
    assert cast.visitor.client.get(path).status_code == 200


@pytest.mark.parametrize("contact", ["", "01632 960123", "the yellow door"])
def test_without_an_address_nobody_is_written_to(cast, stan, contact, letters):
    Person.objects.filter(pk=stan.pk).update(contact=contact)
    assert ask(cast, stan).status_code == 302
    assert letters == []
