"""The costed actions under a priority: saved together, as one page of rows, under the priority's
version; and how far an action of an endorsed plan has got, in one press.
"""

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from areas.access import require
from bigstory.accounts.roles import May
from bigstory.core.db import audit
from bigstory.core.db.versioned import Conflict
from bigstory.core.text.quotes import unquoted
from bigstory.kit.marks import Mark, RowChange, merge_row
from partnerships.models import Action, Plan, Priority
from partnerships.plan.actions.writing import (
    HIGHEST_ORDER,
    InUse,
    lock_open,
    lock_priority,
    swap_places,
    things_that_use,
)
from partnerships.plan.models.moves import ON_ITS_WAY
from partnerships.plan.queries.marks import ACTION_WORDS, key_of, texts_of


@dataclass(frozen=True)
class Row:
    """One action as it was typed. `thread` says which one it is, also for one that is not stored
    yet, and `theirs` of which words the writer keeps what is stored.
    """

    thread: uuid.UUID
    title: str
    lead: str = ""
    due: date | None = None
    cost: Decimal = Decimal(0)
    remove: bool = False
    theirs: frozenset[str] = frozenset()

    def texts(self) -> dict:
        """Its words by field, but for those of which theirs are kept."""
        return {name: getattr(self, name) for name in ACTION_WORDS if name not in self.theirs}


class ActionsChanged(Conflict):
    """Somebody else changed the same words of these actions. `actions` are the stored ones.

    `clashes` says of which action, by its thread, and which of its words: the name of a field,
    REMOVE where the writer wants one out that somebody changed, WHOLE where somebody took out what
    the writer changed.
    """

    def __init__(
        self, priority: Priority, actions: list[Action], clashes: list[tuple[uuid.UUID, str]]
    ):
        super().__init__(priority)
        self.actions = actions
        self.clashes = clashes


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

    `move` takes one action, by its thread, a place up (-1) or down (1) afterwards. Raises
    PlanClosed, PriorityGone, InUse, or ActionsChanged when somebody else changed the same words.
    """
    plan = lock_open(priority.plan, by=by)
    current = lock_priority(priority)
    stored = stored_actions(current)
    by_thread = {action.thread: action for action in stored}
    changes = {row.thread: _change_of(row, by_thread.get(row.thread), seen) for row in rows}
    if clashes := [(thread, name) for thread, it in changes.items() for name in it.clashes]:
        raise ActionsChanged(current, stored, clashes)
    changed = {thread: it for thread, it in changes.items() if it.values or it.remove}
    for thread, change in changed.items():
        _save_change(change, thread, current, plan, by_thread)
    moved = _move_action(stored_actions(current), *move) if move else False
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
    """A priority's actions in their order."""
    return list(priority.actions.order_by("order", "pk"))


def _change_of(row: Row, action: Action | None, seen: Mark) -> RowChange:
    stored = texts_of(action) if action else None
    return merge_row(seen, key_of(row.thread), stored, row.texts(), remove=row.remove)


def _save_change(
    change: RowChange,
    thread: uuid.UUID,
    priority: Priority,
    plan: Plan,
    by_thread: dict[uuid.UUID, Action],
) -> None:
    action = by_thread.get(thread)
    if change.remove:
        _remove(action)
        return
    if action is None:
        last = max((stored.order for stored in by_thread.values()), default=0)
        free = thread if _is_free(thread, plan) else uuid.uuid4()
        action = Action(priority=priority, thread=free, order=min(last + 1, HIGHEST_ORDER))
        by_thread[thread] = action
    for name, value in change.values.items():
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
    if users := things_that_use(Action, [action.pk]):
        raise InUse(
            _(
                "“%(title)s” stays in the plan, because something hangs on it: %(what)s. "
                "You can still change its words."
            )
            % {"title": unquoted(action.title), "what": ", ".join(users)}
        )
    action.delete()


def _move_action(actions: list[Action], thread: uuid.UUID, by: int) -> bool:
    at = next((place for place, action in enumerate(actions) if action.thread == thread), None)
    return at is not None and swap_places(actions, at, at + by)


class ActionMarked(Exception):
    """Somebody else marked the action a moment ago. `action` is as it is now."""

    def __init__(self, action: Action):
        super().__init__(f"Action {action.pk} is {action.state} by now.")
        self.action = action


class NotUnderWay(Exception):
    """Only the actions of an endorsed plan are marked like this; in a draft they are part of what
    is written.
    """


@transaction.atomic
def mark_action(action: Action, *, by, state: str, was: str | None = None) -> Action:
    """Write down how far an action has got. `was` is the state the presser saw; pressed twice, it
    is written once.

    The same action in a plan on its way is marked too: what is done is done, whichever plan says
    so. Raises ActionMarked, NotUnderWay, PermissionDenied, and ValueError for a state there is
    not.
    """
    wanted = Action.State(state)
    current = (
        Action.objects.select_for_update(of=("self",))
        .select_related("priority__plan__area")
        .get(pk=action.pk)
    )
    plan = current.priority.plan
    require(by, May.EDIT_PLAN, plan.area)
    if plan.state != Plan.State.ENDORSED:
        raise NotUnderWay
    if current.state == wanted:
        return current
    if was and current.state != was:
        raise ActionMarked(current)
    for copy in [current, *_copies_on_their_way(current, plan)]:
        before = copy.state
        copy.state = wanted
        copy.save(update_fields=["state"])
        audit.record("action.marked", copy, by=by, area=plan.area.slug, was=before, now=str(wanted))
    return current


def _copies_on_their_way(action: Action, plan: Plan) -> QuerySet[Action]:
    """The same action in the area's plan that is being written or waits for an answer."""
    copies = Action.objects.filter(
        thread=action.thread,
        priority__plan__area=plan.area_id,
        priority__plan__state__in=ON_ITS_WAY,
    )
    return copies.exclude(pk=action.pk)
