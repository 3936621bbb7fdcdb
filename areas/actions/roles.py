"""Giving a role is accepting an invitation (invitations.py); this is how one ends."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from areas.access import can
from areas.models import AreaRole
from bigstory.accounts.models import User
from bigstory.accounts.roles import May, Role
from bigstory.core import audit
from bigstory.core.models import today


def may_end(user: User, held: AreaRole) -> bool:
    """Local Trust ends any role but an administrator's; nobody ends their own, so nobody locks themselves out."""
    if held.user_id == user.pk:
        return False
    return can(user, May.ADMINISTER) or (can(user, May.INVITE) and held.role != Role.ADMINISTRATOR)


@transaction.atomic
def end_role(*, held: AreaRole, by: User) -> AreaRole:
    """End a role today. It stops at the person's next request; what they wrote stays."""
    held = AreaRole.objects.select_for_update(of=("self",)).select_related("area").get(pk=held.pk)
    if not may_end(by, held):
        raise PermissionDenied
    if held.ends is None or held.ends > today():
        # A role that has not begun ends on the day it would have: it never holds.
        held.ends = max(today(), held.starts or today())
        held.save(update_fields=["ends"])
        audit.record("role.ended", held, by=by, area=held.area.slug if held.area else "", role=held.role)
    return held
