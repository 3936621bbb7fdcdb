"""A plan with words in it, sent and answered, for tests."""

from decimal import Decimal

from partnerships.models import Plan
from partnerships.plan.actions.sending import send
from partnerships.tests.factories import ActionFactory, PlanFactory, PriorityFactory


def a_plan(area, **more) -> Plan:
    """A draft that could be sent."""
    plan = PlanFactory(
        area=area,
        **{"number": 1, "state": "draft", "vision": "A warm town.", "legacy_statement": "The hall."}
        | more,
    )
    priority = PriorityFactory(
        plan=plan, own_words="Nobody eats alone", need="Many do.", how_we_know="We knocked."
    )
    ActionFactory(priority=priority, title="Luncheon club", lead="Bernadette", cost=Decimal("1200"))
    return plan


def sent(area, by, **more):
    """The version of a plan that waits for an answer."""
    return send(a_plan(area, **more), by=by)
