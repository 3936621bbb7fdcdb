"""The costed actions under a priority: saved together, as one page of rows, under the priority's
version.
"""

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from bigstory.core.db import audit
from bigstory.core.db.versioned import Conflict
from partnerships.models import Action, Plan, Priority
from partnerships.plan.actions.writing import HangsOn, lock_open, still_there, what_hangs_on
from partnerships.plan.queries.marks import ACTION_WORDS, Mark, mark_of_actions, texts_of


@dataclass(frozen=True)
class Row:
    """One action as it was typed. `thread` says which one it is, also for one that is not stored
    yet.
    """

    thread: uuid.UUID
    title: str
    lead: str = ""
    due: date | None = None
    cost: Decimal = Decimal(0)
    remove: bool = False

    def texts(self) -> dict:
        return {name: getattr(self, name) for name in ACTION_WORDS}


class ActionsChanged(Conflict):
    """Somebody else saved these actions first. `actions` are the stored ones."""

    def __init__(self, priority: Priority, actions: list[Action]):
        super().__init__(priority)
        self.actions = actions


@transaction.atomic
def save_actions(
    *,
    priority: Priority,
    by,
    seen: Mark,
    rows: list[Row],
    move: tuple[uuid.UUID, int] | None = None,
) -> Priority:
    """Save rows on top of the actions the writer saw; a stored action that is not among the rows is
    left alone.

    `move` takes one action a place up (-1) or down (1) afterwards. Raises PlanClosed, Gone,
    HangsOn, or ActionsChanged when somebody else saved first and the rows would change what they
    saved.
    """
    plan = lock_open(priority.plan, by=by)
    current = still_there(priority)
    stored = stored_actions(current)
    by_thread = {action.thread: action for action in stored}
    changed = [row for row in rows if _differs(row, by_thread.get(row.thread))]
    if changed and not seen.fits(mark_of_actions(current, stored)):
        raise ActionsChanged(current, stored)
    for row in changed:
        _save_row(row, current, plan, by_thread)
    moved = _move(stored_actions(current), *move) if move else False
    if changed or moved:
        current.save_if_unchanged(seen=current.version, fields=[])
        audit.record(
            "priority.actions_written",
            current,
            by=by,
            area=plan.area.slug,
            version=current.version,
            rows=len(changed),
        )
    return current


def stored_actions(priority: Priority) -> list[Action]:
    return list(priority.actions.order_by("order", "pk"))


def _differs(row: Row, action: Action | None) -> bool:
    if action is None:
        return not row.remove
    return row.remove or texts_of(action) != row.texts()


def _save_row(row: Row, priority: Priority, plan: Plan, by_thread: dict[uuid.UUID, Action]) -> None:
    action = by_thread.get(row.thread)
    if row.remove:
        _remove(action)
        return
    if action is None:
        last = max((one.order for one in by_thread.values()), default=0)
        thread = row.thread if _is_free(row.thread, plan) else uuid.uuid4()
        action = Action(priority=priority, thread=thread, order=min(last + 1, 32_000))
        by_thread[row.thread] = action
    for name, value in row.texts().items():
        setattr(action, name, value)
    action.save()


def _is_free(thread: uuid.UUID, plan: Plan) -> bool:
    """A thread joins the same action in the plans of one area, and is never borrowed from another
    area.
    """
    others = Action.objects.filter(thread=thread)
    in_this_plan = others.filter(priority__plan=plan).exists()
    return not in_this_plan and not others.exclude(priority__plan__area=plan.area).exists()


def _remove(action: Action) -> None:
    if hangs := what_hangs_on(Action, [action.pk]):
        raise HangsOn(
            _(
                "“%(title)s” stays in the plan, because something hangs on it: %(what)s. "
                "You can still change its words."
            )
            % {"title": action.title, "what": ", ".join(hangs)}
        )
    action.delete()


def _move(row: list[Action], thread: uuid.UUID, by: int) -> bool:
    at = next((index for index, action in enumerate(row) if action.thread == thread), None)
    if at is None or not 0 <= at + by < len(row):
        return False
    row[at], row[at + by] = row[at + by], row[at]
    for order, action in enumerate(row, start=1):
        if action.order != order:
            action.order = order
            action.save(update_fields=["order"])
    return True
