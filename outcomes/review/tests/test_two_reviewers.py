"""Of two reviewers who answer the same story one wins, and the other keeps their words."""

import threading

import pytest
from django.db import connection

from bigstory.core.db.moves import AlreadyMoved
from bigstory.testing.record import looked_over
from outcomes.models import Outcome, Publication
from outcomes.review.actions import SentAgain, publish, reply, set_aside
from outcomes.stories.actions.taking_back import take_up, withdraw
from outcomes.stories.actions.telling import send
from outcomes.tests.factories import StoryFactory

WORDS = "Thank you. We read it aloud in the office."


@pytest.fixture
def sent(area):
    return looked_over(
        StoryFactory(area=area, state="sent", audience="public", title="Pudding on a Thursday")
    )


def answer(client, story, verdict: str, words: str = WORDS, **typed):
    return client.post(
        f"/reviews/{story.pk}/", {"verdict": verdict, "words": words, "seen": "1"} | typed
    )


class TestTwoReviewers:
    def test_the_later_one_is_told_and_keeps_their_words(self, cast, sent):
        cast.second_trust.client.get(f"/reviews/{sent.pk}/")
        outcome = Outcome.objects.get(slug="better-place")
        answer(cast.trust.client, sent, "published")
        late = answer(
            cast.second_trust.client,
            sent,
            "not_used",
            words="What I had thought.",
            **{f"answer_{outcome.pk}": "no"},
        )
        assert late.status_code == 409
        assert "What I had thought." in late.content.decode()
        assert "A colleague answered it before you" in late.content.decode()
        assert [review.verdict for review in sent.reviews.all()] == ["published"]
        assert not sent.readings.exists(), "the later reviewer leaves no reading behind either"

    def test_the_same_when_the_first_sent_it_back(self, cast, sent):
        answer(cast.trust.client, sent, "returned")
        late = answer(cast.second_trust.client, sent, "published", words="What I had thought.")
        assert late.status_code == 404, "it is its area's again"

    def test_words_sent_again_meanwhile_are_not_published_unread(self, cast, area):
        story = send(
            looked_over(StoryFactory(area=area, audience="programme")), by=cast.member.user
        )
        withdraw(story, by=cast.member.user)
        take_up(story, by=cast.member.user)
        send(looked_over(story), by=cast.member.user)
        with pytest.raises(SentAgain):
            publish(story, by=cast.trust.user, words=WORDS, seen=1)
        page = answer(cast.trust.client, story, "published", words="About the first words.")
        assert "About the first words." in page.content.decode()
        story.refresh_from_db()
        assert story.state == "sent"

    def test_a_stale_copy_in_memory_decides_nothing(self, cast, sent):
        stale = type(sent).objects.get(pk=sent.pk)
        publish(sent, by=cast.trust.user, words=WORDS)
        with pytest.raises(AlreadyMoved):
            set_aside(stale, by=cast.second_trust.user, words=WORDS)

    def test_a_reply_needs_an_answered_story(self, cast, sent):
        from django.core.exceptions import PermissionDenied

        with pytest.raises(PermissionDenied):
            reply(sent, by=cast.trust.user, words=WORDS)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="SQLite in memory has one connection"
)
def test_of_eight_who_press_together_one_wins(cast, area):
    """On a real database, from as many connections: the row is locked, and seven are told."""
    story = looked_over(StoryFactory(area=area, state="sent", audience="public"))
    reviewers = [cast.trust.user, cast.second_trust.user] * 4
    ready = threading.Barrier(len(reviewers))
    outcomes = []

    def press(by):
        try:
            ready.wait()
            publish(story, by=by, words=WORDS)
            outcomes.append("won")
        except AlreadyMoved:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(by,)) for by in reviewers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["told"] * 7 + ["won"]
    assert story.reviews.count() == 1
    assert Publication.objects.count() == 1
