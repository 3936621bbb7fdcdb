"""Giving a role, once it is settled that somebody is to have it."""

from datetime import date

from areas.models import Area, AreaRole
from bigstory.accounts.models import User
from bigstory.core.db import audit
from bigstory.core.db.dated import today


def give_role(
    user: User,
    role: str,
    area: Area | None,
    *,
    by: User | None,
    starts: date | None = None,
    ends: date | None = None,
) -> None:
    """From today where no day is said. Whoever holds it already holds it once."""
    if AreaRole.objects.active().filter(user=user, role=role, area=area).exists():
        return
    area_role = AreaRole.objects.create(
        user=user, role=role, area=area, starts=starts or today(), ends=ends, granted_by=by
    )
    audit.record("role.given", area_role, by=by, area=area.slug if area else "", role=role)
