"""Somebody without an account sees and hears through their own link what is kept with their story,
and no other.
"""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from bigstory.testing.record import a_photo
from bigstory.tests.mutants import marked
from outcomes.consent.actions import links
from outcomes.media.actions import photos as covers
from outcomes.models import Appearance, Person
from outcomes.tests.factories import StoryFactory
from outcomes.tests.listening import SOUND, a_recording

pytestmark = pytest.mark.django_db


@pytest.fixture
def maureen(area):
    return Person.objects.create(
        area=area, name="Maureen Hill", known_as="Maureen, resident", age="adult"
    )


@pytest.fixture
def story(area, cast, maureen):
    """Sent to nobody yet: what is held is hers to hear all the same."""
    told = StoryFactory(area=area, state="draft", audience="area", written_by=cast.member.user)
    Appearance.objects.create(story=told, person=maureen, how="teller")
    return told


@pytest.fixture
def secret(maureen, cast, story):
    return links.make_link(person=maureen, by=cast.worker.user)


def asked(
    secret: str, item, part: str = "sound.mp3", client: Client | None = None
) -> tuple[int, bytes]:
    answer = (client or Client()).get(reverse("mine_media", args=[secret, item.name, part]))
    return answer.status_code, b"".join(
        answer.streaming_content
    ) if answer.streaming else answer.content


def test_the_teller_hears_themselves_and_reads_what_is_said(story, secret):
    item = a_recording(story, people="knowable", transcript="We sat down, and talked.")
    page = Client().get(reverse("mine", args=[secret])).content.decode()
    assert reverse("mine_media", args=[secret, item.name, "sound.mp3"]) in page
    assert reverse("recording", args=[item.name, "sound.mp3"]) not in page
    assert "We sat down, and talked." in page
    assert asked(secret, item) == (200, SOUND)
    part = Client().get(
        reverse("mine_media", args=[secret, item.name, "sound.mp3"]), headers={"Range": "bytes=0-3"}
    )
    assert (part.status_code, b"".join(part.streaming_content)) == (206, SOUND[:4])
    assert part["Cache-Control"] == "private, no-store"


def test_the_teller_sees_their_photos_with_what_is_covered_covered(story, secret, cast):
    item = a_photo(story, marked("JPEG"))
    status, plain = asked(secret, item, "small")
    assert status == 200
    boxes = covers.cover_photo(story, item, by=cast.member.user, boxes=[(0, 0, 500, 500)])
    assert asked(secret, item, "small")[0] == 404, "nobody else has looked yet"
    covers.check_cover(story, boxes, by=cast.trust.user, nobody_known=True)
    status, covered = asked(secret, item, "small")
    assert status == 200
    assert covered != plain
    # The link is a stranger's key, also in the browser of somebody who sees the photo as it was
    # taken.
    assert asked(secret, item, "small", cast.member.client) == (200, covered)


def test_whoever_is_in_somebody_elses_story_gets_what_they_are_in_and_no_more(
    story, secret, area, maureen
):
    other = StoryFactory(area=area, audience="area")
    with_her = a_recording(other)
    without_her = a_recording(other)
    Appearance.objects.create(story=other, person=maureen, how="voice", media=with_her)
    assert asked(secret, with_her) == (200, SOUND)
    assert asked(secret, without_her)[0] == 404


def test_it_opens_nothing_for_anybody_else(story, secret, area, cast):
    item = a_recording(story)
    colin = Person.objects.create(area=area, name="Colin", age="adult")
    his = links.make_link(person=colin, by=cast.worker.user)
    assert asked(his, item)[0] == 404
    assert asked("no-such-link", item)[0] == 404
    assert (
        Client().get(reverse("mine_media", args=[secret, uuid.uuid4(), "sound.mp3"])).status_code
        == 404
    )
    assert asked(secret, item, "sent")[0] == 404
    assert asked(secret, item)[0] == 200


def test_a_link_that_ended_opens_nothing(story, secret, maureen, cast):
    item = a_recording(story)
    links.end_links(person=maureen, by=cast.worker.user)
    assert asked(secret, item)[0] == 404


def test_trying_links_one_after_the_other_is_slowed_down(story, secret):
    item = a_recording(story)
    assert [asked(f"guess-{n}", item)[0] for n in range(31)][-2:] == [404, 429]
    assert asked(secret, item)[0] == 200
