"""Saying when the partnership meets, and that it does not after all."""

from django.db import transaction

from areas.models import Area
from bigstory.core import audit
from partnerships.models import Meeting


def add_meeting(*, area: Area, by, values: dict) -> Meeting:
    with transaction.atomic():
        meeting = Meeting.objects.create(area=area, added_by=by, **values)
        audit.record("meeting.added", meeting, by=by, area=area.slug)
    return meeting


def change_meeting(*, meeting: Meeting, by, seen: int, values: dict) -> set[str]:
    """Save what differs and return the names of the fields that did.

    Raises Conflict if somebody saved since.
    """
    changed = {name for name, value in values.items() if getattr(meeting, name) != value}
    if not changed:
        return changed
    for name in changed:
        setattr(meeting, name, values[name])
    with transaction.atomic():
        meeting.save_if_unchanged(seen=seen, fields=sorted(changed))
        audit.record(
            "meeting.changed", meeting, by=by, area=meeting.area.slug, fields=sorted(changed)
        )
    return changed


def set_cancelled(*, meeting: Meeting, by, cancelled: bool) -> None:
    """Call a meeting off, or on again. Said twice is said once."""
    with transaction.atomic():
        locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
        if locked.cancelled != cancelled:
            locked.cancelled = cancelled
            locked.save_if_unchanged(seen=locked.version, fields=["cancelled"])
            verb = "meeting.cancelled" if cancelled else "meeting.called_on_again"
            audit.record(verb, locked, by=by, area=meeting.area.slug)
