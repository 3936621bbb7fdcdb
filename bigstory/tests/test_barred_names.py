"""Somebody who may be called only what they are is named to nobody beyond their area and Local
Trust, at no address, whatever text their name was written in.

The name is planted in every text that goes with a story, before it is sent and after; then every
address is asked as each reader.
"""

import pytest
from django.urls import reverse

from areas.models import AreaRole
from bigstory.accounts.models import User
from bigstory.accounts.roles import Role
from bigstory.core.files import folders
from bigstory.core.files.recordings.store import FOLDER
from bigstory.testing.record import a_photo, clear, tell
from bigstory.tests.mutants import marked
from bigstory.tests.public_sweep import FILES, PUBLIC, addresses, sweep
from outcomes.consent.actions.permissions import record_event
from outcomes.models import (
    Appearance,
    ChangeStory,
    ElsewhereFilm,
    Evidence,
    Outcome,
    Person,
    StoryMedia,
)
from outcomes.publishing.actions.publications import publish_story
from outcomes.publishing.queries.wording.story import EVIDENCE_FIELDS, FILM_FIELDS, PARTS
from outcomes.stories.actions.readings import add_followup, add_reading, sort
from partnerships.models import MediaItem

pytestmark = pytest.mark.django_db
MARK = "Zqbarred"
NAME = f"{MARK} Oké-Quill"
# As people write a name.
SPELLED = f"{NAME}’s, {MARK} OKE, Oke\u0301 and quill"
BEYOND = ("lto", "evaluator", "neighbour", "visitor")
# The copy of each circle, and the farthest reader it reaches; of the widest all are asked.
COPIES = [
    ("programme", "evaluator"),
    ("network", "neighbour"),
    *(("public", who) for who in BEYOND),
]
SITE = f"https://example.org/{MARK}/"


@pytest.fixture
def circle() -> str:
    return "public"


@pytest.fixture
def story(area, cast, circle) -> ChangeStory:
    """It goes as far as the circle, and she is in it as “a neighbour”."""
    person = Person.objects.create(
        area=area, name=NAME, what_they_are="a neighbour", age="adult", known_as=MARK
    )
    words = dict.fromkeys(("told_by", *PARTS), SPELLED)
    told = tell(area, state="published", audience=circle, people="listed", out=False, **words)
    Appearance.objects.create(story=told, person=person, how="teller")
    for use in ("words", "media"):
        says = {"use": use, "how_far": "public", "called_by": "what_they_are"}
        record_event(person=person, story=told, by=cast.worker.user, **says)
    _set_beside(told)
    told.refresh_from_db()
    publish_story(clear(told), by=cast.trust.user)
    _say_later(told, cast)
    return told


def _set_beside(story: ChangeStory) -> None:
    said = dict.fromkeys(EVIDENCE_FIELDS, SPELLED) | {"url": SITE}
    for kind in ("quote", "number", "document", "link"):
        Evidence.objects.create(story=story, kind=kind, number=4, **said)
    of_media = dict.fromkeys(("alt_text", "caption", "credit", "transcript"), SPELLED)
    a_photo(story, marked("JPEG"), people="nobody", **of_media)
    sound = folders.keep(FOLDER, {"sound.mp3": b"a sound"})
    voice = MediaItem.objects.create(
        area=story.area,
        name=sound,
        for_story=True,
        people="nobody",
        kind="audio",
        seconds=9,
        bytes=7,
        captions=SPELLED,
        **of_media,
    )
    StoryMedia.objects.create(story=story, media=voice)
    film = {"host": "vimeo", "film_id": "123456", "people": "nobody"}
    ElsewhereFilm.objects.create(story=story, **film, **dict.fromkeys(FILM_FIELDS, SPELLED))


def _say_later(story: ChangeStory, cast) -> None:
    """What is written beside it once it is out, and what Local Trust writes back."""
    for party in ("teller", "partnership", "local_trust", "evaluator"):
        outcome = Outcome.objects.first()
        add_reading(story, outcome=outcome, party=party, answer="yes", because=SPELLED)
    # Somebody else's: of what they wrote themselves their own form reminds each evaluator.
    ada = User.objects.create_user("ada@example.org", name="Ada")
    AreaRole.objects.create(user=ada, role=Role.EVALUATOR)
    sort(story, by=ada, values={}, because=SPELLED)
    add_followup(story, answer="still", words=SPELLED, party="teller")
    reply = {"words": SPELLED}
    assert cast.trust.client.post(reverse("review", args=[story.pk]), reply).status_code == 302


@pytest.mark.parametrize(("circle", "who"), COPIES)
def test_a_barred_name_reaches_nobody_beyond_its_area(story, cast, who):
    """The story itself opens to each of them, or the sweep would prove nothing. An evaluator, who
    opens most, is asked for every address, the others for those anybody may open.
    """
    names = set(addresses(MARK)) - FILES if who == "evaluator" else PUBLIC - FILES
    page = story.get_absolute_url()
    assert MARK in cast.member.client.get(page).content.decode()
    client = getattr(cast, who).client
    assert client.get(page).status_code == 200
    assert sweep(MARK, names=names, client=client).met == set()


def test_the_other_halves_of_it_stand_nowhere_on_its_page_either(story, cast):
    for who in BEYOND:
        page = getattr(cast, who).client.get(story.get_absolute_url()).content.decode()
        assert not [part for part in ("Oké", "OKE", "Oke", "uill") if part in page], who
