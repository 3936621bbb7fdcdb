"""The numbers kept per area of its log and its plans."""

from datetime import date

import pytest

from areas.models import AreaFacts, AreaYear
from areas.tests.factories import AreaFactory
from bigstory.core.db.choices import Audience
from partnerships.log.actions.activities import recount, recount_all
from partnerships.models import Plan
from partnerships.tests.factories import ActivityFactory, PlanFactory

pytestmark = pytest.mark.django_db


def years(area) -> dict:
    return dict(AreaYear.objects.filter(area=area).values_list("year", "activities"))


def test_what_was_logged_is_counted_by_year_and_the_latest_day_kept():
    area = AreaFactory()
    for day in (date(2024, 12, 31), date(2025, 1, 1), date(2025, 6, 1)):
        ActivityFactory(area=area, on=day)
    recount(area)
    assert years(area) == {2024: 1, 2025: 2}
    assert AreaFacts.objects.get(area=area).last_activity_on == date(2025, 6, 1)


def test_what_only_the_partnership_reads_leaves_no_trace():
    area = AreaFactory()
    ActivityFactory(area=area, on=date(2025, 6, 1), audience=Audience.AREA)
    recount(area)
    assert years(area) == {}
    assert AreaFacts.objects.get(area=area).last_activity_on is None


def test_a_year_that_lost_its_last_entry_goes_to_nought():
    area = AreaFactory()
    activity = ActivityFactory(area=area, on=date(2024, 5, 2))
    recount(area)
    activity.on = date(2025, 5, 2)
    activity.save()
    recount(area)
    assert years(area) == {2024: 0, 2025: 1}


def test_the_present_plan_is_the_one_endorsed_last_even_when_it_has_run_out():
    area = AreaFactory()
    PlanFactory(
        area=area, number=1, state=Plan.State.ENDED, ends=date(2020, 1, 1), starts=date(2016, 1, 1)
    )
    PlanFactory(area=area, number=2, ends=date(2024, 1, 1), starts=date(2020, 1, 1))
    PlanFactory(
        area=area, number=3, state=Plan.State.DRAFT, ends=date(2030, 1, 1), starts=date(2024, 1, 1)
    )
    recount(area)
    assert AreaFacts.objects.get(area=area).plan_ends == date(2024, 1, 1)


def test_the_columns_of_stories_are_left_alone():
    area = AreaFactory()
    AreaFacts.objects.update_or_create(area=area, defaults={"public_stories": 7})
    AreaYear.objects.create(area=area, year=2025, stories=4)
    ActivityFactory(area=area, on=date(2025, 5, 2))
    recount(area)
    facts = AreaFacts.objects.get(area=area)
    assert facts.public_stories == 7
    assert AreaYear.objects.values_list("activities", "stories").get() == (1, 4)


def test_a_day_no_year_can_hold_does_not_stop_the_count():
    area = AreaFactory()
    ActivityFactory(area=area, on=date(1066, 10, 14))
    recount(area)
    assert years(area) == {}


def test_all_areas_are_counted_in_as_few_statements_as_one(django_assert_max_num_queries):
    for count in (1, 2, 3):
        area = AreaFactory()
        for day in range(1, count + 1):
            ActivityFactory(area=area, on=date(2025, 5, day))
    with django_assert_max_num_queries(12):
        recount_all()
    assert sorted(AreaYear.objects.values_list("activities", flat=True)) == [1, 2, 3]


def test_counting_again_with_nothing_new_writes_no_year(django_assert_num_queries):
    area = AreaFactory()
    ActivityFactory(area=area)
    recount(area)
    # savepoint, lock, log, plans, facts, years, release: nothing is written to the years
    with django_assert_num_queries(7):
        recount(area)
