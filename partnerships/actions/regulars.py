"""What meets regularly: writing it down, changing it, ending it, and saying of one day whether it
met.
"""

from datetime import date, timedelta

from django.db import transaction

from areas.models import Area
from bigstory.core import audit
from partnerships.actions.activities import log_activity
from partnerships.models import Activity, DidNotMeet, Regular


class AlreadyTold(Exception):
    """Somebody said of this day already that it met. `activity` is what they saved."""

    def __init__(self, activity: Activity):
        super().__init__("This day is logged already.")
        self.activity = activity


def add_regular(*, area: Area, by, values: dict) -> Regular:
    with transaction.atomic():
        regular = Regular.objects.create(area=area, added_by=by, **values)
        audit.record("regular.added", regular, by=by, area=area.slug)
    return regular


def change_regular(*, regular: Regular, by, seen: int, values: dict) -> set[str]:
    """Save what differs and return the names of the fields that did.

    Raises Conflict if somebody saved since.
    """
    changed = {name for name, value in values.items() if getattr(regular, name) != value}
    if not changed:
        return changed
    for name in changed:
        setattr(regular, name, values[name])
    with transaction.atomic():
        regular.save_if_unchanged(seen=seen, fields=sorted(changed))
        audit.record(
            "regular.changed", regular, by=by, area=regular.area.slug, fields=sorted(changed)
        )
    return changed


def end_regular(*, regular: Regular, by, last: date) -> None:
    """It met on `last` for the last time. What was logged of it stays.

    Raises Conflict if somebody saved since.
    """
    change_regular(
        regular=regular, by=by, seen=regular.version, values={"ends": last + timedelta(days=1)}
    )


def it_met(*, regular: Regular, on: date, by, values: dict) -> Activity:
    """Log that it met.

    Raises IntegrityError where this day is logged: the unique constraint decides between two.
    """
    about = {
        "title": regular.title,
        "led_by": regular.led_by,
        "action": regular.action,
        "audience": regular.audience,
        "regular": regular,
        "on": on,
    }
    with transaction.atomic():
        activity = log_activity(area=regular.area, by=by, values=about | values)
        # Whoever was there knows better.
        DidNotMeet.objects.filter(regular=regular, on=on).delete()
    return activity


def it_did_not_meet(*, regular: Regular, on: date, by) -> None:
    """Said twice is kept once. Raises AlreadyTold where somebody logged that it met."""
    if earlier := Activity.objects.filter(regular=regular, on=on).first():
        raise AlreadyTold(earlier)
    with transaction.atomic():
        missed, new = DidNotMeet.objects.get_or_create(
            regular=regular, on=on, defaults={"said_by": by}
        )
        if new:
            audit.record("regular.missed", missed, by=by, area=regular.area.slug)


def ask_again(*, regular: Regular, on: date, by) -> None:
    """Take back that it did not meet, so that the question comes again."""
    with transaction.atomic():
        missed = DidNotMeet.objects.filter(regular=regular, on=on).first()
        if missed is not None:
            audit.record("regular.ask_again", missed, by=by, area=regular.area.slug)
            missed.delete()
