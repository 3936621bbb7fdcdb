"""Writing a plan: begin it, and save its words. Each is one transaction with a line of the audit.

Everything here takes the plan's row first. A sending takes the same row, so no word slips into a
plan that was sent.

The priorities of a plan that is being written: add, change, put in order, take out.
"""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from areas.access import can
from areas.models import Area, ProgrammeRule
from bigstory.accounts.roles import May
from bigstory.core.db import audit
from bigstory.core.db.dated import today
from bigstory.core.db.versioned import Conflict
from partnerships.models import Action, Plan, Priority
from partnerships.plan.queries.marks import Mark, mark_of, texts_of

OPEN_STATES = (Plan.State.DRAFT, Plan.State.RETURNED)


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

    Raises PlanClosed once it is sent, Conflict, with the plan as it is, when somebody else saved
    first, and EndsFirst.
    """
    current = lock_open(plan, by=by)
    starts = values.get("starts", current.starts)
    ends = values.get("ends", current.ends)
    if starts and ends and ends < starts:
        raise EndsFirst
    return save_texts(current, plan=current, by=by, seen=seen, values=values)


def save_texts(thing, *, plan: Plan, by, seen: Mark, values: dict):
    """Save what differs of one locked row, by its version. Nothing different: nothing is saved."""
    stored = texts_of(thing)
    changed = sorted(name for name, value in values.items() if stored[name] != value)
    if not changed:
        return thing
    if not seen.fits(mark_of(thing)) and not _only_grew(
        thing, by=by, seen=seen, stored=stored, values=values
    ):
        raise Conflict(thing)
    for name in changed:
        setattr(thing, name, values[name])
    thing.save_if_unchanged(seen=thing.version, fields=changed)
    kind = thing._meta.model_name
    audit.record(
        f"{kind}.written", thing, by=by, area=plan.area.slug, version=thing.version, fields=changed
    )
    return thing


def _only_grew(thing, *, by, seen: Mark, stored: dict, values: dict) -> bool:
    """Whether the same person wrote on from their own words: a page saved as they typed, and the
    answer never came.

    Then nothing can be lost, and nobody need be asked.
    """
    since = thing.history.filter(version__gt=seen.version).values_list("history_user_id", flat=True)
    if set(since) != {by.pk}:
        return False
    return all(
        value == stored[name] or (isinstance(value, str) and stored[name] and stored[name] in value)
        for name, value in values.items()
    )


def lock_open(plan: Plan, *, by) -> Plan:
    """The plan as it is now, its row held until the transaction ends.

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


def legacy_is_asked(plan: Plan) -> bool:
    """Whether the programme asks for a legacy statement: by its dated rule on the plan's first day,
    or today, when it would be sent. What the rule says and from when is data of the programme.
    """
    days = {plan.starts or today(), today()}
    return any(_rule_holds(plan.area.programme, day) for day in days)


def _rule_holds(programme, day: date) -> bool:
    try:
        return bool(programme.rule("legacy_statement_required", at=day))
    except ProgrammeRule.DoesNotExist:
        return False


def words_before(thing: models.Model, seen: Mark) -> dict | None:
    """The words as a writer saw them, from the history; None where it does not say."""
    then = thing.history.filter(version=seen.version).order_by("history_date", "history_id").last()
    return {name: getattr(then, name) for name in texts_of(thing)} if then else None


def _require(by, area: Area) -> None:
    if not can(by, May.EDIT_PLAN, area):
        raise PermissionDenied


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
