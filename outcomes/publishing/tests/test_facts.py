"""The numbers kept per area of its stories."""

from datetime import UTC, date, datetime

import pytest

from areas.models import AreaFacts, AreaYear, Owed
from areas.tests.factories import AreaFactory
from bigstory.core.db.choices import Audience
from bigstory.testing.record import publish, tell
from outcomes.models import ChangeStory
from outcomes.publishing.actions.area_counts import recount, recount_all
from outcomes.publishing.actions.publications import take_down

pytestmark = pytest.mark.django_db
NOON = datetime(2025, 6, 1, 12, tzinfo=UTC)


def story(area, **values) -> ChangeStory:
    """A story in a state, with the copy that the product makes of it."""
    return tell(area, "Lunch", **{"state": "sent", "sent_at": NOON} | values)


def years(area) -> dict:
    return dict(AreaYear.objects.filter(area=area).values_list("year", "stories"))


def waits(area):
    """Since when answers are owed to an area, longest first."""
    rows = Owed.objects.ours().open().filter(area=area)
    return list(rows.longest_first().values_list("sent", flat=True))


def test_stories_sent_are_counted_and_those_that_wait_too():
    area = AreaFactory()
    story(area)
    story(area, sent_at=NOON.replace(day=9))
    story(area, state="published", sent_at=NOON.replace(year=2024))
    recount(area)
    facts = AreaFacts.objects.get(area=area)
    assert years(area) == {2024: 1, 2025: 2}
    assert facts.last_story_on == date(2025, 6, 9)
    assert waits(area) == [NOON, NOON.replace(day=9)]


@pytest.mark.parametrize(
    "values",
    [
        {"state": "draft", "sent_at": None},
        {"state": "returned"},
        {"state": "withdrawn"},
        {"state": "published", "audience": Audience.AREA},
        {"state": "sent", "audience": Audience.AREA},
    ],
    ids=[
        "a draft",
        "one sent back",
        "one taken back",
        "one kept to the partnership",
        "one not for Local Trust",
    ],
)
def test_what_the_programme_may_not_read_leaves_no_trace(values):
    area = AreaFactory()
    story(area, **values)
    recount(area)
    facts = AreaFacts.objects.get(area=area)
    assert (years(area), waits(area), facts.last_story_on) == ({}, [], None)


def test_the_year_turns_at_midnight_in_england():
    area = AreaFactory()
    story(
        area, sent_at=datetime(2025, 6, 30, 23, 30, tzinfo=UTC)
    )  # half past midnight on 1 July there
    recount(area)
    assert AreaFacts.objects.get(area=area).last_story_on == date(2025, 7, 1)


def test_public_stories_are_those_with_a_cleared_copy():
    area = AreaFactory()
    told = publish(area, "Lunch")
    story(area, state="published", audience="network")
    story(area)
    recount(area)
    assert AreaFacts.objects.get(area=area).public_stories == 1
    take_down(story=told, by=None)
    assert AreaFacts.objects.get(area=area).public_stories == 0


def test_a_story_that_the_programme_may_not_read_is_not_counted_though_it_was_sent():
    area = AreaFactory()
    take_down(story=story(area), by=None)
    facts = AreaFacts.objects.get(area=area)
    assert (sum(years(area).values()), facts.last_story_on) == (0, None)
    assert len(waits(area)) == 1, "it still waits for an answer"


def test_the_columns_of_the_log_are_left_alone():
    area = AreaFactory()
    AreaFacts.objects.update_or_create(area=area, defaults={"last_activity_on": date(2025, 1, 1)})
    AreaYear.objects.create(area=area, year=2025, activities=4)
    story(area)
    recount_all()
    assert AreaFacts.objects.get(area=area).last_activity_on == date(2025, 1, 1)
    assert AreaYear.objects.values_list("activities", "stories").get() == (4, 1)
