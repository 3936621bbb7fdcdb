"""What is said in a recording or film is found in a copy only by those who may hear it."""

import pytest

from outcomes.models import Appearance, ElsewhereFilm, Publication
from outcomes.publishing.actions.publications import tighten_publication
from outcomes.publishing.tests.heron import SAID, Story, with_media
from outcomes.tests.listening import a_recording


@pytest.fixture
def heron(area, cast):
    return Story(area, cast)


def spoken(heron) -> str:
    return Publication.objects.get(story=heron.story).spoken


def test_a_reader_searches_in_what_is_said_where_all_readers_of_the_copy_may_hear_it(heron):
    a_recording(heron.story, people="nobody", transcript=SAID)
    heron.publish()
    assert spoken(heron) == SAID
    heron.lets_it_go("programme")
    assert spoken(heron) == SAID


def test_nobody_finds_what_is_said_by_somebody_who_can_be_known_by_it(heron):
    with_media(heron).publish()
    assert set(heron.media().values()) == {"public"}
    assert spoken(heron) == ""


def test_what_goes_less_far_than_the_words_is_found_by_nobody(heron):
    item = a_recording(heron.story, people="not_knowable", transcript=SAID)
    Appearance.objects.create(
        story=heron.story, media=item, person=heron.maureen, how="voice", identifiable=False
    )
    heron.publish()
    assert spoken(heron) == SAID
    heron.lets_it_go("network", "media")
    assert spoken(heron) == ""


def test_a_film_that_goes_less_far_than_the_words_is_found_by_nobody(heron):
    ElsewhereFilm.objects.create(
        story=heron.story,
        host="vimeo",
        film_id="1",
        title="The film",
        people="nobody",
        transcript=SAID,
    )
    heron.publish()
    assert spoken(heron) == SAID
    copy = Publication.objects.get(story=heron.story)
    copy.films = [words | {"circle": "programme"} for words in copy.films]
    copy.save(update_fields=["films"])
    tighten_publication(heron.story, by=None)
    assert heron.media() == {"The film": "programme"}
    assert spoken(heron) == ""
