"""Of a photo, a recording or a film: what the record holds, and by hand what keeps it from
everybody.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from bigstory.core.db.dated import today
from bigstory.testing.record import clear, tell
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
from outcomes.publishing.models.gate import Reason, why_not
from outcomes.publishing.queries.facts import facts_of_film, facts_of_media, keeps_media_in
from partnerships.models import MediaItem

FINE: list[Reason] = []
UNKNOWN = "a face nobody knows"
# Who is in it as somebody said, whoever is listed in it, and what is covered. Then what keeps it
# in.
ITEMS = {
    "nobody in it": ("nobody", [], "", FINE),
    "people nobody could know": ("not_knowable", [], "", FINE),
    "nothing was said": ("", [], "", [Reason.LIST_OPEN]),
    "somebody, and no list": ("knowable", [], "", [Reason.LIST_OPEN]),
    "somebody who said yes": ("knowable", ["yes"], "", FINE),
    "somebody nobody asked": ("knowable", ["silent"], "", [Reason.NOT_ASKED]),
    "somebody who said yes to words": ("knowable", ["words only"], "", [Reason.NOT_ASKED]),
    "one yes of two": ("knowable", ["yes", "no"], "", [Reason.SAID_NO]),
    "a yes, and a face nobody knows": ("knowable", ["yes", UNKNOWN], "", [Reason.SOMEBODY_UNKNOWN]),
    "two faces nobody knows": ("knowable", [UNKNOWN], "", [Reason.SOMEBODY_UNKNOWN]),
    "somebody, and only a back is listed": ("knowable", ["back"], "", [Reason.LIST_OPEN]),
    "a back": ("not_knowable", ["back"], "", FINE),
    "the back of somebody who said no": ("not_knowable", ["back of a no"], "", [Reason.SAID_NO]),
    "nobody, and yet somebody is listed": ("nobody", ["yes"], "", [Reason.LIST_OPEN]),
    "a child who can be seen": ("knowable", ["child"], "", [Reason.CHILD_SEEN]),
    "boxes nobody looked at": ("nobody", [], "drawn", [Reason.NOT_CLEANED]),
    "boxes nobody looked at, over a yes": ("knowable", ["yes"], "drawn", [Reason.NOT_CLEANED]),
    "boxes said to hide all, which nobody looked at": (
        "",
        [],
        "claimed",
        [Reason.LIST_OPEN, Reason.NOT_CLEANED],
    ),
    "boxes that hide a part": ("knowable", ["yes"], "looked at", FINE),
    "boxes that hide a part, of nobody knows whom": ("", [], "looked at", [Reason.LIST_OPEN]),
    "boxes that hide a part, and a face": (
        "knowable",
        ["yes", UNKNOWN],
        "looked at",
        [Reason.SOMEBODY_UNKNOWN],
    ),
    "boxes that hide all": ("", [], "hides all", FINE),
    "boxes that hide a face nobody knows": ("knowable", [UNKNOWN], "hides all", FINE),
    "boxes that hide somebody nobody asked": ("knowable", ["silent"], "hides all", FINE),
    "boxes that hide somebody who said no": ("knowable", ["no"], "hides all", [Reason.SAID_NO]),
    "boxes that hide a child": ("knowable", ["child"], "hides all", FINE),
    "boxes that hide a child nobody asked": (
        "knowable",
        ["silent child"],
        "hides all",
        [Reason.CHILD_NOT_ASKED],
    ),
    "new boxes after good ones": ("nobody", [], "hides all, then drawn", [Reason.NOT_CLEANED]),
    "good boxes after others": ("", [], "drawn, then hides all", FINE),
    "not made ready": ("nobody", [], "unready", [Reason.NOT_CLEANED]),
}
# For a film elsewhere: who is in it, whom the story lists, whether the list is said to be whole.
# What keeps it in.
FILMS = {
    "nobody in it": ("nobody", [], "listed", FINE),
    "people nobody could know": ("not_knowable", [], "listed", FINE),
    "nothing was said": ("", ["yes"], "listed", [Reason.LIST_OPEN]),
    "somebody, and no list": ("knowable", [], "listed", [Reason.LIST_OPEN]),
    "somebody, and a story with nobody in it": ("knowable", [], "nobody", [Reason.LIST_OPEN]),
    "somebody on the list who said yes": ("knowable", ["yes"], "listed", FINE),
    "somebody on the list, not confirmed": ("knowable", ["yes"], "open", [Reason.LIST_OPEN]),
    "somebody on a list said to be empty": ("knowable", ["yes"], "nobody", [Reason.LIST_OPEN]),
    "a list nobody thought about": ("knowable", ["yes"], "not_yet", [Reason.LIST_OPEN]),
    "somebody nobody asked": ("knowable", ["silent"], "listed", [Reason.NOT_ASKED]),
    "somebody who said yes to words": ("knowable", ["words only"], "listed", [Reason.NOT_ASKED]),
    "a yes, and a face nobody knows": (
        "knowable",
        ["yes", UNKNOWN],
        "listed",
        [Reason.SOMEBODY_UNKNOWN],
    ),
    "a no in the story, and nobody in the film": ("nobody", ["no"], "listed", FINE),
    "a face in the story, and nobody in the film": ("nobody", [UNKNOWN], "listed", FINE),
}
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
        self.wordings = {wording.use: wording for wording in PermissionWording.objects.all()}

    def story(self, **more) -> ChangeStory:
        return clear(
            tell(self.area, state="accepted", audience="public", **{"people": "listed"} | more)
        )

    def list_of(self, story, who: list[str], item=None) -> None:
        for each in who:
            if each == UNKNOWN:
                Appearance.objects.create(story=story, media=item, unknown=2, how="face")
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
        said = {
            "yes": (Use.PUBLIC_MEDIA, "grant", {}),
            "words only": (Use.PUBLIC_WORDS, "grant", {}),
            "no": (Use.PUBLIC_MEDIA, "object", {}),
            "back of a no": (Use.PUBLIC_MEDIA, "object", {}),
            "child": (Use.PUBLIC_MEDIA, "grant", mum),
        }
        if who in said:
            use, verb, more = said[who]
            more = {"given_by": "self", "expires_on": today() + timedelta(days=9)} | more
            PermissionEvent.objects.create(
                person=person, use=use, verb=verb, wording=self.wordings[use], **more
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
    record.list_of(told, ["back of a no"])  # on the list of the words: nothing the photo shows
    assert why_not(facts_of_media(told, record.item(told, "nobody", [], ""))) == FINE
    for name, (people, who, covered, keeps) in ITEMS.items():
        story = record.story(people="nobody")
        assert why_not(facts_of_media(story, record.item(story, people, who, covered))) == keeps, (
            name
        )


def test_who_is_in_a_film_elsewhere_keeps_it_in_as_the_table_says(record):
    for name, (people, who, listing, keeps) in FILMS.items():
        story = record.story()
        record.list_of(story, who)
        record.list_of(
            story, ["no"], record.item(story, "knowable", [], "")
        )  # in a photo of it: not in the film
        story.people = "listed" if listing == "open" else listing
        story.people_confirmed_at = None if listing == "open" else story.people_confirmed_at
        assert why_not(facts_of_film(story, record.film(story, people))) == keeps, name


TOMORROW = today() + timedelta(days=1)
# What of the story keeps all that goes with it in.
STORIES = {
    "not accepted": ({"state": "sent"}, [Reason.NOT_ACCEPTED]),
    "for every area": ({"audience": "network"}, [Reason.NOT_FOR_EVERYBODY]),
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
            why_not(facts_of_media(story, item)) == why_not(facts_of_film(story, film)) == keeps
        ), name
        # Of the thing itself: as if its story were accepted and meant for everybody.
        assert keeps_media_in(story, item) == (keeps if name == "words to look at" else FINE), name
    Hold.objects.create(story=story)
    story.words_unchecked = 0
    assert (
        why_not(facts_of_media(story, item))
        == why_not(facts_of_film(story, film))
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
            why_not(facts_of_media(story, item, at))
            == why_not(facts_of_film(story, film, at))
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
