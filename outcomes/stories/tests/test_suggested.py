"""What a story may have grown from: the likeliest first, one tick each, and nothing tied by
itself.
"""

from datetime import date

import pytest

from outcomes.stories.queries.roots import keywords, suggest
from outcomes.tests.factories import StoryFactory
from outcomes.tests.telling import tell
from partnerships.models import Activity, Decision
from partnerships.tests.factories import (
    ActionFactory,
    ActivityFactory,
    PlanFactory,
    PriorityFactory,
)


@pytest.fixture
def story(area):
    return StoryFactory(
        area=area, title="Pudding on a Thursday", what_changed="Forty sit down to lunch."
    )


def found(story, **wanted) -> list[str]:
    wanted = {"chosen": (), "priorities": (), "most": 8} | wanted
    rows = suggest(Activity.objects.filter(area=story.area), story, words="what_happened", **wanted)
    return [each.label for each in rows]


def test_what_says_the_same_words_comes_before_what_only_happened_later(story, area):
    ActivityFactory(area=area, title="Litter pick", on=date(2024, 3, 1))
    ActivityFactory(area=area, title="First lunch, with pudding", on=date(2023, 2, 1))
    assert found(story) == ["First lunch, with pudding", "Litter pick"]


def test_what_happened_in_the_same_months_comes_before_the_rest(story, area):
    ActivityFactory(area=area, title="Litter pick", on=date(2024, 12, 5))
    ActivityFactory(area=area, title="Bulb planting", on=date(2024, 5, 20))
    assert found(story) == ["Bulb planting", "Litter pick"]


def test_what_was_logged_under_a_chosen_priority_comes_first_and_says_why(story, area, cast):
    priority = PriorityFactory(plan=PlanFactory(area=area))
    under = ActivityFactory(
        area=area,
        title="New ovens",
        on=date(2023, 2, 1),
        action=ActionFactory(priority=priority),
        logged_by=None,
    )
    ActivityFactory(area=area, title="Bulb planting", on=date(2024, 5, 20))
    story.priorities.add(priority)
    page = cast.member.client.get(f"/stories/{story.pk}/tell/how/").content.decode()
    assert page.index("New ovens") < page.index("Bulb planting")
    assert "under a priority you chose" in page
    assert not story.activities.filter(pk=under.pk).exists(), "a suggestion ties nothing"


def test_what_was_chosen_stays_first_however_old_it_is(story, area):
    old = ActivityFactory(area=area, title="A long time ago", on=date(2009, 2, 1))
    for n in range(12):
        ActivityFactory(area=area, title=f"Lunch {n}", on=date(2024, 6, n + 1))
    labels = found(story, chosen=[old.pk])
    assert (labels[0], len(labels)) == ("A long time ago", 8)


def test_what_is_ticked_is_kept_with_the_story(cast, story, area):
    lunch = ActivityFactory(area=area)
    choice = Decision.objects.create(
        area=area, title="Try four Thursdays", on="2024-01-10", raised_by="resident"
    )
    priority = PriorityFactory(plan=PlanFactory(area=area))
    tell(
        cast.member.client,
        story,
        "how",
        activities=[lunch.pk],
        decisions=[choice.pk],
        priorities=[priority.pk],
    )
    assert (story.activities.get(), story.decisions.get(), story.priorities.get()) == (
        lunch,
        choice,
        priority,
    )


def test_a_decision_of_another_area_cannot_be_chosen(cast, story, other_area):
    theirs = Decision.objects.create(
        area=other_area, title="Theirs", on="2024-01-10", raised_by="resident"
    )
    assert tell(cast.member.client, story, "how", decisions=[theirs.pk]).status_code == 200
    assert not story.decisions.exists()


def test_an_area_that_logged_nothing_is_asked_nothing(cast, story):
    page = cast.member.client.get(f"/stories/{story.pk}/tell/how/").content.decode()
    assert "What did it grow from?" not in page


def test_words_are_alike_whatever_their_ending():
    assert keywords("Lunches") == keywords("the lunch") == {"lunch"}
    assert keywords("because they were there") == set()
