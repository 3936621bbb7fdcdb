"""Who is in one picture of a story, and how far that lets it go."""

import pytest
from django.urls import reverse

from bigstory.testing.record import a_photo, clear
from bigstory.tests.mutants import marked
from outcomes.consent.actions.permissions import record_event
from outcomes.consent.actions.stops import place_stop
from outcomes.models import PublishedMedia
from outcomes.publishing.actions.publications import publish_story


@pytest.fixture
def photo(story):
    return a_photo(story, marked("JPEG"), alt_text="Maureen pours tea.")


@pytest.fixture
def place(story, photo):
    return reverse("media_people", args=[story.pk, photo.pk])


def page(cast, place: str) -> str:
    return cast.worker.client.get(place).content.decode()


def test_it_goes_as_far_as_the_one_in_it_who_allows_least(cast, story, maureen, photo, place):
    cast.worker.client.post(place, {"people": [maureen.pk], "how_many": 0})
    record_event(person=maureen, use="media", how_far="network", by=cast.worker.user)
    publish_story(clear(story), by=cast.trust.user)
    assert PublishedMedia.objects.get(media=photo).circle == "network"
    assert "Seen and heard today by: All areas." in page(cast, place)
    assert "It may go as far as “All areas”" in page(cast, place)
    record_event(person=maureen, use="media", how_far="public", by=cast.worker.user)
    assert "Seen and heard today by: All areas." in page(cast, place), "nobody published it"
    assert "It goes as far as the story does." in page(cast, place)


def test_of_a_stopped_story_nobody_is_said_to_see_it(cast, story, place):
    place_stop(by=cast.member.user, story=story)
    assert "Only those who deal with the story see and hear it today." in page(cast, place)


def test_strangers_who_are_all_grown_up_are_seen_by_the_programme_and_by_nobody_else(
    cast, story, photo, place
):
    answer = {"people": [], "how_many": 2}
    cast.worker.client.post(place, answer)
    assert not story.appearances.get(media=photo).grown_up
    assert "It may go as far as “Our area”" in page(cast, place)
    cast.worker.client.post(place, answer | {"grown_up": "on"})
    assert story.appearances.get(media=photo).grown_up
    assert "It may go as far as “Programme and evaluators”" in page(cast, place)


def test_whoever_wants_to_be_taken_out_of_it_is_seen_only_by_those_who_have_to_do_that(
    cast, story, maureen, photo, place
):
    cast.worker.client.post(place, {"people": [maureen.pk], "how_many": 0})
    assert seen_by(cast, story, photo) == {"member", "worker", "rep"}
    record_event(person=maureen, use="media", how_far="nowhere", by=cast.worker.user)
    assert seen_by(cast, story, photo) == {"member", "worker"}
    assert "Only those who deal with the story see and hear it today." in page(cast, place)


def seen_by(cast, story, photo) -> set[str]:
    """Who is given the file; the page of the story shows it to the same people."""
    seen = set()
    for who in ("member", "worker", "rep", "lto", "trust", "evaluator", "visitor"):
        client = getattr(cast, who).client
        file = client.get(photo.address("small"))
        if b"".join(file.streaming_content if file.streaming else ()):
            seen.add(who)
        shown = str(photo.name) in client.get(story.get_absolute_url()).content.decode()
        assert shown == (who in seen), who
    return seen
