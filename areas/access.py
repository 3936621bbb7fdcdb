"""May this person do this, here?

The one question; the answers are the table in accounts/roles.py.
"""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404

from areas.models import Area, AreaRole
from bigstory.accounts.models import User
from bigstory.accounts.roles import TABLE, May, Reach, Role
from bigstory.accounts.somebody import Somebody
from bigstory.core.db.dated import today

KEPT = "_grants"  # where a user object keeps what was read once


@dataclass(frozen=True)
class Grants:
    """The roles a person holds on one day: where, or everywhere (area None)."""

    held: frozenset[tuple[Role, int | None]] = frozenset()

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(role for role, _area in self.held)

    def area_ids(self, *roles: Role) -> list[int]:
        """Areas in which one of these roles (any role, when none is named) is held."""
        return sorted(
            {a for role, a in self.held if a is not None and (not roles or role in roles)}
        )


@dataclass(frozen=True)
class Where:
    """The areas a permission reaches: all of them, or the ones named."""

    everywhere: bool = False
    area_ids: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.area_ids)

    def includes(self, area_id: int | None) -> bool:
        return self.everywhere or area_id in self.area_ids

    def q(self, path: str = "area") -> Q:
        """A filter for the rows whose `path` lies in these areas. Nowhere: no rows."""
        if self.everywhere:
            # Not Q(): an empty filter vanishes when it is joined to another with "or".
            return ~Q(pk__in=[])
        return Q(**{f"{path}__in": self.area_ids})


def grants(user: Somebody | None, at: date | None = None) -> Grants:
    """What a person holds.

    One query a request: the user object is new with each request, and so is the answer.
    """
    if user is None or not user.is_authenticated or not user.is_active:
        return Grants()
    if at is not None and at != today():
        return _load(user, at)
    kept: Grants | None = getattr(user, KEPT, None)
    if kept is None:
        kept = _load(user, today())
        setattr(user, KEPT, kept)
    return kept


def _load(user: User, at: date) -> Grants:
    rows = AreaRole.objects.active(at).filter(user=user).values_list("role", "area_id")
    return Grants(frozenset((Role(role), area_id) for role, area_id in rows))


def areas_where(user: Somebody | None, permission: May) -> Where:
    """In which areas a person may do a thing. Used by every `visible_to`."""
    line = TABLE.get(permission, {})
    held = [(line[role], area_id) for role, area_id in grants(user).held if role in line]
    if any(reach == Reach.ALL for reach, _area in held):
        return Where(everywhere=True)
    return Where(area_ids=frozenset(area_id for _reach, area_id in held if area_id is not None))


def can(user: Somebody | None, permission: May, area: Area | None = None) -> bool:
    """May this person do this in this area (or, without an area, anywhere at all)?"""
    found = areas_where(user, permission)
    return bool(found) if area is None else found.includes(area.pk)


def require(user: Somebody | None, permission: May, area: Area | None = None) -> None:
    """Pass, or refuse.

    A stranger to the area gets 404, as for an area that never was; an onlooker gets 403.
    """
    if can(user, permission, area):
        return
    held = grants(user).held
    if area is not None and not any(area_id in (None, area.pk) for _role, area_id in held):
        raise Http404
    raise PermissionDenied
