"""Writes which outcomes the priorities of a plan were chosen to serve."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db import transaction

from areas.access import require
from areas.places.actions import claim
from bigstory.accounts.roles import May
from bigstory.core.db import audit
from outcomes.models import Outcome, PriorityOutcome
from partnerships.models import Plan

# By the thread of a priority, ids of outcomes.
Served = Mapping[UUID, Collection[int]]


@transaction.atomic
def serve_outcomes(plan: Plan, *, by, seen: Served, chosen: Served) -> None:
    """Save what somebody ticked and took away since they saw the page; what a colleague ticked
    meanwhile stays. It holds in every plan that carries these priorities on.

    Source: the programme's report on its evaluation, by which priorities are chosen with the four
    outcomes in mind.
    """
    require(by, May.EDIT_PLAN, plan.area)
    claim([plan.area])
    outcomes = Outcome.objects.in_use().in_bulk()
    stored = {
        (row.thread, row.outcome_id): row for row in PriorityOutcome.objects.filter(area=plan.area)
    }
    new, gone = [], []
    for thread in plan.priorities.values_list("thread", flat=True):
        was, now = set(seen.get(thread, ())), set(chosen.get(thread, ()))
        new += [(thread, pk) for pk in now - was if pk in outcomes and (thread, pk) not in stored]
        gone += [stored[thread, pk].pk for pk in was - now if (thread, pk) in stored]
    PriorityOutcome.objects.filter(pk__in=gone).delete()
    PriorityOutcome.objects.bulk_create(
        PriorityOutcome(area=plan.area, thread=thread, outcome_id=pk) for thread, pk in sorted(new)
    )
    if new or gone:
        counts = {"new": len(new), "gone": len(gone)}
        audit.record("priority.outcomes", plan, by=by, area=plan.area.slug, **counts)
