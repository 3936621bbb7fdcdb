"""What supports a story is told of honestly, and with no more names than a reader may know."""

import pytest

from bigstory.testing.record import clear, let_out, looked_over
from outcomes.models import Appearance, ChangeStory, Evidence, Person, Publication, StoryVersion
from outcomes.publishing.actions.publications import KeptIn, publish_story
from outcomes.publishing.actions.wording import count_undecided
from outcomes.stories.actions.telling import send
from outcomes.stories.tests.setting_beside import add, read
from outcomes.tests.factories import StoryFactory


@pytest.fixture
def story(area):
    return StoryFactory(area=area, audience="public", before="A bus at ten.")


@pytest.fixture
def quote(story):
    return Evidence.objects.create(
        story=story, kind="quote", words="I sleep now.", said_by="Aisha", said_by_is="a mother"
    )


# --- what is supported, and what is only told


def test_the_page_says_in_words_what_is_supported_and_what_is_only_told(cast, story):
    ChangeStory.objects.filter(pk=story.pk).update(how_it_came_about="Shirley asked.")
    add(cast.member, story, "quote")
    add(cast.member, story, "number", supports="what_changed")
    add(cast.member, story, "link")
    page = " ".join(read(cast.member, story).split())
    assert "<dt>What changed</dt><dd>A number and what somebody said</dd>" in page
    assert "<dt>The story as a whole</dt><dd>A page on the internet</dd>" in page
    assert "<dt>Only told</dt><dd>What it was like before, how it came about</dd>" in page


def test_a_story_with_nothing_beside_it_says_so_and_is_a_story_all_the_same(cast, story):
    assert "Nothing is set beside this story. It stands on its teller’s word." in read(
        cast.member, story
    )


def test_a_number_is_read_as_people_write_it(cast, story):
    add(cast.member, story, "number", number="1240")
    assert '<b dir="auto">1,240</b> <bdi>dinners</bdi>' in read(cast.member, story)


# --- who reads it


def test_an_evaluator_learns_what_somebody_is_and_no_name(cast, area):
    story = StoryFactory(area=area, state="sent", audience="programme")
    Evidence.objects.create(
        story=story,
        kind="quote",
        words="I sleep now.",
        said_by="Aisha",
        said_by_is="a mother at the group",
    )
    let_out(story)
    assert "Aisha" in read(cast.trust, story)
    page = read(cast.evaluator, story)
    assert "Aisha" not in page
    assert "a mother at the group" in page


def test_what_was_sent_keeps_what_stood_beside_it(cast, story, quote):
    send(looked_over(story), by=cast.member.user)
    assert StoryVersion.objects.get(story=story).words["evidence"] == [
        {"kind": "quote", "words": "I sleep now.", "who": "Aisha, a mother"}
    ]
    quote.delete()
    assert "I sleep now." in cast.trust.client.get(f"/reviews/{story.pk}/").content.decode()


def publish(story):
    ChangeStory.objects.filter(pk=story.pk).update(state="published")
    story.refresh_from_db()
    return publish_story(clear(story), by=None)


def test_visitors_read_the_cleared_copy_and_never_the_record(cast, story, quote):
    publish(story)
    Evidence.objects.filter(pk=quote.pk).update(words="Written behind the copy.")
    page = read(cast.visitor, story)
    assert "I sleep now." in page
    assert "Written behind the copy." not in page


def test_in_public_nobody_is_called_otherwise_than_they_said(cast, story, quote):
    aisha = Person.objects.create(
        area=story.area, name="Aisha", known_as="a mother of two", age="adult"
    )
    Appearance.objects.create(story=story, person=aisha, identifiable=False)
    publish(story)
    assert "Aisha" not in read(cast.visitor, story)
    assert Publication.objects.get().evidence[0]["who"] == "a mother"


@pytest.mark.parametrize("part", ["words", "said_by", "said_by_is", "source", "unit", "url"])
def test_a_number_or_address_of_somebody_beside_the_story_keeps_it_in_until_somebody_decided(
    story, quote, part
):
    """Were what stands beside a story not looked at, a telephone number in a quote would go out
    with it.
    """
    ChangeStory.objects.filter(pk=story.pk).update(state="published")
    clear(story)
    Evidence.objects.filter(pk=quote.pk).update(
        **{part: "https://example.org/?to=aisha@example.org"[:80]}
    )
    count_undecided(story)
    with pytest.raises(KeptIn):
        publish_story(story, by=None)
