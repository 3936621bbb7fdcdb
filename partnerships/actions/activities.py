"""Logging what happened, and putting it right afterwards."""

from django.db import transaction

from areas.access import can
from areas.models import Area
from bigstory.accounts.roles import May
from bigstory.core import audit
from bigstory.core.choices import PROGRAMME_UP
from partnerships.actions.facts import recount
from partnerships.models import Activity

# What the kept numbers of an area depend on; a change of anything else need not count again.
COUNTED_BY = {"on", "audience"}


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


def change_activity(*, activity: Activity, by, seen: int, values: dict) -> set[str]:
    """Save what differs and return the names of the fields that did.

    Nothing different: nothing is saved. Raises Conflict if somebody saved since version `seen`.
    """
    changed = {name for name, value in values.items() if getattr(activity, name) != value}
    if not changed:
        return changed
    for name in changed:
        setattr(activity, name, values[name])
    with transaction.atomic():
        activity.save_if_unchanged(seen=seen, fields=sorted(changed))
        if changed & COUNTED_BY:
            recount(activity.area)
        audit.record(
            "activity.changed", activity, by=by, area=activity.area.slug, fields=sorted(changed)
        )
    return changed
