"""Keeps when an area last sent something: a plan, a spend report, a yearly review, what it thinks
of itself. With what it logs and tells, and the calls, that is when it was last heard from.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.timezone import localdate

from areas.models import Area
from areas.places.actions import claim, keep
from partnerships.models import PartnershipReview, PlanVersion, SpendReport, SturdinessShare


@transaction.atomic
def count_sent(areas: Iterable[Area] | None = None) -> None:
    """Count again for some areas, or for all. Call it in the transaction of the sending itself.

    What was taken back, or sent back, was sent all the same.
    """
    ids = claim(areas)
    last = {
        "last_plan_on": _last(PlanVersion.objects.all(), "plan__area", "sent_at", ids),
        "last_spending_on": _last(SpendReport.objects.all(), "area", "sent_at", ids),
        "last_yearly_on": _last(
            PartnershipReview.objects.all(), "partnership__area", "sent_at", ids
        ),
        "last_shared_on": _last(SturdinessShare.objects.all(), "area", "shared_at", ids),
    }
    keep({pk: {name: days.get(pk) for name, days in last.items()} for pk in ids})


def _last(rows: QuerySet, area: str, moment: str, ids: list[int]) -> dict:
    """The day of the latest of these in each area, by the area's id. One statement."""
    sent = rows.filter(**{f"{area}__in": ids, f"{moment}__isnull": False}).order_by()
    latest = sent.values_list(area).annotate(at=Max(moment))
    return {pk: localdate(at) for pk, at in latest}
