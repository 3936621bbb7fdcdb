"""The priorities of a plan that is being written: add, change, put in order, take out."""

from django.db import models, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from bigstory.core import audit
from partnerships.actions.plan_writing import lock_open, save_texts
from partnerships.models import Action, Plan, Priority
from partnerships.reads.plan_marks import Mark

MOST_PRIORITIES = 400


class Full(Exception):
    """No plan holds more."""


class HangsOn(Exception):
    """Something in the record hangs on what was to be taken out.

    The message says what, and what to do.
    """


class Gone(Exception):
    """Somebody took it out meanwhile."""


@transaction.atomic
def add_priority(*, plan: Plan, by, values: dict) -> Priority:
    """Add a priority at the end. Raises PlanClosed, or Full."""
    current = lock_open(plan, by=by)
    if current.priorities.count() >= MOST_PRIORITIES:
        raise Full
    last = current.priorities.aggregate(last=Max("order"))["last"] or 0
    priority = Priority.objects.create(plan=current, order=min(last + 1, 32_000), **values)
    audit.record("priority.added", priority, by=by, area=current.area.slug, plan=current.pk)
    return priority


@transaction.atomic
def save_priority(*, priority: Priority, by, seen: Mark, values: dict) -> Priority:
    """Save a priority's own words. Raises PlanClosed, Conflict, or Gone."""
    plan = lock_open(priority.plan, by=by)
    return save_texts(still_there(priority), plan=plan, by=by, seen=seen, values=values)


@transaction.atomic
def move_priority(*, priority: Priority, by, up: bool) -> None:
    """One place up or down among the plan's priorities. At the end of the row: nothing happens."""
    plan = lock_open(priority.plan, by=by)
    row = list(plan.priorities.order_by("order", "pk"))
    at = row.index(still_there(priority))
    to = at - 1 if up else at + 1
    if not 0 <= to < len(row):
        return
    row[at], row[to] = row[to], row[at]
    for order, one in enumerate(row, start=1):
        if one.order != order:
            one.order = order
            one.save(update_fields=["order"])
    audit.record("priority.moved", priority, by=by, area=plan.area.slug, to=to + 1)


@transaction.atomic
def remove_priority(*, priority: Priority, by) -> None:
    """Take a priority out, with its actions.

    Raises HangsOn with a sentence where the record hangs on it.
    """
    plan = lock_open(priority.plan, by=by)
    current = still_there(priority)
    if reason := why_it_stays(current):
        raise HangsOn(reason)
    audit.record("priority.removed", current, by=by, area=plan.area.slug, plan=plan.pk)
    current.delete()


def why_it_stays(priority: Priority) -> str:
    """What keeps a priority in the plan; empty when nothing does."""
    hangs = what_hangs_on(Priority, [priority.pk]) + what_hangs_on(
        Action, priority.actions.values("pk")
    )
    if not hangs:
        return ""
    return _(
        "It stays in the plan, because something hangs on it: %(what)s. You can still "
        "change its words."
    ) % {"what": ", ".join(hangs)}


def what_hangs_on(model: type[models.Model], ids) -> list[str]:
    """What in the record names one of these rows, such as "2 activities".

    Asked of the tables themselves, so that a thing added above this app counts too.
    """
    found = []
    for link in model._meta.related_objects:
        if link.related_model is Action:
            continue
        rows = link.related_model._base_manager.filter(**{f"{link.field.name}__in": ids})
        if n := rows.distinct().count():
            names = link.related_model._meta
            found.append(f"{n} {names.verbose_name if n == 1 else names.verbose_name_plural}")
    return found


def still_there(priority: Priority) -> Priority:
    try:
        return Priority.objects.select_for_update().get(pk=priority.pk)
    except Priority.DoesNotExist:
        raise Gone from None
