"""What sort of change an evaluator sees stands beside what the teller chose, dated, and changes
nothing of it.
"""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from bigstory.testing.record import publish
from outcomes.models import Sorting
from outcomes.stories.actions.readings import sort
from outcomes.tests.factories import StoryFactory


@pytest.fixture
def story(area, cast):
    told = StoryFactory(area=area, state="sent", audience="programme", written_by=cast.member.user)
    told.levels.add(area.programme.changelevels.get(slug="individual"))
    return told


def page_of(story) -> str:
    return reverse("story_sorting", args=[story.pk])


def test_an_evaluator_sets_theirs_beside_the_tellers(cast, story, area):
    community = area.programme.changelevels.get(slug="community")
    makers = list(area.programme.makers.all()[:2])
    answer = cast.evaluator.client.post(
        page_of(story),
        {
            "levels": [community.pk],
            "makers": [m.pk for m in makers],
            "because": "Forty people came.",
        },
    )
    assert answer.url == f"{story.get_absolute_url()}#sorted"
    assert [level.slug for level in story.levels.all()] == ["individual"], (
        "the teller's own is as it was"
    )
    page = cast.member.client.get(story.get_absolute_url()).content.decode()
    assert "Forty people came." in page
    assert community.name in page
    page = cast.evaluator.client.get(page_of(story)).content.decode()
    assert "What the teller chose" in page
    assert re.search(rf'name="levels" value="{community.pk}"[^>]* checked', page)


def test_another_view_later_is_another_row_and_the_first_can_be_read(cast, story):
    for because in ("First thought.", "Second thought.", "Second thought."):
        cast.evaluator.client.post(page_of(story), {"because": because})
    assert list(Sorting.objects.values_list("because", "latest")) == [
        ("Second thought.", True),
        ("First thought.", False),
    ]
    page = cast.evaluator.client.get(story.get_absolute_url()).content.decode()
    assert "What evaluators saw before" in page
    assert "First thought." in page


def test_nothing_chosen_is_nothing_said(cast, story):
    cast.evaluator.client.post(page_of(story), {})
    assert not Sorting.objects.exists()


def test_a_word_that_is_none_is_told(cast, story):
    page = cast.evaluator.client.post(
        page_of(story), {"levels": ["999999"], "because": "Kept."}
    ).content.decode()
    assert "field--error" in page
    assert "Kept." in page
    assert not Sorting.objects.exists()


@pytest.mark.parametrize(
    "who", ["member", "worker", "lto", "rep", "trust", "neighbour", "admin", "nobody"]
)
def test_only_evaluators_sort(cast, story, who):
    with pytest.raises(PermissionDenied):
        sort(story, by=getattr(cast, who).user, values={}, because="Mine.")


@pytest.mark.parametrize("state", ["draft", "returned", "withdrawn"])
def test_what_is_not_sent_is_not_sorted(cast, area, state):
    with pytest.raises(PermissionDenied):
        sort(
            StoryFactory(area=area, state=state),
            by=cast.evaluator.user,
            values={},
            because="Early.",
        )


def test_whoever_reads_no_names_reads_an_evaluator(cast, story):
    sort(story, by=cast.evaluator.user, values={}, because="Forty people came.")
    name = cast.evaluator.user.name
    assert (
        name
        in cast.trust.client.get(story.get_absolute_url()).content.decode().split('id="sorted"')[1]
    )
    other = (
        cast.evaluator.client.get(story.get_absolute_url()).content.decode().split('id="sorted"')[1]
    )
    assert "An evaluator" in other
    assert name not in other


def test_visitors_read_none_of_it(cast, area):
    story = publish(area)
    Sorting.objects.create(story=story, reader=cast.evaluator.user, because="Zqsorted")
    assert "Zqsorted" not in cast.visitor.client.get(story.get_absolute_url()).content.decode()
