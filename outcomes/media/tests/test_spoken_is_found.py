"""What is said in a recording is found by its words, by whoever may hear it."""

from itertools import islice

import pytest
from django.db import connection
from django.urls import reverse

from bigstory.core.search import Index, _build_postgresql, _build_sqlite, build_indexes, matching
from bigstory.kit.two_editors import mark_of
from outcomes.consent.actions.people import set_media_people
from outcomes.media.actions.recordings import (
    add_film,
    describe_recording,
    remove_film,
    remove_recording,
)
from outcomes.models import Appearance, ChangeStory, Person
from outcomes.stories.models.story import STORY_INDEX
from outcomes.tests.factories import StoryFactory
from outcomes.tests.listening import a_recording, publish

SAID = "We carried the harmonium up the stairs."


@pytest.fixture
def story(area, cast):
    return StoryFactory(area=area, audience="public", written_by=cast.member.user)


@pytest.fixture
def heard(story, cast):
    item = a_recording(story)
    seen = mark_of(item, ["transcript"])
    values = {"transcript": SAID}
    describe_recording(story, item, by=cast.member.user, seen=seen, values=values)
    return item


def finds(person, words: str = "harmoniums") -> bool:
    page = person.client.get(reverse("stories"), {"q": words})
    assert page.status_code == 200
    return "<mark>" in page.content.decode()


def test_a_film_elsewhere_is_found_until_it_is_taken_away(cast, story):
    values = {
        "host": "vimeo",
        "film_id": "123456",
        "title": "A film",
        "people": "nobody",
        "transcript": SAID,
    }
    film = add_film(story, by=cast.member.user, values=values)
    publish(story)
    assert finds(cast.visitor)
    assert finds(cast.evaluator)
    remove_film(film, by=cast.member.user)
    assert not finds(cast.visitor)
    assert not finds(cast.evaluator)


def test_a_recording_nobody_can_be_known_by_is_found_until_it_is_taken_away(cast, story, heard):
    assert not finds(cast.evaluator), "nobody reads a draft"
    publish(story)
    assert finds(cast.visitor)
    assert finds(cast.evaluator)
    remove_recording(story, heard, by=cast.member.user)
    assert not finds(cast.visitor)
    assert not finds(cast.evaluator)


@pytest.mark.parametrize("people", ["knowable", ""])
def test_where_somebody_may_be_known_by_it_no_visitor_finds_it(cast, story, heard, people):
    type(heard).objects.update(people=people)
    publish(story)
    assert not finds(cast.visitor)
    assert not finds(cast.evaluator), "nobody said yes to the programme either"


def test_saying_who_is_in_it_takes_it_out_of_the_search_of_visitors_at_once(cast, story, heard):
    publish(story)
    maureen = Person.objects.create(area=story.area, name="Maureen Hill", age="adult")
    ChangeStory.objects.filter(pk=story.pk).update(people="nobody")
    Appearance.objects.create(story=story, person=maureen, how="named", identifiable=False)
    set_media_people(story, heard, by=cast.worker.user, people=[maureen.pk], unknown=0)
    assert not finds(cast.visitor)


def test_the_longest_story_with_the_longest_recordings_can_be_kept(cast, story):
    """Each word a new one, in letters of three bytes: as much as an index of PostgreSQL is ever
    asked to take.
    """
    letters = [letter for letter in map(chr, range(0x1200, 0x1358)) if letter.isalpha()]
    words = (a + b for a in letters for b in letters)

    def twenty_thousand() -> str:
        return " ".join(islice(words, 6_666))

    columns = ("before", "what_changed", "how_it_came_about", "what_was_hard", "how_we_know")
    ChangeStory.objects.filter(pk=story.pk).update(**{name: twenty_thousand() for name in columns})
    story.refresh_from_db()
    for _each in range(5):
        item = a_recording(story)
        values = {"transcript": twenty_thousand()}
        seen = mark_of(item, values)
        describe_recording(story, item, by=cast.member.user, seen=seen, values=values)
    story.refresh_from_db()
    assert 29_990 < len(story.spoken) <= 30_000
    assert matching(ChangeStory.objects.all(), STORY_INDEX, story.spoken.split()[-1]).get() == story


def test_an_index_of_other_columns_is_made_anew(area, story):
    """A site that is brought up to date finds by the new words, whatever it was made of before."""
    build = _build_postgresql if connection.vendor == "postgresql" else _build_sqlite
    ChangeStory.objects.update(spoken=SAID)
    connection.check_constraints()  # PostgreSQL waits for checks otherwise
    with connection.cursor() as cursor:
        build(cursor, Index(STORY_INDEX.table, ("title",)))
    assert not matching(ChangeStory.objects.all(), STORY_INDEX, "harmonium").exists()
    build_indexes()
    assert matching(ChangeStory.objects.all(), STORY_INDEX, "harmonium").get() == story
