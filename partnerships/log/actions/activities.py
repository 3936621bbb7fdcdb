"""Logging what happened and putting it right; the numbers kept per area that depend on it.

Kept per area: when it was last heard of, how much was logged each year, when its plan ends.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count, Max
from django.db.models.functions import ExtractYear

from areas.access import can
from areas.models import Area
from areas.places.actions import claim, keep, keep_years
from bigstory.accounts.roles import May
from bigstory.core.db import audit
from bigstory.core.db.choices import PROGRAMME_UP
from bigstory.kit.marks import Mark
from bigstory.kit.two_editors import save_merged
from partnerships.models import Activity, Plan

# What the kept numbers of an area depend on; a change of anything else need not count again.
COUNTED_BY = {"on", "audience"}
# A first and a last day; how many came, and how sure somebody is of it.
TOGETHER = [("on", "until"), ("came", "counted")]


def log_activity(*, area: Area, by, values: dict) -> Activity:
    """Save something that happened, as logged by `by` under the name they have today."""
    with transaction.atomic():
        activity = Activity.objects.create(
            area=area, logged_by=by, logged_by_name=str(by)[:80], **values
        )
        if activity.audience in PROGRAMME_UP:
            recount(area)
        audit.record("activity.logged", activity, by=by, area=area.slug, audience=activity.audience)
    return activity


def may_change(user, activity: Activity) -> bool:
    """A member changes what they logged themselves; a worker changes what anybody in the area
    logged.
    """
    if can(user, May.EDIT_LOG, activity.area):
        return True
    return activity.logged_by_id == user.pk and can(user, May.LOG, activity.area)


@transaction.atomic
def change_activity(*, activity: Activity, by, seen: Mark, values: dict) -> set[str]:
    """Save what somebody changed and return the names of those fields.

    Nothing changed: nothing is saved. Raises Conflict where somebody else changed the same.
    """
    changed = save_merged(activity, seen=seen, values=values, together=TOGETHER)
    if not changed:
        return changed
    if changed & COUNTED_BY:
        recount(activity.area)
    audit.record(
        "activity.changed", activity, by=by, area=activity.area.slug, fields=sorted(changed)
    )
    return changed


def recount(area: Area) -> None:
    """Count again what the programme may read of one area.

    Call it in the transaction of the change itself.
    """
    recount_all([area])


@transaction.atomic
def recount_all(areas: Iterable[Area] | None = None) -> None:
    """The same for several areas, or for all, in as many statements."""
    ids = claim(areas)
    by_year = (
        Activity.objects.for_programme()
        .filter(area__in=ids)
        .order_by()
        .values_list("area_id", ExtractYear("on"))
        .annotate(Count("pk"), Max("on"))
    )
    years = {}
    last = {}
    for area_id, year, count, latest in by_year:
        years[area_id, year] = count
        last[area_id] = max(latest, last.get(area_id, latest))
    # The plan endorsed last is the present one even when it has run out: staff then ask about it.
    endorsed = Plan.objects.filter(area__in=ids, state=Plan.State.ENDORSED).order_by("number")
    plan_ends = dict(endorsed.values_list("area_id", "ends"))
    keep({pk: {"last_activity_on": last.get(pk), "plan_ends": plan_ends.get(pk)} for pk in ids})
    keep_years(ids, "activities", years)
