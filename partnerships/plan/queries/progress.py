"""How far each action has got, as residents see it: its state and what happened last.

No percentage to keep up.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from partnerships.models import Action, Activity, Plan, Priority

OPEN = (Action.State.PLANNED, Action.State.UNDER_WAY)


@dataclass(frozen=True)
class Progress:
    """What was logged under an action that this reader may see: how often, and the last of it."""

    n: int = 0
    last: date | None = None
    title: str = ""
    pk: int | None = None


NOTHING = Progress()


def with_progress(user, plan: Plan, at: date) -> list[Priority]:
    """The plan's priorities, each with `shown_actions` and the pounds `planned`.

    Three statements, however many.

    Activities are found through the thread, so what was logged under the same action of an earlier
    plan counts.
    """
    priorities = list(plan.priorities.prefetch_related("actions"))
    logged = _logged(user, plan)
    for priority in priorities:
        priority.shown_actions = list(priority.actions.all())
        for action in priority.shown_actions:
            action.logged = logged.get(action.thread, NOTHING)
            action.overdue = action.state in OPEN and action.due is not None and action.due < at
        kept = [action for action in priority.shown_actions if action.state != Action.State.DROPPED]
        priority.planned = sum(action.cost for action in kept)
    return priorities


def _logged(user, plan: Plan) -> dict:
    threads = Action.objects.filter(priority__plan=plan).values("thread")
    found = Activity.objects.visible_to(user).filter(area=plan.area_id, action__thread__in=threads)
    by_thread = {"partition_by": [F("action__thread")]}
    newest = Window(RowNumber(), order_by=[F("on").desc(), F("pk").desc()], **by_thread)
    ranked = (
        found.order_by().annotate(place=newest, n=Window(Count("pk"), **by_thread)).filter(place=1)
    )
    rows = ranked.values_list("action__thread", "n", "on", "title", "pk")
    return {thread: Progress(*rest) for thread, *rest in rows}
