"""Local Trust reads what was sent and writes back; a reply is owed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from areas.models import Owed
from bigstory.testing.record import looked_over
from outcomes.models import Outcome, Publication, StoryReview
from outcomes.review.actions import WordsOwed, publish, return_, set_aside
from outcomes.stories.actions.telling import send
from outcomes.tests.factories import PublicStoryFactory, StoryFactory
from partnerships.tests.factories import ActivityFactory

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


class TestTheQueue:
    def test_the_longest_wait_stands_first_with_its_days(self, cast, area, other_area):
        now = timezone.now()
        for place, days in ((area, 3), (other_area, 40)):
            StoryFactory(
                area=place,
                state="sent",
                audience="programme",
                sent_at=now - timedelta(days=days),
                title=f"{days} days",
            )
        body = cast.trust.client.get("/reviews/").content.decode()
        assert body.index("40 days") < body.index("3 days")
        assert "2 things are waiting for us" in body

    @pytest.mark.parametrize("state", ["draft", "returned", "withdrawn", "published", "not_used"])
    def test_only_what_was_sent_waits(self, cast, area, state):
        StoryFactory(area=area, state=state, audience="programme", title="Not waiting at all")
        page = cast.trust.client.get("/reviews/")
        assert page.context["waiting"] == []

    def test_an_empty_queue_says_what_it_is_for(self, cast):
        assert "Nothing waits for us" in cast.trust.client.get("/reviews/").content.decode()

    def test_something_logged_for_everybody_is_shown_with_one_press(self, cast, area):
        lunch = ActivityFactory(area=area, audience="public", title="Lunch for forty-one")
        assert "Lunch for forty-one" in cast.trust.client.get("/reviews/").content.decode()
        for _time in "12":
            cast.trust.client.post(f"/reviews/activities/{lunch.pk}/")
        assert Publication.objects.filter(activity=lunch).count() == 1
        assert cast.trust.client.get("/reviews/").context["asking"] == []

    def test_nobody_shows_what_they_logged_themselves(self, cast, area):
        lunch = ActivityFactory(area=area, audience="public", logged_by=cast.trust.user)
        assert cast.trust.client.post(f"/reviews/activities/{lunch.pk}/").status_code == 403
        assert not Publication.objects.exists()

    @pytest.mark.parametrize(
        ("who", "status"), [("member", 403), ("evaluator", 403), ("admin", 404), ("visitor", 302)]
    )
    def test_nobody_else_shows_things_to_everybody(self, cast, area, who, status):
        lunch = ActivityFactory(area=area, audience="public")
        assert (
            getattr(cast, who).client.post(f"/reviews/activities/{lunch.pk}/").status_code == status
        )
        assert not Publication.objects.exists()


class TestAnAnswer:
    def test_sharing_with_everybody_makes_the_public_copy(self, cast, sent):
        answer(cast.trust.client, sent, "published")
        sent.refresh_from_db()
        review = StoryReview.objects.get()
        assert sent.state == "published"
        assert sent.published_at is not None
        assert Publication.objects.get(story=sent).circle == "public"
        assert (review.words, review.verdict, review.reviewer_name, review.version.number) == (
            WORDS,
            "published",
            "Priya",
            1,
        )

    def test_sharing_with_all_areas_makes_a_copy_for_them_and_for_no_visitor(self, cast, area):
        story = looked_over(StoryFactory(area=area, state="sent", audience="network"))
        answer(cast.trust.client, story, "published")
        story.refresh_from_db()
        assert story.state == "published"
        assert Publication.objects.get().circle == "network"
        assert cast.neighbour.client.get(story.get_absolute_url()).status_code == 200
        assert cast.visitor.client.get(story.get_absolute_url()).status_code == 404

    @pytest.mark.parametrize(
        ("verdict", "state"), [("returned", "returned"), ("not_used", "not_used")]
    )
    def test_the_other_answers(self, cast, sent, verdict, state):
        answer(cast.trust.client, sent, verdict)
        sent.refresh_from_db()
        assert sent.state == state
        # What is set aside was sent all the same; what came back is its area's alone again.
        circles = list(Publication.objects.values_list("circle", flat=True))
        assert circles == (["programme"] if verdict == "not_used" else [])

    def test_the_area_reads_the_reply_and_an_evaluator_does_not(self, cast, sent):
        answer(cast.trust.client, sent, "published")
        for who in ("member", "worker", "rep", "trust"):
            assert (
                WORDS in getattr(cast, who).client.get(f"/stories/{sent.pk}/").content.decode()
            ), who
        for who in ("evaluator", "lto", "neighbour", "visitor"):
            assert (
                WORDS not in getattr(cast, who).client.get(f"/stories/{sent.pk}/").content.decode()
            ), who

    @pytest.mark.parametrize("verdict", ["published", "returned", "not_used"])
    def test_no_answer_goes_out_without_words(self, cast, sent, verdict):
        page = answer(cast.trust.client, sent, verdict, words="   ")
        assert "A reply is owed" in page.content.decode()
        sent.refresh_from_db()
        assert sent.state == "sent"
        for act in (publish, return_, set_aside):
            with pytest.raises(WordsOwed):
                act(sent, by=cast.trust.user, words=" \n ")

    @pytest.mark.parametrize("people", ["not_yet", "listed"])
    def test_the_people_in_it_keep_a_story_from_everybody(self, cast, area, people):
        story = StoryFactory(area=area, state="sent", audience="public", people=people)
        assert (
            "It cannot go as far as its area chose yet."
            in cast.trust.client.get(f"/reviews/{story.pk}/").content.decode()
        )
        page = answer(cast.trust.client, story, "published", words="Kept as I wrote it.")
        assert "Kept as I wrote it." in page.content.decode()
        story.refresh_from_db()
        assert story.state == "sent"
        assert not story.reviews.exists()

    def test_our_own_reading_is_saved_beside_the_tellers(self, cast, sent):
        outcome = Outcome.objects.get(slug="better-place")
        answer(
            cast.trust.client,
            sent,
            "published",
            **{f"answer_{outcome.pk}": "bit", f"because_{outcome.pk}": "Two."},
        )
        assert list(sent.readings.values_list("party", "answer", "because")) == [
            ("local_trust", "bit", "Two.")
        ]

    def test_what_is_read_is_what_was_sent_whatever_was_changed_since(self, cast, area, sent):
        type(sent).objects.filter(pk=sent.pk).update(title="Changed behind their back")
        body = cast.trust.client.get(f"/reviews/{sent.pk}/").content.decode()
        assert "Pudding on a Thursday" in body

    def test_the_waiting_number_of_the_area_follows(self, cast, area):
        story = send(
            looked_over(StoryFactory(area=area, audience="programme")), by=cast.member.user
        )
        assert Owed.objects.ours().open().filter(area=area).count() == 1
        set_aside(story, by=cast.trust.user, words=WORDS)
        assert Owed.objects.ours().open().filter(area=area).count() == 0

    def test_another_reply_can_be_written_and_changes_nothing_else(self, cast, area):
        story = PublicStoryFactory(area=area)
        cast.trust.client.post(
            f"/reviews/{story.pk}/", {"words": "It was on the radio.", "seen": "1"}
        )
        story.refresh_from_db()
        assert story.state == "published"
        assert story.reviews.first().verdict == "replied"

    @pytest.mark.parametrize(
        ("who", "status"), [("member", 403), ("rep", 403), ("evaluator", 403), ("neighbour", 404)]
    )
    def test_nobody_else_answers(self, cast, sent, who, status):
        assert answer(getattr(cast, who).client, sent, "published").status_code == status
        sent.refresh_from_db()
        assert sent.state == "sent"


class TestAccepted:
    def test_a_story_whose_people_are_not_asked_yet_is_accepted_and_shared_when_they_are(
        self, cast, area
    ):
        story = StoryFactory(
            area=area, state="sent", audience="public", people="not_yet", title="The heron"
        )
        answer(cast.trust.client, story, "accepted")
        story.refresh_from_db()
        assert story.state == "accepted"
        assert Publication.objects.get().circle == "programme"
        assert "The heron" in cast.trust.client.get("/reviews/").content.decode()
        answer(cast.trust.client, story, "published")
        assert Publication.objects.get().circle == "programme"
        type(story).objects.filter(pk=story.pk).update(people="nobody")
        story.refresh_from_db()
        looked_over(story)
        answer(cast.trust.client, story, "published")
        assert Publication.objects.get().circle == "public"
        assert "The heron" not in cast.trust.client.get("/reviews/").context["accepted"]

    def test_nobody_accepts_what_they_wrote_down(self, cast, area):
        story = StoryFactory(
            area=area, state="sent", audience="programme", written_by=cast.trust.user
        )
        assert answer(cast.trust.client, story, "accepted").status_code in (403, 404)
        story.refresh_from_db()
        assert story.state == "sent"
