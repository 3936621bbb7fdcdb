"""A reply that is being written is kept for whoever writes it: of stories, plans, reviews, money
and messages.
"""

import pytest
from django.urls import reverse

from bigstory.core.db.unsaved import Unsaved
from bigstory.tests.hidden_inputs import Hidden, page_of
from outcomes.models import Flag, Outcome, StoryReview
from outcomes.review.tests.test_the_whole_queue import KINDS, one_of_each
from outcomes.tests.factories import StoryFactory

__all__ = ["one_of_each"]
WORDS = "We read it aloud in the office, and"


@pytest.fixture
def replies(cast, area, one_of_each) -> dict[str, str]:
    """Where each kind of reply is written."""
    waiting = cast.trust.client.get("/reviews/").context["waiting"]
    flag = Flag.objects.create(story=StoryFactory(area=area, state="published"), what="wrong")
    return {item.owed.kind: item.url for item in waiting} | {
        "message": reverse("flag_answer", args=[flag.pk])
    }


@pytest.mark.parametrize("kind", [*KINDS, "message"])
def test_half_a_reply_is_there_again_for_its_writer_and_for_no_colleague(cast, replies, kind):
    address = replies[kind]
    answer = cast.trust.client.post(address, {"words": WORDS}, headers={"X-Autosave": "1"})
    assert answer.json()["says"].startswith("Kept as a draft at ")
    page = page_of(cast.trust.client.get(address))
    assert f"{WORDS}</textarea>" in page
    assert "data-autosave" in page
    assert WORDS not in page_of(cast.second_trust.client.get(address))


@pytest.mark.parametrize("who", ["member", "rep", "evaluator", "admin"])
def test_nobody_who_may_not_reply_keeps_a_draft_of_one(cast, replies, who):
    for kind, address in replies.items():
        answer = getattr(cast, who).client.post(
            address, {"words": WORDS}, headers={"X-Autosave": "1"}
        )
        assert (kind, answer.status_code in (403, 404)) == (kind, True)
        assert answer.json()["stop"]
    assert not Unsaved.objects.exists()


def test_the_readings_beside_a_reply_are_kept_and_all_of_it_goes_once_it_is_sent(cast, replies):
    address = replies["story"]
    outcome = Outcome.objects.order_by("number").first()
    typed = {"words": WORDS, f"answer_{outcome.pk}": "bit", f"because_{outcome.pk}": "A hunch."}
    cast.trust.client.post(address, typed, headers={"X-Autosave": "1"})
    page = page_of(cast.trust.client.get(address))
    assert "A hunch.</textarea>" in page
    form = next(dict(pairs) for at, pairs in Hidden(page).forms if at == "#answer")
    sent = cast.trust.client.post(address, form | typed | {"verdict": "returned"})
    assert sent.status_code == 302
    assert StoryReview.objects.get().words == WORDS
    assert not Unsaved.objects.exists()
