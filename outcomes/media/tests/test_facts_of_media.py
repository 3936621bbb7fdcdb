"""Of a photo, a recording or a film: what the record holds, and by hand what keeps it from
everybody.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from bigstory.core.db.dated import today
from bigstory.testing.record import clear, tell
from outcomes.media.tests.who_is_in_it import FILMS, FINE, GROWN_UP, ITEMS, UNKNOWN
from outcomes.models import (
    Appearance,
    ChangeStory,
    ElsewhereFilm,
    Guardian,
    Hold,
    PermissionEvent,
    PermissionWording,
    Person,
    Redaction,
    StoryMedia,
    Use,
)
from outcomes.publishing.models.gate import Reason, why_not, widest
from outcomes.publishing.queries.facts import facts_of_film, facts_of_media, keeps_media_in
from partnerships.models import MediaItem

LOOKS = {
    "drawn": (False, False),
    "claimed": (False, True),
    "looked at": (True, False),
    "hides all": (True, True),
}


@pytest.fixture
def record(area, cast):
    return Record(area, cast)


class Record:
    """One story in order, and what is planted in it."""

    def __init__(self, area, cast):
        self.area = area
        self.looks = cast.trust.user
        self.draws = cast.member.user
        whole = PermissionWording.objects.filter(how_far="")
        self.wordings = {wording.use: wording for wording in whole}

    def story(self, **more) -> ChangeStory:
        return clear(
            tell(self.area, state="published", audience="public", **{"people": "listed"} | more)
        )

    def list_of(self, story, who: list[str], item=None) -> None:
        for each in who:
            if each in (UNKNOWN, GROWN_UP):
                Appearance.objects.create(
                    story=story, media=item, unknown=2, grown_up=each == GROWN_UP, how="face"
                )
            else:
                Appearance.objects.create(
                    story=story,
                    media=item,
                    person=self.person(each),
                    how="face",
                    identifiable="back" not in each,
                )

    def person(self, who: str) -> Person:
        person = Person.objects.create(
            area=self.area, name=who, age="13_to_17" if "child" in who else "adult"
        )
        mum = {
            "given_by": "guardian",
            "guardian": Guardian.objects.create(person=person),
            "child_agreed": "yes",
        }
        answers = {
            "yes": (Use.MEDIA, "public", {}),
            "words only": (Use.WORDS, "public", {}),
            "nowhere": (Use.MEDIA, "nowhere", {}),
            "our area": (Use.MEDIA, "area", {}),
            "programme": (Use.MEDIA, "programme", {}),
            "all areas": (Use.MEDIA, "network", {}),
            "back of a nowhere": (Use.MEDIA, "nowhere", {}),
            "child": (Use.MEDIA, "public", mum),
        }
        if who in answers:
            use, how_far, more = answers[who]
            more = {"given_by": "self", "expires_on": today() + timedelta(days=9)} | more
            PermissionEvent.objects.create(
                person=person, use=use, how_far=how_far, wording=self.wordings[use], **more
            )
        return person

    def item(self, story, people: str, who: list[str], covered: str) -> MediaItem:
        unready = MediaItem.COMING if covered == "unready" else ""
        item = MediaItem.objects.create(
            area=self.area, for_story=True, people=people, bytes=1, unready=unready
        )
        StoryMedia.objects.create(story=story, media=item)
        self.list_of(story, who, item)
        for look in covered.split(", then ") if covered and not unready else ():
            checked, hides = LOOKS[look]
            by = {"checked_by": self.looks, "checked_at": timezone.now()} if checked else {}
            Redaction.objects.create(
                media=item, boxes=[[0, 0, 9, 9]], made_by=self.draws, nobody_known=hides, **by
            )
        return item

    def film(self, story, people: str) -> ElsewhereFilm:
        return ElsewhereFilm.objects.create(
            story=story, host="vimeo", film_id="1", title="Ours", people=people
        )


def test_what_is_in_a_photo_keeps_it_in_as_the_table_says(record):
    told = record.story(people="nobody")
    record.list_of(told, ["back of a nowhere"])  # on the list of the words: not in the photo
    assert why_not(facts_of_media(told, record.item(told, "nobody", [], "")), "public") == FINE
    for name, (people, who, covered, circle, keeps) in ITEMS.items():
        story = record.story(people="nobody")
        facts = facts_of_media(story, record.item(story, people, who, covered))
        assert why_not(facts, "public") == keeps, name
        assert widest(facts) == circle, name


def test_who_is_in_a_film_elsewhere_keeps_it_in_as_the_table_says(record):
    for name, (people, who, listing, circle, keeps) in FILMS.items():
        story = record.story()
        record.list_of(story, who)
        record.list_of(
            story, ["nowhere"], record.item(story, "knowable", [], "")
        )  # in a photo of it: not in the film
        story.people = "listed" if listing == "open" else listing
        story.people_confirmed_at = None if listing == "open" else story.people_confirmed_at
        facts = facts_of_film(story, record.film(story, people))
        assert why_not(facts, "public") == keeps, name
        assert widest(facts) == circle, name


TOMORROW = today() + timedelta(days=1)
# What of the story keeps all that goes with it in.
STORIES = {
    "not published": ({"state": "sent"}, [Reason.NOT_PUBLISHED]),
    "for all areas": ({"audience": "network"}, [Reason.NOT_CHOSEN]),
    "kept back": ({"held_until": TOMORROW}, [Reason.NOT_YET]),
    "words to look at": ({"words_unchecked": 1}, [Reason.WORDS_UNCHECKED]),
}


def test_what_keeps_the_story_in_keeps_in_whatever_goes_with_it(record, cast):
    for name, (changes, keeps) in STORIES.items():
        story = record.story(people="nobody")
        item = record.item(story, "nobody", [], "")
        film = record.film(story, "nobody")
        for field, value in changes.items():
            setattr(story, field, value)
        assert (
            why_not(facts_of_media(story, item), "public")
            == why_not(facts_of_film(story, film), "public")
            == keeps
        ), name
        # Of the thing itself: as if its story were published and meant for everybody.
        assert keeps_media_in(story, item) == (keeps if name == "words to look at" else FINE), name
    Hold.objects.create(story=story)
    story.words_unchecked = 0
    assert (
        why_not(facts_of_media(story, item), "public")
        == why_not(facts_of_film(story, film), "public")
        == [Reason.STOPPED]
    )
    story.reviews.all().delete()
    assert keeps_media_in(story, item) == [Reason.STOPPED]


def test_each_asks_about_the_day_it_is_told(record):
    story = record.story(held_until=TOMORROW)
    record.list_of(story, ["yes"])
    item = record.item(story, "knowable", ["yes"], "")
    film = record.film(story, "knowable")
    over = today() + timedelta(days=9)
    for at, keeps in ((None, [Reason.NOT_YET]), (TOMORROW, FINE), (over, [Reason.RAN_OUT])):
        assert (
            why_not(facts_of_media(story, item, at), "public")
            == why_not(facts_of_film(story, film, at), "public")
            == keeps
        )


def test_where_nobody_is_in_it_nobody_is_asked_what_they_allow(record, django_assert_num_queries):
    story = record.story(people="nobody")
    item = record.item(story, "nobody", [], "")
    film = record.film(story, "nobody")
    with django_assert_num_queries(3):  # the list, the covers, and whether the story is stopped
        facts_of_media(story, item)
    record.list_of(story, ["back"])
    with django_assert_num_queries(2):
        facts_of_film(story, film)
