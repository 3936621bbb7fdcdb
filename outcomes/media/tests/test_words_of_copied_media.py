"""What is written of a photo or recording goes along in the names that those on the list allow, and
without what was cut.
"""

import pytest
from django.urls import reverse

from bigstory.testing.record import a_photo
from bigstory.tests.mutants import marked
from outcomes.models import ChangeStory, PublishedMedia
from outcomes.publishing.queries.wording.whole import findings_in
from outcomes.tests.listening import a_recording
from outcomes.tests.telling import tell

PHONE = "01487 812345"


@pytest.fixture
def story(cast, area):
    """Wilf Harmsworth told it to the member, with a photo and a film of an empty hall. Nobody has
    asked him yet: he is “resident”. It is sent to the programme.
    """
    typed = {"what_changed": "The hall is open.", "title": "The key", "told_by": "Wilf Harmsworth"}
    typed |= {"whose": "somebody_elses", "told_by_is": "resident"}
    cast.member.client.post(reverse("story_new", args=[area.slug]), typed)
    story = ChangeStory.objects.get(title="The key")
    a_photo(story, marked("JPEG"), people="nobody", alt_text="Wilf Harmsworth’s key on its hook")
    spoken = f"Ring Wilf on {PHONE}."
    captions = f"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n{spoken}\n"
    a_recording(story, "film", alt_text="The hall", transcript=spoken, captions=captions)
    tell(cast.member.client, story, "who", audience="programme", people="listed")
    answers = {
        each.field_name: "cut" if each.found == "phone" else each.answers[0]
        for each in findings_in(story)
    }
    cast.member.client.post(reverse("story_words", args=[story.pk]), answers)
    cast.member.client.post(reverse("story_send", args=[story.pk]), {"young_or_private": "no"})
    story.refresh_from_db()
    assert story.state == "sent"
    return story


def all_that_is_written(person, story) -> str:
    """The page of the story and the captions of its film."""
    film = story.media.get(media__kind="film").media
    captions = person.client.get(film.address("captions.vtt"))
    assert captions.status_code == 200
    return person.client.get(story.get_absolute_url()).content.decode() + captions.content.decode()


@pytest.mark.parametrize("who", ["evaluator", "lto"])
def test_beyond_the_area_he_is_what_he_is_and_what_was_cut_is_gone(cast, story, who):
    told = all_that_is_written(getattr(cast, who), story)
    assert "Resident’s key on its hook" in told
    assert "Ring resident on" in told
    assert "Wilf" not in told
    assert PHONE not in told


def test_his_own_area_reads_it_as_it_was_told(cast, story):
    told = all_that_is_written(cast.member, story)
    assert "Wilf Harmsworth’s key on its hook" in told
    assert PHONE in told


def test_a_search_finds_it_by_what_may_be_read_and_by_nothing_else(cast, story):
    def found(words: str) -> bool:
        page = cast.evaluator.client.get(reverse("stories"), {"q": words}).content.decode()
        return story.get_absolute_url() in page

    assert found("Ring resident")
    assert not found("Wilf")
    assert not found(PHONE)


def test_a_copy_that_is_narrowed_keeps_them(cast, story):
    before = [row.words for row in PublishedMedia.objects.order_by("media")]
    tell_again = reverse("story_people", args=[story.pk])
    cast.member.client.post(tell_again, {"do": "unknown", "how_many": 2})
    assert [row.words for row in PublishedMedia.objects.order_by("media")] == before
