"""The end of a role, and of an account: it stops at the person's next request."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from areas.access import can
from areas.models import Area, AreaRole
from bigstory.accounts.calendar_links import end_calendar_links
from bigstory.accounts.models import User
from bigstory.accounts.roles import May, Role
from bigstory.accounts.sessions import end_sessions
from bigstory.core.closings.ledger import closed
from bigstory.core.db import audit
from bigstory.core.db.dated import today


def may_end(user: User, area_role: AreaRole) -> bool:
    """Whether a person may end a role.

    Local Trust ends any role but an administrator's; nobody ends their own, so nobody locks
    themselves out.
    """
    if area_role.user_id == user.pk:
        return False
    if area_role.role == Role.ADMINISTRATOR:
        return can(user, May.ADMINISTER)
    return can(user, May.ADMINISTER) or can(user, May.INVITE)


@transaction.atomic
def end_role(*, area_role: AreaRole, by: User) -> AreaRole:
    """End a role today. It stops at the person's next request; what they wrote stays.

    Raises PermissionDenied.
    """
    locked = AreaRole.objects.select_for_update(of=("self",)).select_related("area")
    area_role = locked.get(pk=area_role.pk)
    if not may_end(by, area_role):
        raise PermissionDenied
    _end_role(area_role, today(), by=by)
    return area_role


@transaction.atomic
def end_area_role(
    *, user: User, area: Area, role: str, on: date, by: User, **data: object
) -> list[AreaRole]:
    """End a role of somebody in an area on a day; returns what ended.

    The caller has checked that `by` may: whoever keeps the roster ends the member's role of
    somebody who leaves. No other role is touched: a paid worker is not there because of a seat.
    """
    locked = AreaRole.objects.select_for_update(of=("self",)).select_related("area")
    return [
        area_role
        for area_role in locked.filter(user=user, area=area, role=role)
        if _end_role(area_role, on, by=by, **data)
    ]


@transaction.atomic
def close_account(*, user: User, by: User) -> None:
    """Nobody signs in with it from the next request on, and its roles end. Raises PermissionDenied.

    Opening it again is asked for, and takes a second person or a day.
    """
    if not can(by, May.ADMINISTER):
        raise PermissionDenied
    shut_account(user, by=by)


def shut_account(user: User, *, by: User | None) -> None:
    """The same, in the transaction of a caller who has asked; None where the ledger is replayed.

    The row stays: the record says still that one person did what it did.
    """
    locked = AreaRole.objects.select_for_update(of=("self",)).select_related("area")
    for area_role in locked.filter(user=user):
        _end_role(area_role, today(), by=by)
    User.objects.filter(pk=user.pk).update(is_active=False)
    closed("account", user, born=user.joined_at)
    end_sessions(user)
    end_calendar_links(user=user, by=by)
    audit.record("account.closed", user, by=by)


def _end_role(area_role: AreaRole, day: date, *, by: User | None, **data: object) -> bool:
    """End a role on a day, unless it ends by then anyway; whether it was changed."""
    # A role that has not begun ends on the day it would have: it is never in force.
    day = max(day, area_role.starts or day)
    if area_role.ends is not None and area_role.ends <= day:
        return False
    area_role.ends = day
    area_role.save(update_fields=["ends"])
    role_closed(area_role)
    slug = area_role.area.slug if area_role.area else ""
    audit.record("role.ended", area_role, by=by, area=slug, role=area_role.role, **data)
    return True


def role_closed(area_role: AreaRole) -> None:
    """Remember the end of a role outside the database, whoever ended it and how."""
    user, ends = area_role.user, area_role.ends or today()
    slug = area_role.area.slug if area_role.area else ""
    area = {"area": slug, "area_id": area_role.area_id}
    told = {"role": str(area_role.role), "ends": ends.isoformat()}
    closed("role", user, born=user.joined_at, **area, **told)
