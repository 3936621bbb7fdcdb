"""What was awarded, paid, spent and is left, in exact pounds."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from partnerships.models import Award, Leverage, Payment, SpendLine, SpendReport
from partnerships.money.queries import sums as money
from partnerships.tests.factories import OrganisationFactory, PlanFactory, PriorityFactory

pytestmark = pytest.mark.django_db


def spend(
    area, half_year: date, *amounts, sent=True, priority=None, organisation=None
) -> SpendReport:
    report = SpendReport.objects.create(
        area=area, organisation=organisation or OrganisationFactory(), half_year=half_year
    )
    for amount in amounts:
        SpendLine.objects.create(
            report=report, heading="Soup", amount=Decimal(amount), priority=priority
        )
    if sent:
        SpendReport.objects.filter(pk=report.pk).update(state="sent", sent_at=timezone.now())
        report.refresh_from_db()
    return report


def test_an_area_without_a_penny_has_totals_of_nothing(area):
    found = money.totals(area)
    assert (found.awarded, found.paid, found.spent, found.left) == (0, 0, 0, 0)


def test_tenths_that_floats_cannot_hold_add_up(area):
    for _each in range(30):
        Award.objects.create(area=area, amount=Decimal("0.10"), on=date(2015, 1, 1), what="Start")
    assert money.totals(area).awarded == Decimal("3.00")
    assert str(Award.objects.filter(area=area).total()) == "3.00"


def test_what_is_left_counts_sent_reports_only_and_never_the_lto_part(area, other_area):
    Award.objects.create(area=area, amount=Decimal(1_000_000), on=date(2013, 1, 1), what="Start")
    Award.objects.create(area=area, amount=Decimal(105_000), on=date(2017, 1, 1), what="More")
    Award.objects.create(area=other_area, amount=Decimal(9), on=date(2017, 1, 1), what="Not ours")
    Payment.objects.create(
        area=area,
        organisation=OrganisationFactory(),
        amount=Decimal(40_000),
        contribution=2_000,
        on=date(2014, 1, 1),
    )
    spend(area, date(2014, 1, 1), "1000.01", "2.02")
    spend(area, date(2014, 7, 1), "500", sent=False)
    Leverage.objects.create(
        area=area,
        kind="cash",
        amount=Decimal("700.50"),
        on=date(2015, 1, 1),
        from_whom="Parish",
        what="Roof",
    )
    found = money.totals(area)
    assert found.awarded == Decimal("1105000.00")
    assert found.spent == Decimal("1002.03")
    assert found.left == Decimal("1103997.97")
    assert (found.paid, found.contribution) == (40_000, 2_000)
    assert (found.leverage_cash, found.leverage_in_kind) == (Decimal("700.50"), 0)


def test_a_day_in_the_past_knows_what_had_happened_by_then(area):
    Award.objects.create(area=area, amount=Decimal(1_000_000), on=date(2013, 1, 1), what="Start")
    Award.objects.create(area=area, amount=Decimal(105_000), on=date(2017, 1, 1), what="More")
    spend(area, date(2016, 7, 1), "10")
    assert money.totals(area, at=date(2016, 12, 31)).spent == 0
    assert money.totals(area, at=date(2016, 12, 31)).awarded == 1_000_000
    assert money.totals(area, at=date(2017, 1, 1)).spent == 10


def test_many_areas_cost_one_statement(area, other_area, django_assert_num_queries):
    spend(area, date(2016, 7, 1), "10")
    with django_assert_num_queries(1):
        found = money.totals_of([area, other_area])
    assert (found[area.pk].spent, found[other_area.pk].spent) == (10, 0)


def test_spending_on_one_need_is_added_up_through_the_plans_that_followed(area):
    first = PriorityFactory(plan=PlanFactory(area=area, number=1))
    then = PriorityFactory(plan=PlanFactory(area=area, number=2), thread=first.thread)
    spend(area, date(2016, 1, 1), "10", priority=first)
    spend(area, date(2020, 1, 1), "5.50", priority=then)
    spend(area, date(2021, 1, 1), "1")
    assert money.spent_by_thread(area) == {first.thread: Decimal("15.50"), None: Decimal("1.00")}


@pytest.mark.parametrize(
    ("at", "months", "over"),
    [
        (date(2026, 1, 31), 2, False),
        (date(2026, 3, 30), 1, False),
        (date(2026, 3, 31), 0, True),
        (date(2026, 11, 23), 0, True),
    ],
)
def test_time_left_runs_to_the_end_of_the_programme(area, at, months, over):
    found = money.time_left(area, at)
    assert (found.months, found.over) == (months, over)
