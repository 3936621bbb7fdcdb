"""Somebody decides otherwise about words of a story that others read: its copy follows at once, and
shows nothing more until somebody who may lets it go again.
"""

import pytest
from django.urls import reverse

from bigstory.testing.record import clear, tell
from outcomes.models import Publication
from outcomes.publishing.actions.publications import publish_story
from outcomes.publishing.queries.wording.whole import findings_in

PHONE = "01487 812345"


@pytest.fixture
def story(area, cast):
    """Everybody reads it, with a number that somebody said may stay."""
    told = tell(area, "The hall", state="published", audience="public", before=f"Ring {PHONE}.")
    publish_story(clear(told), by=cast.trust.user)
    assert PHONE in read_by(cast.visitor, told)
    return told


def decide(person, story, answer: str) -> None:
    phone = next(each for each in findings_in(story) if each.found == "phone")
    person.client.post(reverse("story_words", args=[story.pk]), {phone.field_name: answer})


def read_by(person, story) -> str:
    answer = person.client.get(story.get_absolute_url())
    return answer.content.decode() if answer.status_code == 200 else ""


@pytest.mark.parametrize("who", ["member", "trust"])
def test_what_is_cut_is_gone_for_every_reader_of_the_copy(cast, story, who):
    decide(getattr(cast, who), story, "cut")
    for reader in (cast.visitor, cast.neighbour, cast.evaluator):
        assert PHONE not in read_by(reader, story)
        assert "Ring …" in read_by(reader, story)
    assert Publication.objects.get().circle == "public"


def test_what_was_cut_and_may_stay_after_all_waits_for_whoever_publishes(cast, story):
    decide(cast.member, story, "cut")
    decide(cast.member, story, "stay")
    assert PHONE not in read_by(cast.evaluator, story)
    assert "Ring …" in read_by(cast.visitor, story)
    publish_story(story, by=cast.trust.user)
    assert PHONE in read_by(cast.visitor, story)


def test_the_same_answer_again_changes_nothing(cast, story):
    made = Publication.objects.get().published_at
    decide(cast.member, story, "stay")
    assert Publication.objects.get().published_at == made
