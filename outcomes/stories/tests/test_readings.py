"""Readings stand side by side, and what was said once stays said."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from bigstory.testing.record import looked_over
from outcomes.models import Outcome, Publication, Reading
from outcomes.stories.actions.readings import add_reading, draft_answers, give_reading
from outcomes.stories.actions.taking_back import withdraw
from outcomes.stories.actions.telling import send
from outcomes.stories.queries.readings import party_of
from outcomes.tests.factories import PublicStoryFactory, ReadingFactory, StoryFactory


@pytest.fixture
def better_place(programme):
    return Outcome.objects.get(slug="better-place")


def test_a_change_of_mind_is_a_new_reading_and_the_earlier_one_stays(area, better_place):
    story = StoryFactory(area=area, state="sent")
    first = add_reading(
        story, outcome=better_place, party="local_trust", answer="yes", because="The bench."
    )
    second = add_reading(
        story, outcome=better_place, party="local_trust", answer="bit", because="Only in summer."
    )
    first.refresh_from_db()
    assert (first.answer, first.because, first.latest) == ("yes", "The bench.", False)
    assert list(story.readings.latest()) == [second]


def test_the_same_thing_said_again_adds_nothing(area, better_place):
    story = StoryFactory(area=area, state="sent")
    first = add_reading(story, outcome=better_place, party="teller", answer="yes")
    assert add_reading(story, outcome=better_place, party="teller", answer="yes") == first


def test_no_party_touches_the_reading_of_another(area, better_place):
    story = StoryFactory(area=area, state="sent")
    teller = add_reading(story, outcome=better_place, party="teller", answer="yes")
    add_reading(story, outcome=better_place, party="evaluator", answer="no")
    teller.refresh_from_db()
    assert (teller.latest, teller.answer) == (True, "yes")


def test_a_reading_cannot_be_written_over(area, better_place):
    reading = ReadingFactory(story__area=area)
    reading.answer = "no"
    with pytest.raises(TypeError):
        reading.save()


def test_the_database_keeps_one_latest_reading_of_each_party(area, better_place):
    story = StoryFactory(area=area)
    ReadingFactory(story=story)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReadingFactory(story=story, answer="no")


def test_a_new_reading_reaches_the_public_copy_at_once_and_without_a_name(cast, area, better_place):
    story = PublicStoryFactory(area=area)
    give_reading(story, answers={better_place: ("yes", "We sat there.")}, by=cast.trust.user)
    copy = Publication.objects.get(story=story)
    said = {key: copy.readings[0][key] for key in ("outcome", "party", "answer", "because")}
    assert said == {
        "outcome": "better-place",
        "party": "local_trust",
        "answer": "yes",
        "because": "We sat there.",
    }
    assert "Priya" not in str(copy.readings)
    assert list(copy.answers.values_list("party", "answer")) == [("local_trust", "yes")]
    assert not copy.said_yes.exists(), "only the teller's yes counts as the story's own"


def test_each_person_speaks_for_one_party(cast, area):
    story = StoryFactory(area=area, state="sent", audience="network", written_by=cast.worker.user)
    spoken = {
        who: party_of(getattr(cast, who).user, story)
        for who in ("worker", "member", "trust", "evaluator")
    }
    assert spoken == {
        "worker": "teller",
        "member": "partnership",
        "trust": "local_trust",
        "evaluator": "evaluator",
    }
    assert [
        party_of(getattr(cast, who).user, story) for who in ("rep", "lto", "neighbour", "admin")
    ] == [None] * 4


@pytest.mark.parametrize("who", ["rep", "lto", "neighbour", "admin", "nobody"])
def test_who_has_no_reading_to_give_is_refused(cast, area, better_place, who):
    story = StoryFactory(area=area, state="sent", audience="programme")
    with pytest.raises(PermissionDenied):
        give_reading(story, answers={better_place: ("yes", "")}, by=getattr(cast, who).user)


@pytest.mark.parametrize("state", ["draft", "returned", "withdrawn"])
def test_a_story_that_is_not_out_is_read_by_nobody_else(cast, area, better_place, state):
    story = StoryFactory(area=area, state=state)
    with pytest.raises(PermissionDenied):
        give_reading(story, answers={better_place: ("yes", "")}, by=cast.trust.user)


class TestWhileItIsBeingTold:
    def test_an_answer_is_put_right_in_place_until_it_was_sent(self, cast, area, better_place):
        story = StoryFactory(area=area)
        draft_answers(story, answers={better_place: ("yes", "The b")}, by=cast.member.user)
        draft_answers(story, answers={better_place: ("bit", "The bench")}, by=cast.member.user)
        assert list(story.readings.values_list("answer", "because", "latest")) == [
            ("bit", "The bench", True)
        ]

    def test_an_answer_that_was_sent_stays_when_it_is_changed_afterwards(
        self, cast, area, better_place
    ):
        story = StoryFactory(area=area, audience="programme")
        draft_answers(story, answers={better_place: ("yes", "")}, by=cast.member.user)
        sent = send(looked_over(story), by=cast.member.user)
        sent.state = "returned"
        sent.save(update_fields=["state"])
        draft_answers(sent, answers={better_place: ("no", "")}, by=cast.member.user)
        assert list(story.readings.order_by("pk").values_list("answer", "latest")) == [
            ("yes", False),
            ("no", True),
        ]

    def test_an_answer_can_be_left_open_again(self, cast, area, better_place):
        story = StoryFactory(area=area)
        draft_answers(story, answers={better_place: ("yes", "")}, by=cast.member.user)
        assert draft_answers(story, answers={better_place: ("", "")}, by=cast.member.user)
        assert not story.readings.exists()

    def test_nothing_is_put_right_once_it_is_sent(self, cast, area, better_place):
        story = StoryFactory(area=area, state="sent")
        with pytest.raises(PermissionDenied):
            draft_answers(story, answers={better_place: ("yes", "")}, by=cast.member.user)


def test_readings_outlive_taking_a_story_back(cast, area, better_place):
    story = PublicStoryFactory(area=area)
    give_reading(story, answers={better_place: ("yes", "")}, by=cast.trust.user)
    withdraw(story, by=cast.member.user)
    assert Reading.objects.filter(story=story).count() == 1
