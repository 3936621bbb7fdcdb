"""What was spent of what was planned for each need, for those who read the money."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.models import Award
from partnerships.money.queries.priorities import spent_of_planned, spent_of_planned_on
from partnerships.money.tests.test_money_sums import spend
from partnerships.plan.actions.following import follow_on, vary
from partnerships.plan.actions.sending import endorse, send
from partnerships.tests.factories import (
    ActionFactory,
    PartnershipFactory,
    PlanFactory,
    PriorityFactory,
    SeatFactory,
)

READ_MONEY = ("member", "worker", "lto", "rep", "trust")
OTHERS = ("evaluator", "neighbour", "visitor")
SPENT = "£350 of £1,200 spent"


@pytest.fixture
def plan(area):
    plan = PlanFactory(area=area, number=1, legacy_statement="The hall.")
    need = PriorityFactory(
        plan=plan, own_words="Nobody eats alone", need="Many do.", how_we_know="We asked."
    )
    ActionFactory(priority=need, cost=Decimal(1200))
    ActionFactory(priority=need, cost=Decimal(9000), state="dropped")
    return plan


@pytest.fixture
def need(plan):
    return plan.priorities.get()


@pytest.fixture
def spent(area, need, holder):
    # Spent on no need: the total that everybody reads is another number.
    spend(area, date(2024, 1, 1), "40", organisation=holder)
    return spend(area, date(2026, 1, 1), "100", "250", priority=need, organisation=holder)


def endorsed(cast, draft):
    """Sent by the member and endorsed by Local Trust, as the pages do it."""
    version = send(draft, by=cast.member.user)
    endorse(version, by=cast.trust.user, words="Good luck.", letters="/letters/")
    draft.refresh_from_db()
    return draft


def said(person, path: str) -> str:
    return " ".join(person.client.get(path).content.decode().split())


def test_every_page_says_the_same_pounds_and_the_same_share_to_the_penny(cast, area, need, holder):
    day = date(2013, 3, 1)
    Award.objects.create(area=area, amount=Decimal(100_000), on=day, what="The award")
    spend(area, date(2026, 1, 1), "350.50", priority=need, organisation=holder)
    profile = said(cast.member, reverse("area", args=[area.slug]))
    assert "£350.50 of £1,200 spent" in profile
    assert "£350.50 has been reported as spent" in profile
    assert "99% of the £100,000 awarded" in profile
    assert "99% of the money is left" in said(cast.member, reverse("money", args=[area.slug]))


def pages(area) -> list[str]:
    plan_and_profile = [reverse(name, args=[area.slug]) for name in ("plan_now", "area")]
    return [*plan_and_profile, reverse("partnership_review", args=[area.slug])]


def sums(cast, area):
    return [(str(row.spent), str(row.planned)) for row in _rows(cast, area)]


def _rows(cast, area):
    return spent_of_planned_on(cast.member.user, area)


def test_who_reads_money_sees_it_on_plan_profile_and_review_and_nobody_else(cast, area, spent):
    SeatFactory(partnership=PartnershipFactory(area=area))
    for path in pages(area):
        for who in READ_MONEY:
            assert SPENT in said(getattr(cast, who), path), (who, path)
        for who in OTHERS:
            assert "£350" not in said(getattr(cast, who), path), (who, path)


def test_local_trust_reads_it_beside_the_yearly_review_that_was_sent(cast, area, spent):
    SeatFactory(partnership=PartnershipFactory(area=area))
    path = reverse("partnership_review", args=[area.slug])
    seen = cast.worker.client.get(path).context["form"]["seen"].value()
    cast.worker.client.post(path, {"seen": seen, "note": "All well."})
    review = cast.trust.client.get(path).context["last"]
    assert SPENT in said(cast.trust, reverse("partnership_review_reply", args=[review.pk]))


def test_what_is_not_sent_yet_is_not_spent(cast, area, need, holder):
    spend(area, date(2026, 1, 1), "100", priority=need, organisation=holder, sent=False)
    assert sums(cast, area) == [("0.00", "1200.00")]


def test_more_than_planned_is_said_and_fills_the_bar(cast, area, need, holder):
    spend(area, date(2026, 1, 1), "1300", priority=need, organisation=holder)
    (row,) = _rows(cast, area)
    assert (row.share, row.over) == (100, 100)
    assert "£100 more than planned" in said(cast.member, reverse("plan_now", args=[area.slug]))


def test_a_changed_plan_goes_on_with_what_was_spent_before_it(cast, area, plan, spent, holder):
    changed = endorsed(cast, vary(plan, by=cast.member.user))
    then = changed.priorities.get()
    spend(area, date(2025, 7, 1), "50", priority=then, organisation=holder)
    assert sums(cast, area) == [("400.00", "1200.00")]
    (before,) = spent_of_planned(cast.member.user, plan, area)
    assert before.spent == 350


def test_a_plan_that_follows_on_begins_at_nothing(cast, area, plan, need, spent):
    draft = follow_on(plan, by=cast.member.user, carry=[need.pk])
    draft.starts, draft.ends = plan.starts, date(2090, 1, 1)
    draft.save()
    endorsed(cast, draft)
    assert sums(cast, area) == [("0.00", "1200.00")]


def test_a_day_in_the_past_knows_the_half_years_that_were_over(cast, area, need, holder):
    spend(area, date(2025, 7, 1), "10", priority=need, organisation=holder)
    spend(area, date(2026, 1, 1), "5", priority=need, organisation=holder)
    (row,) = spent_of_planned_on(cast.member.user, area, date(2026, 3, 1))
    assert row.spent == 10


def test_thirty_needs_cost_one_statement_like_one(cast, area, plan, spent):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert spent_of_planned(cast.member.user, plan, area)
        return len(queries)

    asked()
    few = asked()
    for _n in range(30):
        ActionFactory(priority=PriorityFactory(plan=plan))
    assert asked() == few == 1
