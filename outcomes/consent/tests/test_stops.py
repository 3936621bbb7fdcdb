"""Somebody sees danger: everything public is gone at once, whoever they are and however it had come
out.
"""

import pytest
from django.urls import reverse

from bigstory.testing.record import log, publish, tell
from outcomes.consent.actions import stops
from outcomes.consent.actions.people import add_person
from outcomes.models import Appearance, Hold, Person, Publication
from outcomes.publishing.actions.activities import publish_activity
from outcomes.publishing.actions.publications import KeptIn, publish_story

pytestmark = pytest.mark.django_db
WHO_MAY = ("member", "worker", "lto", "rep", "trust")


@pytest.fixture
def story(area):
    return publish(area, "Nobody eats alone")


@pytest.mark.parametrize("who", WHO_MAY)
def test_whoever_sees_danger_stops_a_story_in_two_taps_and_gives_no_reason(cast, story, who):
    person = getattr(cast, who)
    page = person.client.get(story.get_absolute_url()).content.decode()
    assert reverse("story_stop", args=[story.pk]) in page
    person.client.post(reverse("story_stop", args=[story.pk]), {"stop": "story"})
    assert Hold.objects.standing().get().placed_by == person.user
    gone = cast.visitor.client.get(story.get_absolute_url())
    assert gone.status_code == 410
    assert "Nobody eats alone" not in gone.content.decode()


@pytest.mark.parametrize(
    ("who", "status"), [("evaluator", 403), ("neighbour", 404), ("admin", 404), ("visitor", 302)]
)
def test_nobody_else_can_stop_it(cast, story, who, status):
    assert (
        getattr(cast, who).client.post(reverse("story_stop", args=[story.pk])).status_code == status
    )
    assert not Hold.objects.exists()
    assert Publication.objects.exists()


def test_the_quiet_page_is_the_same_for_every_story_and_names_nobody(cast, area):
    told = [publish(area, title, told_by=f"{title} herself") for title in ("Maureen", "Asha")]
    for story in told:
        stops.place_stop(by=cast.member.user, story=story)
    first, second = (cast.visitor.client.get(story.get_absolute_url()) for story in told)
    assert first.status_code == second.status_code == 410
    assert "Maureen" not in first.content.decode()
    assert area.name not in first.content.decode()
    assert _without_tokens(first) == _without_tokens(second)


def _without_tokens(response) -> list[str]:
    return [
        line
        for line in response.content.decode().splitlines()
        if "csrf" not in line and "nonce" not in line
    ]


def test_a_story_that_never_was_public_is_404_as_ever(cast, area):
    from bigstory.testing.record import tell

    assert cast.visitor.client.get(tell(area).get_absolute_url()).status_code == 404


def test_a_stop_of_somebody_keeps_in_every_story_they_are_in(cast, area):
    theirs = publish(area, "With her")
    others = publish(area, "Without her")
    her = Person.objects.create(area=area, name="Asha", age="adult")
    Appearance.objects.create(story=theirs, person=her, how="background", identifiable=False)
    cast.member.client.post(reverse("story_stop", args=[theirs.pk]), {"stop": f"person-{her.pk}"})
    assert list(Publication.objects.values_list("story", flat=True)) == [others.pk]


def test_somebody_of_another_story_cannot_be_stopped_from_this_one(cast, area, story):
    stranger = Person.objects.create(area=area, name="Asha", age="adult")
    answer = cast.member.client.post(
        reverse("story_stop", args=[story.pk]), {"stop": f"person-{stranger.pk}"}
    )
    assert answer.status_code == 404
    assert not Hold.objects.exists()


def test_an_lto_officer_stops_a_story_without_learning_who_is_in_it(cast, area, story):
    Appearance.objects.create(
        story=story,
        person=Person.objects.create(area=area, name="Asha Patel", age="adult"),
        how="about",
    )
    assert (
        "Asha" not in cast.lto.client.get(reverse("story_stop", args=[story.pk])).content.decode()
    )


def test_a_stop_of_an_area_keeps_in_its_stories_and_all_it_logged_and_nobody_elses(
    cast, area, other_area
):
    publish(area)
    kept = publish(other_area)
    lunch = log(area, audience="public")
    publish_activity(lunch, by=cast.trust.user)
    cast.rep.client.post(reverse("area_stop", args=[area.slug]))
    assert list(Publication.objects.values_list("story", "activity")) == [(kept.pk, None)]
    area.facts.refresh_from_db()
    assert area.facts.public_stories == 0
    with pytest.raises(KeptIn):
        publish_activity(lunch, by=cast.trust.user)


def test_while_it_stands_nothing_comes_out_again(cast, story):
    stops.place_stop(by=cast.member.user, story=story)
    with pytest.raises(KeptIn):
        publish_story(story, by=cast.trust.user)


def test_pressed_twice_it_is_one_stop(cast, story):
    for _tap in range(2):
        cast.member.client.post(reverse("story_stop", args=[story.pk]))
    assert Hold.objects.count() == 1


def test_only_local_trust_lifts_it_and_sees_why(cast, story):
    stop = stops.place_stop(by=cast.member.user, story=story, note="Ring Tom first.")
    path = reverse("stop_lift", args=[stop.pk])
    for who in ("member", "worker", "lto", "rep", "evaluator", "neighbour", "admin"):
        assert getattr(cast, who).client.post(path).status_code in (403, 404)
    assert "Ring Tom first." in cast.trust.client.get(path).content.decode()
    cast.trust.client.post(path)
    stop.refresh_from_db()
    assert stop.lifted_by == cast.trust.user


def test_lifting_shows_nothing_by_itself(cast, story):
    stop = stops.place_stop(by=cast.member.user, story=story)
    cast.trust.client.post(reverse("stop_lift", args=[stop.pk]))
    assert not Publication.objects.exists()


def test_asked_to_lifting_shows_again_only_what_passes_the_gate(cast, area):
    fine = publish(area, "Fine")
    not_fine = publish(area, "Not fine")
    stop = stops.place_stop(by=cast.member.user, area=area)
    stops.place_stop(by=cast.member.user, story=not_fine)
    cast.trust.client.post(reverse("stop_lift", args=[stop.pk]), {"again": "on"})
    assert list(Publication.objects.values_list("story", flat=True)) == [fine.pk]


def test_a_stop_on_somebody_keeps_in_the_stories_they_tell(area, cast):
    """Whoever tells a story is on its list, and need not be somebody it is about."""
    told = tell(area, "Hers", state="published", audience="public")
    person = add_person(
        told, by=cast.worker.user, how="teller", identifiable=False, values={"name": "Ann Day"}
    )
    stop = stops.place_stop(by=cast.worker.user, person=person)
    assert list(stops.stories_under(stop)) == [told]
    assert list(Hold.objects.over(told)) == [stop]
