"""Whose story it is, as the first page of the telling asks: one person, each for themselves."""

import pytest
from django.urls import reverse

from outcomes.models import ChangeStory

WORDS = {"what_changed": "We eat together now.", "title": "The table"}


@pytest.fixture
def first_page(area) -> str:
    return reverse("story_new", args=[area.slug])


def test_a_group_cannot_agree_for_those_in_it(cast, first_page):
    typed = WORDS | {"whose": "somebody_elses", "told_by": "Maureen, Denise and Tom"}
    page = cast.member.client.post(first_page, typed)
    told = page.content.decode()
    assert "each of them answers for themselves" in told
    assert "We eat together now." in told
    assert "Maureen, Denise and Tom" in told
    assert not ChangeStory.objects.exists()


def test_what_several_tell_together_is_the_partnerships_and_nobody_stands_for_it(cast, first_page):
    cast.member.client.post(first_page, WORDS | {"whose": "nobodys"})
    story = ChangeStory.objects.get()
    assert not story.appearances.exists()
    assert story.byline == ""


def test_each_of_several_is_put_on_the_list_and_the_page_leaves_them_there(cast, first_page):
    cast.member.client.post(first_page, WORDS | {"whose": "somebody_elses", "told_by": "Maureen"})
    story = ChangeStory.objects.get()
    new = reverse("story_person_new", args=[story.pk])
    person = {"age": "adult", "how": "teller", "identifiable": "yes", "private_matter": "no"}
    both = cast.member.client.post(new, person | {"name": "Denise and Tom"})
    assert "Write one name, and put each of them on the list." in both.content.decode()
    for name in ("Denise", "Tom"):
        token = cast.member.client.get(new).context["form"]["token"].value()
        cast.member.client.post(new, person | {"name": name, "token": token})
    again = reverse("story_tell", args=[story.pk, "what"])
    form = cast.member.client.get(again).context["form"]
    typed = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    cast.member.client.post(again, typed | {"told_by": "Maureen, Denise and Tom"})
    tellers = story.appearances.filter(how="teller").order_by("pk")
    assert [row.person.name for row in tellers] == ["Maureen", "Denise", "Tom"]
    story.refresh_from_db()
    assert story.told_by == "Maureen, Denise and Tom"
