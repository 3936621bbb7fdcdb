"""What waits for Local Trust while a question of ours about it waits for its area."""

import pytest

from bigstory.tests.hidden_inputs import page_of
from outcomes.review.tests.test_letters import ANSWER, ANSWERS, ask, letters, waiting
from outcomes.review.tests.test_the_whole_queue import KINDS, one_of_each

__all__ = ["one_of_each", "waiting"]
SAYS = "and wait for the area to answer."


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("path", ["/reviews/", "/portfolio/"])
def test_its_row_says_that_we_asked_until_the_area_has_answered(cast, waiting, kind, path):
    ask(cast, waiting[kind])
    words = page_of(cast.trust.client.get(path))
    assert words.count(SAYS) == 1, "in the row it is about alone"
    person = getattr(cast, ANSWERS[kind])
    person.client.post(letters(waiting[kind]), {"words": ANSWER})
    assert SAYS not in page_of(cast.trust.client.get(path))
