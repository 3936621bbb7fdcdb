"""Writing a plan: begin it, save its words; add, change, put in order and take out its priorities.

Each is one transaction with a line of the audit. Everything here locks the plan's row first. A
sending locks the same row, so no word slips into a plan that was sent.
"""

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from areas.access import can
from areas.models import Area
from bigstory.accounts.roles import May
from bigstory.core.db import audit
from bigstory.core.db.versioned import Conflict
from bigstory.kit.marks import Mark, merge
from partnerships.models import Action, Plan, Priority
from partnerships.plan.models.moves import OPEN_STATES
from partnerships.plan.queries.marks import texts_of

MOST_PRIORITIES = 400
HIGHEST_ORDER = 32_000


class PlanClosed(Exception):
    """The plan was sent, endorsed or ended: its words stand."""

    def __init__(self, plan: Plan):
        super().__init__(f"Plan {plan.pk} is {plan.state}.")
        self.plan = plan


class EndsFirst(Exception):
    """The day the plan ends would lie before the day it begins."""


class AlreadyBegun(Exception):
    """The area has a plan, so there is no first one to begin."""

    def __init__(self, plan: Plan):
        super().__init__(f"Plan {plan.pk} is there already.")
        self.plan = plan


class PlanFull(Exception):
    """No plan holds more priorities."""


class PriorityGone(Exception):
    """Somebody took the priority out meanwhile."""


class InUse(Exception):
    """Something in the record hangs on what was to be taken out.

    The message says what, and what to do.
    """


# --- the plan and its own words ---


@transaction.atomic
def begin_plan(*, area: Area, by, title: str) -> Plan:
    """Begin the first plan of an area. Raises AlreadyBegun where somebody was first."""
    _require(by, area)
    Area.objects.select_for_update().get(pk=area.pk)
    if earlier := area.plans.first():
        raise AlreadyBegun(earlier)
    plan = Plan.objects.create(area=area, number=1, kind=Plan.Kind.FIRST, title=title)
    audit.record("plan.begun", plan, by=by, area=area.slug)
    return plan


@transaction.atomic
def save_words(*, plan: Plan, by, seen: Mark, values: dict) -> Plan:
    """Save some of the plan's own words on top of what the writer saw, and return the plan.

    Raises PlanClosed once it is sent, EndsFirst, and Conflict, with the plan as it is, when
    somebody else saved first.
    """
    current = lock_open(plan, by=by)
    starts = values.get("starts", current.starts)
    ends = values.get("ends", current.ends)
    if starts and ends and ends < starts:
        raise EndsFirst
    return save_texts(current, plan=current, by=by, seen=seen, values=values)


def save_texts(row: Plan | Priority, *, plan: Plan, by, seen: Mark, values: dict):
    """Save what the writer changed of one locked row, and return the row. Where nothing differs
    nothing is saved.

    Raises Conflict when somebody else changed the same words since the writer saw them.
    """
    alone = _only_they_wrote(row, by=by, seen=seen)
    merged = merge(seen, texts_of(row), values, together=[("starts", "ends")], wrote_on=alone)
    if merged.clashes:
        raise Conflict(row, merged.clashes)
    if not merged.values:
        return row
    changed = sorted(merged.values)
    for name in changed:
        setattr(row, name, merged.values[name])
    row.save_if_unchanged(seen=row.version, fields=changed)
    verb = f"{row._meta.model_name}.written"
    audit.record(verb, row, by=by, area=plan.area.slug, version=row.version, fields=changed)
    return row


def _only_they_wrote(row: Plan | Priority, *, by, seen: Mark) -> bool:
    """Whether the same person wrote all there is since: a page saved as they typed, and the answer
    never came. Where they wrote on from their own words nobody need choose.
    """
    since = row.history.filter(version__gt=seen.version).values_list("history_user_id", flat=True)
    return set(since) == {by.pk}


def lock_open(plan: Plan, *, by) -> Plan:
    """The plan as it is now, its row locked until the transaction ends.

    Raises PlanClosed, or PermissionDenied.
    """
    current = (
        Plan.objects.select_for_update(of=("self",))
        .select_related("area__programme")
        .get(pk=plan.pk)
    )
    _require(by, current.area)
    if current.state not in OPEN_STATES:
        raise PlanClosed(current)
    return current


def _require(by, area: Area) -> None:
    if not can(by, May.EDIT_PLAN, area):
        raise PermissionDenied


# --- priorities ---


@transaction.atomic
def add_priority(*, plan: Plan, by, values: dict) -> Priority:
    """Add a priority at the end. Raises PlanClosed, or PlanFull."""
    current = lock_open(plan, by=by)
    if current.priorities.count() >= MOST_PRIORITIES:
        raise PlanFull
    last = current.priorities.aggregate(last=Max("order"))["last"] or 0
    priority = Priority.objects.create(plan=current, order=min(last + 1, HIGHEST_ORDER), **values)
    audit.record("priority.added", priority, by=by, area=current.area.slug, plan=current.pk)
    return priority


@transaction.atomic
def save_priority(*, priority: Priority, by, seen: Mark, values: dict) -> Priority:
    """Save a priority's own words. Raises PlanClosed, Conflict, or PriorityGone."""
    plan = lock_open(priority.plan, by=by)
    return save_texts(lock_priority(priority), plan=plan, by=by, seen=seen, values=values)


@transaction.atomic
def move_priority(*, priority: Priority, by, up: bool) -> None:
    """One place up or down among the plan's priorities; from the first or last place nothing moves.

    Raises PlanClosed, or PriorityGone.
    """
    plan = lock_open(priority.plan, by=by)
    priorities = list(plan.priorities.order_by("order", "pk"))
    at = priorities.index(lock_priority(priority))
    to = at - 1 if up else at + 1
    if swap_places(priorities, at, to):
        audit.record("priority.moved", priority, by=by, area=plan.area.slug, to=to + 1)


def swap_places(rows: list[Priority] | list[Action], at: int, to: int) -> bool:
    """Let two rows change places and number all of them anew; False where there is no place `to`.

    Places count from 0, `order` from 1. Each row is saved by itself, for its history.
    """
    if not 0 <= to < len(rows):
        return False
    rows[at], rows[to] = rows[to], rows[at]
    for order, row in enumerate(rows, start=1):
        if row.order != order:
            row.order = order
            row.save(update_fields=["order"])
    return True


@transaction.atomic
def remove_priority(*, priority: Priority, by) -> None:
    """Take a priority out, with its actions.

    Raises PlanClosed, PriorityGone, or InUse with a sentence where the record hangs on it.
    """
    plan = lock_open(priority.plan, by=by)
    current = lock_priority(priority)
    if reason := why_not_removable(current):
        raise InUse(reason)
    audit.record("priority.removed", current, by=by, area=plan.area.slug, plan=plan.pk)
    current.delete()


def why_not_removable(priority: Priority) -> str:
    """What keeps a priority in the plan, in a sentence; empty when nothing does."""
    users = things_that_use(Priority, [priority.pk])
    users += things_that_use(Action, priority.actions.values("pk"))
    if not users:
        return ""
    return _(
        "It stays in the plan, because something hangs on it: %(what)s. You can still "
        "change its words."
    ) % {"what": ", ".join(users)}


def things_that_use(model: type[models.Model], ids) -> list[str]:
    """What in the record points to one of these rows, such as "2 activities".

    Counted in the tables themselves, so that what an app above this one adds counts too.
    """
    counts = []
    for link in model._meta.related_objects:
        if link.related_model is Action:
            continue
        rows = link.related_model._base_manager.filter(**{f"{link.field.name}__in": ids})
        if n := rows.distinct().count():
            names = link.related_model._meta
            counts.append(f"{n} {names.verbose_name if n == 1 else names.verbose_name_plural}")
    return counts


def lock_priority(priority: Priority) -> Priority:
    """The priority as it is now, its row locked. Raises PriorityGone."""
    try:
        return Priority.objects.select_for_update().get(pk=priority.pk)
    except Priority.DoesNotExist:
        raise PriorityGone from None
