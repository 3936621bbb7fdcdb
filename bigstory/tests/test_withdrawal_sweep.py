"""What is taken back is gone from every public address in the same second: pages, searches, counts'
lists, feeds, downloads, paper and pictures.

Every address of the site is asked by somebody without an account, before and after. Before, the
words must be found in many places, or the sweep would prove nothing; after, in none.
"""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bigstory.core.db.dated import today
from bigstory.testing.record import log
from bigstory.tests.public_sweep import FILES, PUBLIC, Swept, addresses
from bigstory.tests.public_sweep import sweep as sweep_for
from bigstory.tests.swept_story import MARK, a_resident, everything_public
from outcomes.consent.actions import links, stops
from outcomes.consent.actions.erasure import erase_person
from outcomes.consent.actions.permissions import expire_permissions, record_event
from outcomes.consent.actions.reports import report_story
from outcomes.models import (
    Appearance,
    Guardian,
    Person,
    Publication,
    Use,
)
from outcomes.publishing.actions.activities import publish_activity
from outcomes.publishing.actions.publications import publish_story, share, tighten_publication
from outcomes.stories.actions.taking_back import withdraw

pytestmark = pytest.mark.django_db
LIVES = 24 * 31  # days: longer than any grown-up's yes
LOGGED = "zqlogged"
# Where the words of a public story have to be found, or the sweep is blind.
NOWHERE: set[str] = set()
SEEN = {
    "story",
    "stories",
    "stories_csv",
    "stories_feed",
    "area",
    "area_feed",
    "timeline",
    "outcome",
    "outcome_feed",
    "came_of_priority",
}


@pytest.fixture
def maureen(area):
    return a_resident(area)


@pytest.fixture
def story(area, cast, maureen):
    return everything_public(area, cast, maureen)


@pytest.fixture
def logged(area, cast):
    lunch = log(area, f"{LOGGED} lunch", audience="public")
    publish_activity(lunch, by=cast.trust.user)
    return lunch


def sweep(mark: str = MARK, places=None) -> Swept:
    return sweep_for(mark, places)


def nowhere(places) -> bool:
    """No page, list, search, feed, download or paper has the mark, and no file is handed out:
    not even a page that was opened before.
    """
    swept = sweep(places=places)
    assert swept.met == swept.kept == NOWHERE
    assert swept.asked > 90, "a sweep that asks for little proves little"
    return not Publication.objects.for_everybody().exists()


def by_the_link(person, **typed):
    """What somebody without an account presses on the page behind their own link."""
    secret = links.make_link(person=person, by=person.area.roles.get(role="worker").user)
    answer = Client().post(reverse("mine", args=[secret]), typed)
    assert answer.status_code == 302


# Every way out. Who presses what.
WAYS = {
    "its area takes it back": lambda story, who, cast: cast.member.client.post(
        reverse("story_withdraw", args=[story.pk])
    ),
    "its teller takes it back by the link": lambda story, who, cast: by_the_link(
        who, do="take_back", story=story.pk
    ),
    "its teller steps back to all areas by the link": lambda story, who, cast: by_the_link(
        who, do="answer", story=story.pk, words="network"
    ),
    "its teller says nowhere by the link": lambda story, who, cast: by_the_link(
        who, do="answer", story=story.pk, words="nowhere"
    ),
    "its teller takes everything back": lambda story, who, cast: by_the_link(who, do="everything"),
    "its teller asks to be forgotten": lambda story, who, cast: by_the_link(who, do="forget"),
    "only the area any more, by the link": lambda story, who, cast: by_the_link(
        who, do="answer", story=story.pk, words="area"
    ),
    "a no written down by the worker": lambda story, who, cast: record_event(
        person=who, use=Use.WORDS, how_far="nowhere", by=cast.worker.user
    ),
    "a step back written down by the worker": lambda story, who, cast: record_event(
        person=who, use=Use.WORDS, how_far="programme", story=story, by=cast.worker.user
    ),
    "a stop of somebody in it": lambda story, who, cast: stops.place_stop(
        by=cast.rep.user, person=who
    ),
    "a stop of the area": lambda story, who, cast: stops.place_stop(
        by=cast.member.user, area=story.area
    ),
    "a stop of the story": lambda story, who, cast: cast.lto.client.post(
        reverse("story_stop", args=[story.pk])
    ),
    "a reader who is in it": lambda story, who, cast: report_story(
        story, place="203.0.113.7", desk="", what="about_me"
    ),
    "a reader who sees a child in danger": lambda story, who, cast: report_story(
        story, place="203.0.113.7", desk="", what="child"
    ),
    "somebody is erased": lambda story, who, cast: erase_person(
        who, by=cast.trust.user, why="by letter"
    ),
}


def test_the_sweep_finds_a_public_story_wherever_it_is_shown(story):
    swept = sweep()
    assert swept.met >= SEEN | FILES, f"blind at {(SEEN | FILES) - swept.met}"
    page = Client().get(story.get_absolute_url()).content.decode()
    assert all(
        f"{MARK} {what}" in page for what in ("a table", "a face behind a box", "a voice", "a film")
    )
    # Two photos in two sizes each, and what is heard and what is said of one recording.
    assert len(swept.files) == 6


def test_the_sweep_opens_every_page_that_a_visitor_may_open(story, logged):
    """Those that open only for whoever holds a secret have sweeps of their own, and where no worker
    runs the watch over the site says 503. A story with a photo has no drawn card.
    """
    elsewhere = {"mine", "mine_media", "invitation_accept", "change_by_link", "health"}
    elsewhere |= {"story_card", "calendar_by_link"}
    swept = sweep_for(MARK, names=set(addresses(MARK)))
    assert PUBLIC - swept.opened <= elsewhere
    # What else opens is where one signs in; the words are on none of those.
    assert {
        name for name in swept.opened - PUBLIC if not name.startswith(("account_", "mfa_"))
    } == NOWHERE
    assert swept.met <= PUBLIC


def test_nothing_that_a_visitor_gets_may_be_kept_and_given_out_later(story, logged):
    """Not by a browser, which keeps “gone” for good if nobody says otherwise, nor by anything on
    the way.
    """
    assert sweep_for(MARK, names=set(addresses(MARK))).kept == NOWHERE


@pytest.mark.parametrize("way", WAYS)
def test_what_is_taken_back_is_nowhere(story, maureen, cast, way):
    before = addresses(MARK)
    WAYS[way](story, maureen, cast)
    assert nowhere(before)
    assert Client().get(story.get_absolute_url()).status_code == 410


# Who reads a story no more once somebody in it lets it go so far, and where they still meet the
# name of that person: whoever answers for erasing sees all that is held.
OUT_OF = {
    "programme": ["neighbour"],
    "area": ["evaluator", "lto", "trust"],
    "nowhere": ["rep"],
}
ALL_THAT_IS_HELD = {"person_held"}


@pytest.mark.parametrize("answer", OUT_OF)
def test_a_step_back_takes_it_from_every_page_of_those_it_leaves_out(story, maureen, cast, answer):
    before = addresses(MARK)
    names = set(before) - ALL_THAT_IS_HELD
    for who in OUT_OF[answer]:
        met = sweep_for(MARK, names={"story", "stories"}, client=getattr(cast, who).client).met
        assert met == {"story", "stories"}, who
    record_event(person=maureen, use=Use.WORDS, how_far=answer, by=cast.worker.user)
    for who in OUT_OF[answer]:
        swept = sweep_for(MARK, before, names, getattr(cast, who).client)
        assert (swept.met, swept.files) == (NOWHERE, set()), who


def test_the_sweep_has_teeth(story, cast, monkeypatch):
    """Where taking back forgets the public copy, the sweep finds it everywhere."""
    monkeypatch.setattr("outcomes.stories.actions.taking_back.take_down", lambda **_more: None)
    withdraw(story, by=cast.member.user)
    assert sweep().met >= SEEN | FILES


def at(monkeypatch, days: int) -> None:
    """Everybody's clock shows the same hour of a later day. Nobody swept up meanwhile."""
    then = timezone.now() + timedelta(days=days)
    monkeypatch.setattr("django.utils.timezone.now", lambda: then)


def test_what_ran_out_is_nowhere_on_that_day_whether_or_not_anybody_swept_up(story, monkeypatch):
    before = addresses(MARK)
    last = Publication.objects.get().expires_on
    days = (last - today()).days
    assert 700 < days <= LIVES
    with monkeypatch.context() as clock:
        at(clock, days - 1)
        assert sweep().met >= {"story"}
    at(monkeypatch, days)
    assert sweep(places=before).met == NOWHERE
    assert Client().get(story.get_absolute_url()).status_code == 410
    expire_permissions()
    assert nowhere(before)


def test_the_month_in_which_a_child_turns_18_other_areas_read_it_no_more_before_they_are_asked(
    story, area, cast, monkeypatch
):
    """What their mother and they as a child allowed is over; nobody under 18 was ever public."""
    child = Person.objects.create(
        area=area, name=f"{MARK} Asha", age="13_to_17", turns_18=today() + timedelta(days=40)
    )
    mum = Guardian.objects.create(person=child, name="Mum")
    Appearance.objects.create(story=story, person=child, how="about")
    tighten_publication(story, by=None)
    assert not Publication.objects.filter(story=story).exists()
    speaks = {"given_by": "guardian", "guardian": mum, "child_agreed": "yes"}
    record_event(person=child, use=Use.WORDS, how_far="network", **speaks)
    share(story, by=cast.trust.user, circle="network")
    address = story.get_absolute_url()

    def reads(who: str, days: int) -> int:
        with monkeypatch.context() as clock:
            at(clock, days)
            return getattr(cast, who).client.get(address).status_code

    assert [reads(who, 39) for who in ("neighbour", "evaluator", "visitor")] == [200, 200, 410]
    assert [reads(who, 40) for who in ("neighbour", "evaluator", "visitor")] == [410, 200, 410]
    monkeypatch.undo()
    at(monkeypatch, 40)
    expire_permissions()
    assert Publication.objects.get(story=story).circle == "programme"


def test_a_no_to_pictures_takes_the_pictures_and_leaves_the_words(story, maureen, cast):
    """Whoever is in a photo takes it out of the story at every address it has."""
    item = story.media.order_by("pk").first().media
    item.people = "knowable"
    item.save(update_fields=["people"])
    Appearance.objects.create(story=story, media=item, person=maureen, how="face")
    publish_story(story, by=cast.trust.user)
    mine = str(item.name)
    before = addresses(MARK)
    assert len([address for address in sweep().files if mine in address]) == 2
    by_the_link(
        maureen, do="answer", story=story.pk, words="public", pictures="programme", called_by=""
    )
    swept = sweep(places=before)
    assert [address for address in swept.files if mine in address] == []
    assert f"{MARK} a table" not in Client().get(story.get_absolute_url()).content.decode()
    assert swept.met >= SEEN | FILES


def test_a_stop_of_the_area_takes_what_was_logged_as_well(logged, cast, area):
    assert {"area", "timeline"} <= sweep(LOGGED).met
    before = addresses(LOGGED)
    stops.place_stop(by=cast.member.user, area=area)
    assert sweep(LOGGED, before).met == NOWHERE


def test_it_is_one_transaction_with_the_deed(story, maureen, cast, monkeypatch):
    """Where the taking down fails, nothing of the deed stands: never a stop that stops nothing."""

    def breaks(*_args, **_more):
        raise RuntimeError("the light went out")

    monkeypatch.setattr("outcomes.publishing.actions.publications.take_down", breaks)
    for way in ("a no written down by the worker", "a stop of somebody in it"):
        with pytest.raises(RuntimeError):
            WAYS[way](story, maureen, cast)
    assert Publication.objects.exists()
    assert not maureen.holds.exists()
    assert not maureen.permissions.filter(how_far="nowhere").exists()
    assert not connection.needs_rollback
