"""The plan after this one: a change of it while it holds, or one that follows on."""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Max

from bigstory.core.db import audit
from bigstory.core.db.dated import today
from partnerships.models import Action, Plan, Priority
from partnerships.plan.models.moves import ON_ITS_WAY, writes

Kind = Plan.Kind
# What a copy takes from its original.
PRIORITY_FIELDS = ("thread", "own_words", "need", "how_we_know", "order")
ACTION_FIELDS = ("thread", "title", "lead", "due", "cost", "state", "order")


class OneAtATime(Exception):
    """The area has a plan on its way already: `plan`."""

    def __init__(self, plan: Plan):
        super().__init__("An area has one plan on its way at a time.")
        self.plan = plan


class NotNow(Exception):
    """Only an endorsed plan is changed or followed on."""


def vary(plan: Plan, *, by) -> Plan:
    """A draft with everything the endorsed plan holds, to be changed and sent. It begins today,
    or with that plan where that is still to come.

    Raises OneAtATime, NotNow, PermissionDenied.
    """
    ends = plan.ends if plan.ends and plan.ends > today() else None
    starts = max(today(), plan.starts or today())
    return _begin(plan, by=by, kind=Kind.VARIATION, starts=starts, ends=ends, carry=None)


def follow_on(plan: Plan, *, by, carry: Collection[int]) -> Plan:
    """A draft that begins where the endorsed plan ends, with the priorities (ids) in `carry`.

    Raises OneAtATime, NotNow, PermissionDenied.
    """
    starts = plan.ends if plan.ends and plan.ends > today() else today()
    return _begin(plan, by=by, kind=Kind.FOLLOW_ON, starts=starts, ends=None, carry=set(carry))


def _begin(plan: Plan, *, by, kind: Kind, starts, ends, carry: set[int] | None) -> Plan:
    """`carry`: the ids of the priorities to copy; None copies all there is."""
    try:
        with transaction.atomic():
            return _copy(plan, by=by, kind=kind, starts=starts, ends=ends, carry=carry)
    except IntegrityError:
        # Somebody began one in the same moment; the constraint decided.
        other = _plan_on_its_way(plan)
        if other is None:
            raise
        raise OneAtATime(other) from None


def _plan_on_its_way(plan: Plan) -> Plan | None:
    return Plan.objects.filter(area=plan.area_id, state__in=ON_ITS_WAY).first()


def _copy(plan: Plan, *, by, kind: Kind, starts, ends, carry: set[int] | None) -> Plan:
    source = _lock_endorsed(plan, by=by)
    last_number = Plan.objects.filter(area=source.area_id).aggregate(last=Max("number"))["last"]
    draft = Plan.objects.create(
        area_id=source.area_id,
        number=last_number + 1,
        kind=kind,
        follows=source,
        title=source.title,
        starts=starts,
        ends=ends,
        vision=source.vision,
        legacy_statement=source.legacy_statement,
    )
    priorities = source.priorities.all()
    actions = Action.objects.filter(priority__plan=source).order_by("order", "pk")
    if carry is not None:
        # A plan that follows on takes up what is not over; a change of the plan keeps all of it.
        priorities = priorities.filter(pk__in=carry)
        actions = actions.filter(priority__in=carry, state__in=Action.TO_BE_DONE)
    _copy_into(draft, list(priorities), list(actions))
    audit.record(
        "plan.begin", draft, by=by, area=source.area.slug, kind=str(kind), follows=source.pk
    )
    return draft


def _lock_endorsed(plan: Plan, *, by) -> Plan:
    current = Plan.objects.select_for_update().get(pk=plan.pk)
    if not writes(by, current):
        raise PermissionDenied
    if current.state != Plan.State.ENDORSED:
        raise NotNow
    if other := _plan_on_its_way(current):
        raise OneAtATime(other)
    return current


def _copy_into(draft: Plan, priorities: list[Priority], actions: list[Action]) -> None:
    """Copies with the threads of the originals: the same thing in a later plan.

    Each is saved by itself, for its history.
    """
    copies = {}
    for priority in priorities:
        values = {name: getattr(priority, name) for name in PRIORITY_FIELDS}
        copies[priority.pk] = Priority.objects.create(plan=draft, **values)
    for action in actions:
        values = {name: getattr(action, name) for name in ACTION_FIELDS}
        Action.objects.create(priority=copies[action.priority_id], **values)
