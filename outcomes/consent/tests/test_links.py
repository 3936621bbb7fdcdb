"""Somebody in a story, without an account, with a link of their own: they see what is held and take
it back.
"""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bigstory.core.db.dated import today
from bigstory.testing.record import clear, tell
from outcomes.consent.actions import links
from outcomes.consent.actions.permissions import record_event
from outcomes.models import (
    Appearance,
    ChangeStory,
    ErasureAsked,
    PermissionEvent,
    Person,
    PersonLink,
    Publication,
    StoryMedia,
    Use,
)
from outcomes.publishing.actions.publications import publish_story
from partnerships.models import MediaItem
from partnerships.table.queries.rules import months_after

pytestmark = pytest.mark.django_db


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
        teller=maureen,
    )
    Appearance.objects.create(story=told, person=maureen, how="teller")
    for use in Use:
        record_event(person=maureen, use=use, verb="grant", by=cast.worker.user)
    told.refresh_from_db()
    publish_story(clear(told), by=cast.trust.user)
    return told


@pytest.fixture
def address(story, maureen, cast):
    return reverse("mine", args=[links.make_link(person=maureen, by=cast.worker.user)])


def do(address: str, deed: str, **typed):
    return Client().post(address, {"do": deed, **typed}, follow=True)


def test_whoever_records_permissions_makes_it_and_it_is_shown_once_with_a_square(
    cast, story, maureen
):
    path = reverse("story_links", args=[story.pk])
    page = cast.member.client.get(path).content.decode()
    token = re.search(r'name="token" value="([^"]+)"', page)[1]
    typed = {"do": "make", "person": maureen.pk, "token": token}
    first = cast.member.client.post(path, typed)
    secret = re.search(r"/mine/([\w-]+)/", first.content.decode())[1]
    assert "<svg" in first.content.decode()
    assert "no-store" in first["Cache-Control"]
    assert Client().get(reverse("mine", args=[secret])).status_code == 200
    again = cast.member.client.post(path, typed, follow=True).content.decode()
    assert "/mine/" not in again
    assert PersonLink.objects.count() == 1
    assert secret not in str(list(PersonLink.objects.values()))


@pytest.mark.parametrize(
    ("who", "status"),
    [("lto", 403), ("rep", 403), ("trust", 403), ("evaluator", 403), ("neighbour", 404)],
)
def test_nobody_else_makes_one(cast, story, maureen, who, status):
    path = reverse("story_links", args=[story.pk])
    assert getattr(cast, who).client.post(path, {"person": maureen.pk}).status_code == status
    assert not PersonLink.objects.exists()


def test_she_sees_what_is_held_where_it_is_shown_and_until_when(address, story, maureen):
    answer = Client().get(address)
    page = answer.content.decode()
    for held in (
        "Maureen Hill",
        "Maureen, resident",
        "01632 960123",
        "Nobody eats alone",
        "One table became four.",
    ):
        assert held in page
    assert story.get_absolute_url() in page
    until = maureen.permissions.first().expires_on
    assert f"until {until.day} {until:%B %Y}" in page
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "noindex" in answer["X-Robots-Tag"]


def test_she_learns_what_is_kept_beside_her_words(address, story, area):
    for kind in ("photo", "audio", "film"):
        item = MediaItem.objects.create(area=area, kind=kind, for_story=True, bytes=1)
        StoryMedia.objects.create(story=story, media=item)
    assert "With it: a photo and 2 recordings." in Client().get(address).content.decode()


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


def test_looking_changes_nothing(address, story):
    before = list(PermissionEvent.objects.values()), list(Publication.objects.values("pk"))
    Client().get(address + "?do=everything")
    assert before == (
        list(PermissionEvent.objects.values()),
        list(Publication.objects.values("pk")),
    )


def test_a_form_from_another_site_changes_nothing(address, story):
    assert Client(enforce_csrf_checks=True).post(address, {"do": "everything"}).status_code == 403
    assert Publication.objects.exists()


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
    assert story.audience == "partnership"
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


def test_a_link_that_was_ended_opens_nothing(address, story, maureen, cast):
    cast.worker.client.post(
        reverse("story_links", args=[story.pk]), {"do": "end", "person": maureen.pk}
    )
    assert Client().get(address).status_code == 410


def test_a_link_that_never_was_is_404_and_guessing_gets_slow(db):
    answers = [Client().get(reverse("mine", args=[f"guess-{n}"])).status_code for n in range(31)]
    assert answers == [404] * 30 + [429]


@pytest.mark.parametrize("deed", ["", "x", "yes", "hide", "take_back"])
def test_what_is_typed_wrongly_is_never_an_error_of_ours(address, story, deed):
    for typed in ({}, {"use": "x", "story": "x"}, {"use": "\x00", "story": "9" * 40}):
        assert do(address, deed, **typed).status_code in (200, 404)
    assert Publication.objects.exists()
