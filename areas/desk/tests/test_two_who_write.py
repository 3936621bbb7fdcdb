"""Two of Local Trust change the same contact, the same note or the same facts: nothing is lost."""

from datetime import date

import pytest
from django.urls import reverse

from areas.models import Contact, ContactNote
from bigstory.testing.opened import opened, sent_by

pytestmark = pytest.mark.django_db
HEADING = "Two of you wrote here"


def contact(area, by):
    row = Contact.objects.create(area=area, name="Kemi", phone="01632 960122", reached="Before")
    return row, reverse("contact_change", args=[area.slug, row.pk])


def note(area, by):
    row = ContactNote.objects.create(
        area=area, kind="call", on=date.today(), about="Before.", readers="rep", noted_by=by
    )
    return row, reverse("contact_note_change", args=[area.slug, row.pk])


def facts(area, by):
    return area, reverse("area_facts", args=[area.slug])


TABLE = [
    (contact, ("name", "Kemi Ade"), ("reached", "Tuesdays")),
    (note, ("spoken_to", "Winston"), ("about", "The new chair.")),
    (facts, ("place", "Huntingdon"), ("summary", "A market town.")),
]
IDS = [row[0].__name__ for row in TABLE]


@pytest.fixture
def thing(request, area, cast):
    return request.param(area, cast.trust.user)


@pytest.mark.parametrize(("thing", "hers", "his"), TABLE, ids=IDS, indirect=["thing"])
def test_who_change_different_parts_are_not_asked_and_both_are_kept(cast, thing, hers, his):
    row, path = thing
    first = opened(cast.trust.client, path, **dict([hers]))
    second = opened(cast.trust.client, path, **dict([his]))
    for sent in (first, second):
        assert cast.trust.client.post(path, sent).status_code == 302
    row.refresh_from_db()
    assert {name: getattr(row, name) for name, _value in (hers, his)} == dict([hers, his])


@pytest.mark.parametrize("choice", ["mine", "theirs"])
@pytest.mark.parametrize(("thing", "other", "part"), TABLE, ids=IDS, indirect=["thing"])
def test_who_change_the_same_part_see_both_and_the_later_chooses(cast, thing, other, part, choice):
    row, path = thing
    name, hers = part
    first = opened(cast.trust.client, path, **{name: "He wrote this."})
    second = opened(cast.trust.client, path, **dict([other, part]))
    assert cast.trust.client.post(path, first).status_code == 302
    page = cast.trust.client.post(path, second)
    words = page.content.decode()
    assert page.status_code == 200
    assert HEADING in words
    assert "He wrote this." in words
    row.refresh_from_db()
    assert getattr(row, name) == "He wrote this.", "nothing is written over unasked"
    sent = sent_by(words, **{f"keep_{name}": choice})
    assert cast.trust.client.post(path, sent).status_code == 302
    row.refresh_from_db()
    assert getattr(row, name) == {"mine": hers, "theirs": "He wrote this."}[choice]
    assert getattr(row, other[0]) == other[1], "what else she typed is kept"
