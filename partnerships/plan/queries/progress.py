"""How far each action has got, as residents see it: its state and what happened last.

No percentage to keep up.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from partnerships.models import Action, Activity, Plan, Priority


@dataclass(frozen=True)
class Progress:
    """What was logged under an action that this reader may see: how often, and the last of it."""

    n: int = 0
    last: date | None = None
    title: str = ""
    pk: int | None = None


NOTHING = Progress()


def with_progress(user, plan: Plan, at: date) -> list[Priority]:
    """The plan's priorities, each with `shown_actions` and the pounds `planned`; each action with
    what is `logged` (Progress) and whether it is `overdue` on the day `at`.

    Three statements, however many. Activities are matched by thread, so what was logged under the
    same action of an earlier plan counts.
    """
    priorities = list(plan.priorities.prefetch_related("actions"))
    logged = _progress_by_thread(user, plan)
    for priority in priorities:
        priority.shown_actions = list(priority.actions.all())
        for action in priority.shown_actions:
            action.logged = logged.get(action.thread, NOTHING)
            to_be_done = action.state in Action.TO_BE_DONE
            action.overdue = to_be_done and action.due is not None and action.due < at
        priority.planned = planned_cost(priority.shown_actions)
    return priorities


def planned_cost(actions: Iterable[Action]) -> Decimal:
    """What actions (as they are, or as they were sent) add up to, in pounds.

    What was dropped costs nothing any more.
    """
    costs = (action.cost for action in actions if action.state != Action.State.DROPPED)
    return sum(costs, Decimal(0))


def _progress_by_thread(user, plan: Plan) -> dict[UUID, Progress]:
    threads = Action.objects.filter(priority__plan=plan).values("thread")
    activities = Activity.objects.visible_to(user).filter(
        area=plan.area_id, action__thread__in=threads
    )
    by_thread = {"partition_by": [F("action__thread")]}
    newest = Window(RowNumber(), order_by=[F("on").desc(), F("pk").desc()], **by_thread)
    times = Window(Count("pk"), **by_thread)
    ranked = activities.order_by().annotate(place=newest, n=times).filter(place=1)
    rows = ranked.values_list("action__thread", "n", "on", "title", "pk")
    return {thread: Progress(*progress) for thread, *progress in rows}
