"""What is taken back is gone from every public address in the same second: pages, searches, counts' lists, feeds,
downloads, paper and pictures.

Every address of the site is asked by somebody without an account, before and after. Before, the words must be found in
many places, or the sweep would prove nothing; after, in none.
"""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bigstory.core import folders
from bigstory.core.models import today
from bigstory.core.photos import clean, store
from bigstory.core.recordings.store import FOLDER
from bigstory.testing.pages import paths
from bigstory.testing.pdf import words_of_paper
from bigstory.testing.record import clear, log, tell
from bigstory.tests.mutants import marked
from outcomes.actions import flags, holds, links
from outcomes.actions.erasure import erase_person
from outcomes.actions.permissions import record_event
from outcomes.actions.publications import publish_activity, publish_story
from outcomes.actions.stories import withdraw
from outcomes.models import Appearance, ElsewhereFilm, Outcome, Person, Publication, StoryMedia, Use
from partnerships.models import MediaItem

pytestmark = pytest.mark.django_db
MARK = "zqsweep"
LOGGED = "zqlogged"
# Where the words of a public story have to be found, or the sweep is blind.
FILES = {"photo", "recording"}
SEEN = {"story", "stories", "stories_csv", "stories_feed", "area_feed", "outcome", "outcome_feed", "area", "timeline"}


@pytest.fixture
def maureen(area):
    return Person.objects.create(area=area, name=f"{MARK} Hill", known_as=f"{MARK}, resident", age="adult")


@pytest.fixture
def story(area, cast, maureen):
    told = tell(
        area,
        f"{MARK} nobody eats alone",
        state="published",
        audience="public",
        people="listed",
        teller=maureen,
        told_by=f"{MARK}, resident",
        what_changed=f"{MARK} one table became four.",
        in_short=f"{MARK} in short",
        yes=["better-place"],
        published_at=timezone.now(),
    )
    Appearance.objects.create(story=told, person=maureen, how="teller")
    for use in Use:
        record_event(person=maureen, use=use, verb="grant", by=cast.worker.user)
    told.refresh_from_db()
    picture = clean(BytesIO(marked("JPEG")))
    size = {"width": picture.width, "height": picture.height, "bytes": picture.bytes}
    item = MediaItem.objects.create(
        area=area, name=store.keep(picture), for_story=True, people="nobody", alt_text=f"{MARK} a table", **size
    )
    StoryMedia.objects.create(story=told, media=item)
    sound = folders.keep(FOLDER, {"sound.mp3": b"a sound"})
    spoken = {"kind": "audio", "seconds": 9, "bytes": 7, "transcript": f"{MARK} a voice", "captions": f"{MARK} a voice"}
    voice = MediaItem.objects.create(area=area, name=sound, for_story=True, people="nobody", **spoken)
    StoryMedia.objects.create(story=told, media=voice)
    ElsewhereFilm.objects.create(story=told, host="vimeo", film_id="123456", title=f"{MARK} a film", people="nobody")
    publish_story(clear(told), by=cast.trust.user)
    told.refresh_from_db()
    return told


@pytest.fixture
def logged(area, cast):
    lunch = log(area, f"{LOGGED} lunch", audience="public")
    publish_activity(lunch, by=cast.trust.user)
    return lunch


def sweep(mark: str = MARK) -> set[str]:
    """The names of the addresses where somebody without an account meets the mark, and the photos they may open."""
    found, client = set(), Client()
    places = paths("ramsey")
    places["stories"] += [f"{reverse('stories')}?q={mark}", f"{reverse('stories')}?area=ramsey"]
    for outcome in Outcome.objects.all():
        places["outcome"].append(reverse("outcome", args=[outcome.slug]))
        places["outcome_feed"].append(reverse("outcome_feed", args=[outcome.slug]))
    places["home"] += [f"{reverse('home')}?q={mark}"]
    for name, addresses in places.items():
        for address in dict.fromkeys(addresses):
            answer = client.get(address)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            if name in FILES and answer.status_code == 200:
                found.add(name)
            if mark in _words(answer, body):
                # A search says the word back that was typed; only a list of results counts.
                found |= {name} if f"q={mark}" not in address or body.decode().count(mark) > 4 else set()
    return found


def _words(answer, body: bytes) -> str:
    if answer.get("Content-Type", "").startswith("application/pdf"):
        return words_of_paper(body)
    return body.decode("utf-8", "replace")


def by_withdrawing(story, maureen, cast):
    withdraw(story, by=cast.member.user)


def by_the_teller(story, maureen, cast):
    links.take_back_story(person=maureen, story=story)


def by_permission(story, maureen, cast):
    links.say(person=maureen, use=Use.PUBLIC_WORDS, yes=False)


def by_narrowing(story, maureen, cast):
    links.say(person=maureen, use=Use.NETWORK, yes=False)


def by_a_stop_of_the_story(story, maureen, cast):
    holds.place(by=cast.lto.user, story=story)


def by_a_stop_of_somebody_in_it(story, maureen, cast):
    holds.place(by=cast.rep.user, person=maureen)


def by_a_stop_of_the_area(story, maureen, cast):
    holds.place(by=cast.member.user, area=story.area)


def by_a_reader_who_is_in_it(story, maureen, cast):
    flags.say(story, what="about_me")


def by_being_forgotten(story, maureen, cast):
    erase_person(maureen, by=cast.trust.user, why="by letter")


WAYS = (
    by_withdrawing,
    by_the_teller,
    by_permission,
    by_narrowing,
    by_a_stop_of_the_story,
    by_a_stop_of_somebody_in_it,
    by_a_stop_of_the_area,
    by_a_reader_who_is_in_it,
    by_being_forgotten,
)


def test_the_sweep_finds_a_public_story_wherever_it_is_shown(story):
    found = sweep()
    assert found >= SEEN | FILES, f"blind at {(SEEN | FILES) - found}"
    page = Client().get(story.get_absolute_url()).content.decode()
    assert all(f"{MARK} {what}" in page for what in ("a table", "a voice", "a film"))


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_what_is_taken_back_is_nowhere(story, maureen, cast, way):
    way(story, maureen, cast)
    assert sweep() == set()
    assert Client().get(story.get_absolute_url()).status_code == 410
    assert not Publication.objects.exists()


def test_the_sweep_has_teeth(story, cast, monkeypatch):
    """Where taking back forgets the public copy, the sweep finds it everywhere."""
    monkeypatch.setattr("outcomes.actions.stories.take_down", lambda **_more: None)
    withdraw(story, by=cast.member.user)
    assert sweep() >= SEEN


def test_what_ran_out_is_nowhere_on_that_day_whether_or_not_anybody_swept_up(story):
    Publication.objects.update(expires_on=today())
    assert sweep() == set()
    assert Client().get(story.get_absolute_url()).status_code == 410
    Publication.objects.update(expires_on=today() + timedelta(days=1))
    assert "story" in sweep()


def test_a_stop_of_the_area_takes_what_was_logged_as_well(logged, cast, area):
    assert {"area", "timeline"} <= sweep(LOGGED)
    holds.place(by=cast.member.user, area=area)
    assert sweep(LOGGED) == set()


def test_it_is_one_transaction_with_the_deed(story, maureen, cast, monkeypatch):
    """Where the taking down fails, nothing of the deed stands: never a stop that stops nothing."""

    def breaks(*_args, **_more):
        raise RuntimeError("the light went out")

    monkeypatch.setattr("outcomes.actions.publications.take_down", breaks)
    for way in (by_permission, by_a_stop_of_the_story):
        with pytest.raises(RuntimeError):
            way(story, maureen, cast)
    assert Publication.objects.exists()
    assert not story.holds.exists()
    assert not maureen.permissions.filter(verb="withdraw").exists()
    assert not connection.needs_rollback
