"""Giving a role is accepting an invitation (invitations.py); this is how one ends."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from areas.access import can
from areas.models import Area, AreaRole
from bigstory.accounts.models import User
from bigstory.accounts.roles import May, Role
from bigstory.core import audit
from bigstory.core.models import today


def may_end(user: User, held: AreaRole) -> bool:
    """Local Trust ends any role but an administrator's; nobody ends their own, so nobody locks
    themselves out.
    """
    if held.user_id == user.pk:
        return False
    return can(user, May.ADMINISTER) or (can(user, May.INVITE) and held.role != Role.ADMINISTRATOR)


@transaction.atomic
def end_role(*, held: AreaRole, by: User) -> AreaRole:
    """End a role today. It stops at the person's next request; what they wrote stays."""
    held = AreaRole.objects.select_for_update(of=("self",)).select_related("area").get(pk=held.pk)
    if not may_end(by, held):
        raise PermissionDenied
    _end(held, today(), by=by)
    return held


@transaction.atomic
def end_member_role(*, user: User, area: Area, on: date, by: User) -> list[AreaRole]:
    """Somebody leaves the partnership on a day, and what they read and wrote there as a member ends
    with it.

    Whoever calls this has asked that `by` may change who sits on the partnership. No other role is
    touched: a paid worker or an LTO officer is not there because of a seat.
    """
    held = AreaRole.objects.select_for_update(of=("self",)).select_related("area")
    return [
        one
        for one in held.filter(user=user, area=area, role=Role.MEMBER)
        if _end(one, on, by=by, with_seat=True)
    ]


def _end(held: AreaRole, day: date, *, by: User, **why: object) -> bool:
    """Whether the role held any longer than until that day."""
    # A role that has not begun ends on the day it would have: it never holds.
    day = max(day, held.starts or day)
    if held.ends is not None and held.ends <= day:
        return False
    held.ends = day
    held.save(update_fields=["ends"])
    audit.record(
        "role.ended", held, by=by, area=held.area.slug if held.area else "", role=held.role, **why
    )
    return True
