"""The whole of a plan as words that can be kept: frozen when it is sent, and compared later."""

from partnerships.models import Action, Plan, Priority


def plan_words(plan: Plan) -> dict:
    """A plan as JSON holds it: days as 2024-06-30, pounds with two decimals, in the plan's own
    order.

    Three statements at most, however long the plan. `thread` says which priority or action is the
    same in two plans.
    """
    priorities = plan.priorities.order_by("order", "pk").prefetch_related("actions")
    return {
        "title": plan.title,
        "kind": plan.kind,
        "starts": _day(plan.starts),
        "ends": _day(plan.ends),
        "vision": plan.vision,
        "legacy_statement": plan.legacy_statement,
        "priorities": [_priority(priority) for priority in priorities],
    }


def _priority(priority: Priority) -> dict:
    return {
        "thread": str(priority.thread),
        "own_words": priority.own_words,
        "need": priority.need,
        "how_we_know": priority.how_we_know,
        "actions": [_action(action) for action in priority.actions.all()],
    }


def _action(action: Action) -> dict:
    return {
        "thread": str(action.thread),
        "title": action.title,
        "lead": action.lead,
        "due": _day(action.due),
        "cost": f"{action.cost:.2f}",
        "state": action.state,
    }


def _day(day) -> str | None:
    return day.isoformat() if day else None
