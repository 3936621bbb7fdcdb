"""What is kept per area of its log and its plans: when last heard, how much each year, when the
plan ends.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count, Max
from django.db.models.functions import ExtractYear

from areas.actions.facts import claim, keep, keep_years
from areas.models import Area
from partnerships.models import Activity, Plan


def recount(area: Area) -> None:
    """Count again what the programme may read of one area.

    Call it in the transaction of the change itself.
    """
    recount_all([area])


@transaction.atomic
def recount_all(areas: Iterable[Area] | None = None) -> None:
    """The same for several areas, or for all, in as many statements."""
    ids = claim(areas)
    logged = (
        Activity.objects.for_programme()
        .filter(area__in=ids)
        .order_by()
        .values_list("area_id", ExtractYear("on"))
        .annotate(Count("pk"), Max("on"))
    )
    years = {}
    last = {}
    for area_id, year, count, latest in logged:
        years[area_id, year] = count
        last[area_id] = max(latest, last.get(area_id, latest))
    # The plan endorsed last is the present one even when it has run out: that is something to ask
    # about.
    endorsed = Plan.objects.filter(area__in=ids, state=Plan.State.ENDORSED).order_by("number")
    plan_ends = dict(endorsed.values_list("area_id", "ends"))
    keep({pk: {"last_activity_on": last.get(pk), "plan_ends": plan_ends.get(pk)} for pk in ids})
    keep_years(ids, "activities", years)
