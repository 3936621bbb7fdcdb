"""Writing a plan: begin it, and save its words. Each is one transaction with a line of the audit.

Everything here takes the plan's row first. A sending takes the same row, so no word slips into a
plan that was sent.
"""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import models, transaction

from areas.access import can
from areas.models import Area, ProgrammeRule
from bigstory.accounts.roles import May
from bigstory.core import audit
from bigstory.core.models import today
from bigstory.core.models.versioned import Conflict
from partnerships.models import Plan
from partnerships.reads.plan_marks import Mark, mark_of, texts_of

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
