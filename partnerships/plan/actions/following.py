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


class OneAtATime(Exception):
    """The area has a plan on its way already; `plan` is that one, where it could be read."""

    def __init__(self, plan: Plan | None):
        super().__init__("An area has one plan on its way at a time.")
        self.plan = plan


class NotNow(Exception):
    """Only an endorsed plan is changed or followed on."""


def vary(plan: Plan, *, by) -> Plan:
    """A draft with everything the endorsed plan holds, to be changed and sent.

    Raises OneAtATime, NotNow.
    """
    ends = plan.ends if plan.ends and plan.ends > today() else None
    return _begin(plan, by=by, kind=Kind.VARIATION, starts=today(), ends=ends, carry=None)


def follow_on(plan: Plan, *, by, carry: Collection[int]) -> Plan:
    """A draft that begins where the endorsed plan ends, with the priorities (ids) that are carried
    over.

    Raises OneAtATime, NotNow.
    """
    starts = plan.ends if plan.ends and plan.ends > today() else today()
    return _begin(plan, by=by, kind=Kind.FOLLOW_ON, starts=starts, ends=None, carry=set(carry))


def _begin(plan: Plan, *, by, kind: Kind, starts, ends, carry: set[int] | None) -> Plan:
    try:
        with transaction.atomic():
            return _copy(plan, by=by, kind=kind, starts=starts, ends=ends, carry=carry)
    except IntegrityError:
        # Somebody began one in the same moment; the constraint decided.
        found = _on_its_way(plan)
        if found is None:
            raise
        raise OneAtATime(found) from None


def _on_its_way(plan: Plan) -> Plan | None:
    return Plan.objects.filter(area=plan.area_id, state__in=ON_ITS_WAY).first()


def _copy(plan: Plan, *, by, kind: Kind, starts, ends, carry: set[int] | None) -> Plan:
    source = Plan.objects.select_for_update().get(pk=plan.pk)
    if not writes(by, source):
        raise PermissionDenied
    if source.state != Plan.State.ENDORSED:
        raise NotNow
    if found := _on_its_way(source):
        raise OneAtATime(found)
    of_area = Plan.objects.filter(area=source.area_id)
    made = Plan.objects.create(
        area_id=source.area_id,
        number=of_area.aggregate(last=Max("number"))["last"] + 1,
        kind=kind,
        follows=source,
        title=source.title,
        starts=starts,
        ends=ends,
        vision=source.vision,
        legacy_statement=source.legacy_statement,
    )
    priorities = [one for one in source.priorities.all() if carry is None or one.pk in carry]
    actions = Action.objects.filter(priority__in=priorities).order_by("order", "pk")
    # A follow-on takes up what is not over; a change of the plan keeps all of it.
    _carry(
        made,
        priorities,
        [a for a in actions if carry is None or a.state in ("planned", "under_way")],
    )
    audit.record(
        "plan.begin", made, by=by, area=source.area.slug, kind=str(kind), follows=source.pk
    )
    return made


def _carry(made: Plan, priorities: list[Priority], actions: list[Action]) -> None:
    """Copies with the threads of the originals: the same thing in a later plan.

    One at a time, for their history.
    """
    copies = {}
    for one in priorities:
        copies[one.pk] = Priority.objects.create(
            plan=made,
            **{f: getattr(one, f) for f in ("thread", "own_words", "need", "how_we_know", "order")},
        )
    kept = ("thread", "title", "lead", "due", "cost", "state", "order")
    for action in actions:
        Action.objects.create(
            priority=copies[action.priority_id], **{f: getattr(action, f) for f in kept}
        )
