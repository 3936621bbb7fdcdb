"""Who sits on the partnership: somebody joins, something about them changes, somebody leaves."""

from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from areas.access import require
from areas.actions.roles import end_member_role
from areas.models import Area, AreaRole
from areas.words import Words
from bigstory.accounts.roles import May
from bigstory.core import audit
from partnerships.models import Partnership, Seat


@dataclass
class Saved:
    """What was done: the names of the fields that differ, and the member roles that ended with the
    seat.
    """

    seat: Seat
    fields: set[str] = field(default_factory=set)
    ended: list[AreaRole] = field(default_factory=list)


@transaction.atomic
def add_seat(*, area: Area, by, values: dict) -> Seat:
    """Somebody takes a seat. The first one makes the partnership."""
    require(by, May.EDIT_ROSTER, area)
    partnership, made = Partnership.objects.get_or_create(
        area=area,
        defaults={"name": f"{area.short_name} {Words(area.programme.words)['partnership']}"[:120]},
    )
    if made:
        audit.record("partnership.begun", partnership, by=by, area=area.slug)
    seat = Seat.objects.create(partnership=partnership, **values)
    audit.record("seat.added", seat, by=by, area=area.slug, kind=seat.kind)
    return seat


@transaction.atomic
def change_seat(*, seat: Seat, by, seen: int, values: dict) -> Saved:
    """Save what differs. Raises Conflict if somebody saved since version `seen`.

    A new day of leaving ends the person's membership of the area from that day, in the same
    transaction.
    """
    area = seat.partnership.area
    require(by, May.EDIT_ROSTER, area)
    changed = {name for name, value in values.items() if getattr(seat, name) != value}
    if not changed:
        return Saved(seat)
    for name in changed:
        setattr(seat, name, values[name])
    seat.save_if_unchanged(seen=seen, fields=sorted(changed))
    audit.record("seat.changed", seat, by=by, area=area.slug, fields=sorted(changed))
    ended = _end_access(seat, by) if "left" in changed and seat.left else []
    return Saved(seat, changed, ended)


def end_seat(*, seat: Seat, by, seen: int, left: date) -> Saved:
    """Somebody leaves.

    What they wrote stays theirs; what they could read as a member of this area ends.
    """
    return change_seat(seat=seat, by=by, seen=seen, values={"left": left})


def keeps_a_seat(seat: Seat) -> bool:
    """Whether the same person still has another seat on this partnership after they leave this
    one.
    """
    others = Seat.objects.filter(partnership=seat.partnership_id, user=seat.user_id).exclude(
        pk=seat.pk
    )
    return others.filter(left=None).exists() or bool(
        seat.left and others.filter(left__gt=seat.left).exists()
    )


def _end_access(seat: Seat, by) -> list[AreaRole]:
    if seat.user_id is None or keeps_a_seat(seat):
        return []
    return end_member_role(user=seat.user, area=seat.partnership.area, on=seat.left, by=by)
