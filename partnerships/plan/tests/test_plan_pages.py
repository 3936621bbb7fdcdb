"""Plans: public once endorsed, and what was logged under each action only as far as the reader may
see.
"""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from bigstory.core.db.dated import today
from partnerships.models import Plan
from partnerships.tests.factories import (
    ActionFactory,
    ActivityFactory,
    PlanFactory,
    PriorityFactory,
)

PLAN = "/areas/ramsey/plan/"
EVERYBODY = (
    *("member", "worker", "lto", "rep", "trust", "evaluator"),
    *("neighbour", "admin", "nobody", "visitor"),
)
READ_DRAFTS = ("member", "worker", "lto", "rep", "trust", "evaluator")
READ_NAMES = ("member", "worker", "lto", "rep", "trust")


def page(person, path=PLAN) -> str:
    return person.client.get(path).content.decode()


@pytest.fixture
def plan(area):
    plan = PlanFactory(
        area=area, number=2, title="Back on our feet", legacy_statement="The club stays."
    )
    priority = PriorityFactory(
        plan=plan, own_words="Nobody eats alone", need="Many do.", how_we_know="We knocked."
    )
    ActionFactory(priority=priority, title="Luncheon club", lead="Bernadette", cost=Decimal("1200"))
    ActionFactory(priority=priority, title="Second-hand bus", cost=Decimal("300.50"))
    ActionFactory(priority=priority, title="A rocket", cost=Decimal("9000"), state="dropped")
    return plan


@pytest.mark.parametrize("who", EVERYBODY)
def test_everybody_reads_an_endorsed_plan(cast, plan, who):
    words = page(getattr(cast, who))
    for text in (
        "Back on our feet",
        "Nobody eats alone",
        "Many do.",
        "We knocked.",
        "The club stays.",
        "£1,200",
    ):
        assert text in words


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_leads_an_action_is_a_name(cast, plan, who):
    assert ("Bernadette" in page(getattr(cast, who))) is (who in READ_NAMES)


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("state", ["draft", "sent", "returned"])
def test_a_plan_being_written_is_for_those_who_may_read_it(cast, area, who, state):
    PlanFactory(area=area, number=3, title="Not yet ours", state=state)
    answer = getattr(cast, who).client.get(f"{PLAN}3/")
    assert answer.status_code == (200 if who in READ_DRAFTS else 404)
    assert ("Not yet ours" in page(getattr(cast, who))) is (who in READ_DRAFTS)


def test_what_is_planned_is_the_sum_of_what_was_not_dropped(cast, plan):
    words = page(cast.visitor)
    assert words.count("£1,500.50") == 2  # the whole plan, and its one priority


def test_what_was_logged_under_an_action_is_counted_only_as_far_as_the_reader_may_see(
    cast, area, plan
):
    action = plan.priorities.get().actions.get(title="Luncheon club")
    ActivityFactory(area=area, action=action, audience="area", on=date(2026, 3, 4))
    ActivityFactory(area=area, action=action, audience="programme", on=date(2026, 2, 4))
    assert "Logged 2 times, last on 4 March 2026" in page(cast.member)
    assert "Logged once, on 4 February 2026" in page(cast.trust)
    assert "Logged" not in page(cast.neighbour)
    assert "Logged" not in page(cast.visitor)


def test_earlier_plans_are_linked_and_open(cast, area, plan):
    PlanFactory(area=area, number=1, title="Out of the house", state=Plan.State.ENDED)
    assert f"{PLAN}1/" in page(cast.visitor)
    assert "Out of the house" in page(cast.visitor, f"{PLAN}1/")


def test_an_endorsed_plan_that_ran_out_is_not_the_present_one(cast, area):
    PlanFactory(area=area, number=1, title="Long ago", ends=today() - timedelta(days=1))
    assert "No plan holds here just now." in page(cast.visitor)
    assert "Has run out" in page(cast.visitor, f"{PLAN}1/")


def test_a_plan_that_is_endorsed_and_to_come_is_announced_and_was_not_planned_before(cast, area):
    begins = today() + timedelta(days=40)
    PlanFactory(area=area, number=1, title="A mill of ours", starts=begins, ends=None)
    words = page(cast.visitor)
    assert f"A mill of ours holds from {begins:%B %Y}." in words
    assert "What was planned before" not in words
    assert "No plan holds here just now." not in words


@pytest.mark.parametrize(
    "path", ["/areas/ramsey/plan/9/", "/areas/nowhere/plan/", "/areas/nowhere/plan/1/"]
)
def test_a_plan_that_never_was_is_not_found(cast, path):
    assert cast.visitor.client.get(path).status_code == 404


def test_a_plan_of_another_area_is_not_found_under_this_one(cast, area, other_area):
    PlanFactory(area=other_area, number=7)
    assert cast.member.client.get("/areas/ramsey/plan/7/").status_code == 404


def test_a_plan_costs_the_same_with_one_action_and_with_thirty(
    cast, area, plan, django_assert_max_num_queries
):
    counts = []
    for _more in range(2):
        cast.member.client.get(PLAN)
        with django_assert_max_num_queries(13) as queries:
            cast.member.client.get(PLAN)
        counts.append(len(queries))
        for priority in PriorityFactory.create_batch(10, plan=plan):
            for action in ActionFactory.create_batch(3, priority=priority):
                ActivityFactory(area=area, action=action)
    assert counts[0] == counts[1]
