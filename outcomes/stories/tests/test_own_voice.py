"""Somebody who tells their own story aloud: asked on the last page how far their voice may go."""

import pytest
from django.urls import reverse

from bigstory.testing.opened import opened
from outcomes.models import ChangeStory
from outcomes.tests.listening import a_recording, heard
from outcomes.tests.telling import let_every_word_stay, tell


@pytest.fixture
def story(cast, area):
    """Begun by the member on the first page of the telling, for the programme."""
    cast.member.client.post(
        reverse("story_new", args=[area.slug]),
        {
            "what_changed": "We eat together now.",
            "title": "Spoken",
            "whose": "mine",
            "told_by": cast.member.user.name,
        },
    )
    story = ChangeStory.objects.get(title="Spoken")
    tell(cast.member.client, story, "who", audience="programme", people="listed")
    let_every_word_stay(cast.member.client, story)
    return story


@pytest.fixture
def voice(story, cast):
    """A recording, of which its teller said on its page that nobody else is in it."""
    item = a_recording(story, people="")
    page = reverse("story_recording", args=[story.pk, item.pk])
    said = opened(cast.member.client, page, alt_text="How it began", people="teller")
    cast.member.client.post(page, said)
    return item


def look_over(person, story) -> str:
    return person.client.get(reverse("story_tell", args=[story.pk, "check"])).content.decode()


def send(person, story, **answers):
    typed = {"young_or_private": "no"} | answers
    return person.client.post(reverse("story_send", args=[story.pk]), typed)


def test_the_page_of_the_recording_remembers_that_only_its_teller_is_in_it(cast, story, voice):
    page = cast.worker.client.get(reverse("story_recording", args=[story.pk, voice.pk]))
    assert page.context["form"]["people"].value() == "teller"
    assert [row.person.user for row in voice.appearances.all()] == [cast.member.user]


def test_where_nobody_tells_it_nobody_can_be_the_only_one(cast, area):
    cast.member.client.post(
        reverse("story_new", args=[area.slug]),
        {"what_changed": "We eat.", "title": "Ours", "whose": "nobodys"},
    )
    story = ChangeStory.objects.get(title="Ours")
    item = a_recording(story, people="")
    page = reverse("story_recording", args=[story.pk, item.pk])
    answer = cast.member.client.post(page, {"people": "teller"})
    assert "people" in answer.context["form"].errors
    assert not item.appearances.exists()


def test_the_last_page_says_that_it_stays_until_they_answer(cast, story, voice):
    page = look_over(cast.member, story)
    assert "How it began" in page
    assert "Somebody can be recognised in it and has not been asked yet." in page


@pytest.mark.parametrize(("answer", "status"), [("area", 404), ("programme", 200), ("public", 200)])
def test_local_trust_hears_it_as_far_as_they_let_their_voice_go(cast, story, voice, answer, status):
    refused = send(cast.member, story)
    assert "Choose how far they may go." in refused.content.decode()
    send(cast.member, story, pictures=answer)
    assert heard(cast.trust, voice) == status
    assert heard(cast.evaluator, voice) == status
    assert heard(cast.visitor, voice) == 404
    page = cast.trust.client.get(reverse("review", args=[story.pk])).content.decode()
    assert (voice.address("sound.mp3") in page) == (status == 200)
    assert ("One picture, recording or film stays in the area" in page) == (status == 404)


def test_somebody_who_sends_it_for_them_is_not_asked_of_their_voice(cast, story, voice):
    assert "your own voice" in look_over(cast.member, story)
    assert "your own voice" not in look_over(cast.worker, story)
    send(cast.worker, story)
    story.refresh_from_db()
    assert story.state == "sent"
    assert heard(cast.trust, voice) == 404
