"""What somebody does through their link: takes back, says yes again, answers, is forgotten."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bigstory.core.db.dated import today
from bigstory.testing.record import clear, tell
from outcomes.consent.actions import links
from outcomes.models import (
    Appearance,
    ChangeStory,
    ErasureAsked,
    PermissionEvent,
    Person,
    Publication,
)
from outcomes.publishing.actions.publications import publish_story
from partnerships.table.queries.rules import months_after

pytestmark = pytest.mark.django_db


def do(address: str, deed: str, **typed):
    return Client().post(address, {"do": deed, **typed}, follow=True)


def test_she_is_asked_six_months_on_and_her_answer_stands_on_the_life_line(address, story, cast):
    assert "Say whether it is still true" in Client().get(address).content.decode()
    ChangeStory.objects.filter(pk=story.pk).update(told_on=months_after(today(), -7))
    assert "6 months and more have gone by" in Client().get(address).content.decode()
    for _twice in "12":
        do(address, "still", story=story.pk, answer="grew", words="Two tables more.")
    said = story.followups.get()
    assert (said.answer, said.words, said.party, said.months) == (
        "grew",
        "Two tables more.",
        "teller",
        6,
    )
    assert said.answered_by is None
    page = cast.visitor.client.get(story.get_absolute_url()).content.decode()
    assert "Two tables more." in page
    assert "6 months and more have gone by" not in Client().get(address).content.decode()


def test_no_answer_is_asked_again_with_her_words_kept(address, story):
    page = (
        Client()
        .post(address, {"do": "still", "story": story.pk, "words": "Two tables more."})
        .content.decode()
    )
    assert "Choose what fits best." in page
    assert "Two tables more." in page
    assert not story.followups.exists()


@pytest.mark.parametrize("state", ["draft", "withdrawn", "not_used"])
def test_what_is_not_out_is_asked_of_nobody(address, story, state):
    ChangeStory.objects.filter(pk=story.pk).update(state=state)
    assert 'name="answer"' not in Client().get(address).content.decode()
    do(address, "still", story=story.pk, answer="still")
    assert not story.followups.exists()


def test_only_its_teller_says_so_by_a_link(address, area, maureen):
    other = tell(area, "Somebody else's", state="published", audience="programme")
    Appearance.objects.create(story=other, person=maureen, how="name")
    do(address, "still", story=other.pk, answer="gone")
    assert not other.followups.exists()


def test_what_she_takes_back_is_gone_for_everybody_at_once(address, story, cast):
    do(address, "no", use="public_words")
    assert cast.visitor.client.get(story.get_absolute_url()).status_code == 410
    last = PermissionEvent.objects.first()
    assert (last.verb, last.method, last.taken_by) == ("withdraw", "link", None)


def test_no_to_every_area_leaves_it_to_the_programme(address, story, cast):
    do(address, "no", use="network")
    story.refresh_from_db()
    assert story.audience == "programme"
    assert cast.neighbour.client.get(story.get_absolute_url()).status_code == 410
    assert cast.evaluator.client.get(story.get_absolute_url()).status_code == 200


def test_she_hides_one_story_and_keeps_the_other(address, story, area, maureen, cast):
    other = tell(
        area, "The lamps", state="published", audience="public", people="listed", teller=maureen
    )
    Appearance.objects.create(story=other, person=maureen, how="teller")
    publish_story(clear(other), by=cast.trust.user)
    do(address, "hide", story=story.pk)
    assert list(Publication.objects.values_list("story", flat=True)) == [other.pk]


def test_she_takes_her_story_back(address, story, cast):
    do(address, "take_back", story=story.pk)
    story.refresh_from_db()
    assert story.state == ChangeStory.State.WITHDRAWN
    assert cast.trust.client.get(story.get_absolute_url()).status_code == 410
    assert "taken back before" in do(address, "take_back", story=story.pk).content.decode()


def test_somebody_named_in_a_story_cannot_take_it_back_for_its_teller(story, area, cast):
    asha = Person.objects.create(area=area, name="Asha", age="adult")
    Appearance.objects.create(story=story, person=asha, how="name")
    hers = reverse("mine", args=[links.make_link(person=asha, by=cast.worker.user)])
    do(hers, "take_back", story=story.pk)
    story.refresh_from_db()
    assert story.state == ChangeStory.State.PUBLISHED
    assert "One table became four." not in Client().get(hers).content.decode()
    do(hers, "hide", story=story.pk)
    assert not Publication.objects.exists()


def test_her_link_reaches_nobody_elses_story(address, other_area):
    theirs = tell(other_area, "Theirs", state="published", audience="public")
    for deed in ("hide", "take_back"):
        assert do(address, deed, story=theirs.pk).status_code == 404
    theirs.refresh_from_db()
    assert theirs.state == ChangeStory.State.PUBLISHED


def test_she_says_yes_again_in_the_words_she_is_shown_and_nothing_comes_out_by_itself(
    address, story, maureen
):
    do(address, "no", use="public_words")
    wording = PermissionEvent.objects.filter(verb="grant", use="public_words").get().wording
    assert wording.text.split(".")[0] in Client().get(address).content.decode().replace(
        "&#x27;", "'"
    )
    do(address, "yes", use="public_words")
    last = maureen.permissions.first()
    assert (last.verb, last.wording) == ("renew", wording)
    assert last.expires_on > timezone.localdate()
    assert not Publication.objects.exists()


def test_a_child_says_no_by_the_link_and_never_yes(area, cast, story):
    child = Person.objects.create(area=area, name="Kai", age="13_to_17")
    hers = reverse("mine", args=[links.make_link(person=child, by=cast.worker.user)])
    assert "Yes, I agree" not in Client().get(hers).content.decode()
    do(hers, "yes", use="public_words")
    assert not child.permissions.exists()
    do(hers, "no", use="public_words")
    assert child.permissions.get().verb == "object"


def test_she_takes_back_everything(address, story, maureen):
    do(address, "everything")
    assert not Publication.objects.exists()
    story.refresh_from_db()
    assert story.audience == "area"
    assert {event.verb for event in maureen.permissions.all()[:5]} == {"withdraw"}


def test_she_asks_to_be_forgotten_and_it_waits_on_the_desk(address, story, cast):
    for _tap in range(2):
        do(address, "forget", words="Please be quick.")
    assert ErasureAsked.objects.count() == 1
    assert not Publication.objects.exists()
    assert "Please be quick." in cast.trust.client.get(reverse("stops")).content.decode()


def test_a_newer_link_ends_the_older_one_which_says_so(address, story, maureen, cast):
    links.make_link(person=maureen, by=cast.worker.user)
    ended = Client().get(address)
    assert ended.status_code == 410
    assert "Maureen" not in ended.content.decode()
    assert do(address, "everything").status_code == 410
    assert Publication.objects.exists()


@pytest.mark.parametrize("deed", ["", "x", "yes", "hide", "take_back"])
def test_what_is_typed_wrongly_is_never_an_error_of_ours(address, story, deed):
    for typed in ({}, {"use": "x", "story": "x"}, {"use": "\x00", "story": "9" * 40}):
        assert do(address, deed, **typed).status_code in (200, 404)
    assert Publication.objects.exists()
