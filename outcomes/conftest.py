"""The library as several readers find it."""

import pytest

from bigstory.testing.record import clear
from outcomes.models import ChangeLevel
from outcomes.publishing.actions.publications import publish_story
from outcomes.tests.factories import ReadingFactory, StoryFactory


@pytest.fixture(params=["visitor", "member", "trust"])
def reader(cast, request):
    """The library must answer alike from the public copies and from the record."""
    return getattr(cast, request.param).client


@pytest.fixture
def shelf(area, other_area):
    """Three public stories that differ in everything that can be filtered."""
    lunch = StoryFactory(
        area=area,
        title="Pudding on a Thursday",
        what_changed="Nobody said lonely.",
        kind="good",
        **_public(2024),
    )
    bench = StoryFactory(
        area=other_area,
        title="The bench",
        what_changed="He was lonely after the club shut.",
        kind="mixed",
        **_public(2022),
    )
    bus = StoryFactory(
        area=other_area,
        title="The last bus",
        what_changed="It still leaves at two.",
        kind="hard",
        **_public(2019),
    )
    for story, level in ((lunch, "individual"), (bench, "community"), (bus, "community")):
        story.levels.add(ChangeLevel.objects.get(slug=level))
    ReadingFactory(story=lunch)
    ReadingFactory(story=bench, party="evaluator", answer="bit")
    ReadingFactory(story=bench, answer="no")
    for story in (lunch, bench, bus):
        publish_story(clear(story), by=None)


def _public(year: int) -> dict:
    return {"state": "published", "audience": "public", "told_on": f"{year}-06-06"}
