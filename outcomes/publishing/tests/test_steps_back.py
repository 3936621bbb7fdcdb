"""A step back takes a story out of each circle that somebody no longer allows, in the same
transaction, and a later yes lets it into none. Each of its pictures and films has its own circle.
"""

import pytest

from bigstory.testing.record import tell
from outcomes.consent.actions.people import (
    confirm_list,
    count_unknown,
    remove_person,
)
from outcomes.consent.actions.stops import lift_stop, place_stop
from outcomes.models import Publication
from outcomes.publishing.actions.publications import tighten_publication
from outcomes.publishing.tests.heron import Story, with_media
from outcomes.review.actions import return_
from outcomes.stories.actions.taking_back import withdraw


@pytest.fixture
def heron(area, cast):
    return Story(area, cast)


def fresh(heron):
    heron.story.refresh_from_db()
    return heron.story


# What somebody does, and how far the story still goes.
STEPS = {
    "she narrows it to all areas": (lambda heron: heron.lets_it_go("network"), "network"),
    "she narrows it to the programme": (lambda heron: heron.lets_it_go("programme"), "programme"),
    "she narrows it to her area": (lambda heron: heron.lets_it_go("area"), ""),
    "she wants to be taken out": (lambda heron: heron.lets_it_go("nowhere"), ""),
    "she says it of all stories": (
        lambda heron: heron.lets_it_go("network", story=None),
        "network",
    ),
    "she narrows her pictures alone": (lambda heron: heron.lets_it_go("area", "media"), "public"),
    "somebody puts a stop to it": (
        lambda heron: place_stop(story=heron.story, by=heron.cast.trust.user),
        "",
    ),
    "somebody stops all she is in": (
        lambda heron: place_stop(person=heron.maureen, by=heron.cast.trust.user),
        "",
    ),
    "it is taken back": (lambda heron: withdraw(fresh(heron), by=heron.cast.member.user), ""),
    "somebody is put on the list": (lambda heron: heron.lists_ann(), "programme"),
    "somebody is, of whose health it tells": (lambda heron: heron.lists_ann(private=True), ""),
    "somebody is, who is 15": (lambda heron: heron.lists_ann(age="13_to_17"), ""),
    "somebody in it could not be named": (
        lambda heron: count_unknown(heron.story, by=heron.worker, how_many=1),
        "programme",
    ),
    "somebody is taken off the list": (
        lambda heron: remove_person(heron.story, heron.maureen, by=heron.worker),
        "programme",
    ),
}


@pytest.mark.parametrize("step", STEPS)
def test_a_step_back_takes_it_out_of_the_circles_it_closes(heron, step):
    heron.publish()
    assert heron.circle == "public"
    does, circle = STEPS[step]
    does(heron)
    assert heron.circle == circle


@pytest.mark.parametrize("how_far", ["network", "programme", "area", "nowhere"])
def test_a_yes_after_a_step_back_widens_nothing_until_somebody_publishes(heron, how_far):
    heron.publish()
    heron.lets_it_go(how_far)
    narrowed = heron.circle
    heron.lets_it_go("public")
    assert heron.circle == narrowed
    assert tighten_publication(heron.story, by=None) == narrowed
    heron.publish()
    assert heron.circle == "public"


def test_a_stop_that_is_lifted_shows_nothing_by_itself(heron):
    heron.publish()
    stop = place_stop(story=heron.story, by=heron.cast.trust.user)
    lift_stop(stop, by=heron.cast.trust.user)
    assert heron.circle == ""


def test_a_list_that_is_confirmed_again_widens_nothing_by_itself(heron):
    heron.publish()
    count_unknown(heron.story, by=heron.worker, how_many=0)
    assert heron.circle == "programme"
    seen = list(heron.story.appearances.values_list("pk", flat=True))
    confirm_list(heron.story, by=heron.worker, seen=seen)
    assert heron.circle == "programme"
    heron.publish()
    assert heron.circle == "public"


def test_whoever_wants_to_be_taken_out_is_kept_with_the_story_until_that_is_done(heron):
    heron.publish()
    assert not fresh(heron).to_be_cut
    heron.lets_it_go("nowhere")
    assert fresh(heron).to_be_cut
    remove_person(heron.story, heron.maureen, by=heron.worker)
    assert not fresh(heron).to_be_cut


def test_a_story_sent_back_with_a_question_is_its_areas_alone_again(area, cast):
    told = tell(area, "The heron", audience="public")
    assert Publication.objects.get(story=told).circle == "programme"
    return_(told, by=cast.trust.user, words="Who was there?")
    assert not Publication.objects.exists()


# --- pictures, voice and film


def each(circle: str) -> dict[str, str]:
    return {"Her voice": circle, "The film": circle}


@pytest.mark.parametrize("how_far", ["public", "network", "programme"])
def test_media_go_as_far_as_those_in_them_allow_and_the_words_further(heron, how_far):
    heron.lets_it_go(how_far, "media")
    with_media(heron).publish()
    assert heron.circle == "public"
    assert heron.media() == each(how_far)


@pytest.mark.parametrize("how_far", ["area", "nowhere"])
def test_media_that_may_not_leave_their_area_are_left_out(heron, how_far):
    heron.lets_it_go(how_far, "media")
    with_media(heron).publish()
    assert heron.circle == "public"
    assert heron.media() == {}


def test_media_go_no_further_than_the_words(heron):
    heron.lets_it_go("programme")
    with_media(heron)
    heron.story.audience = "programme"
    heron.story.save(update_fields=["audience"])
    heron.publish()
    assert heron.circle == "programme"
    assert heron.media() == each("programme")


@pytest.mark.parametrize("how_far", ["network", "programme"])
def test_media_are_narrowed_by_a_step_back_and_never_widened_by_a_later_yes(heron, how_far):
    with_media(heron).publish()
    assert heron.media() == each("public")
    heron.lets_it_go(how_far, "media")
    assert heron.media() == each(how_far)
    heron.lets_it_go("public", "media")
    assert heron.media() == each(how_far)
    heron.publish()
    assert heron.media() == each("public")


def test_what_was_left_out_does_not_come_by_a_later_yes(heron):
    heron.lets_it_go("area", "media")
    with_media(heron).publish()
    heron.lets_it_go("public", "media")
    assert heron.media() == {}
    heron.publish()
    assert heron.media() == each("public")


def test_media_are_narrowed_with_the_words(heron):
    with_media(heron).publish()
    heron.lets_it_go("network")
    assert heron.media() == each("network")
    heron.lets_it_go("public")
    assert heron.media() == each("network")
