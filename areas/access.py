"""Whether a person may do a thing, here: every check of a permission goes through this file.

The answers are the table in accounts/roles.py.
"""

from collections.abc import Iterable
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

CACHE = "_grants"  # the attribute of a user object for what was read once


@dataclass(frozen=True)
class Grants:
    """The roles of a person on one day, each with the id of its area; None is the programme."""

    role_areas: frozenset[tuple[Role, int | None]] = frozenset()

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(role for role, _area in self.role_areas)

    def area_ids(self, *roles: Role) -> list[int]:
        """Ids of the areas in which one of these roles (any role, if none is named) is held."""
        return sorted(
            {
                area_id
                for role, area_id in self.role_areas
                if area_id is not None and (not roles or role in roles)
            }
        )


@dataclass(frozen=True)
class ReachedAreas:
    """The areas a permission reaches: all of them, or the ones named."""

    everywhere: bool = False
    area_ids: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.area_ids)

    def includes(self, area_id: int | None) -> bool:
        return self.everywhere or area_id in self.area_ids

    def q(self, path: str = "area") -> Q:
        """A filter for the rows whose `path` leads to one of these areas."""
        if self.everywhere:
            # Not Q(): an empty filter vanishes when it is joined to another with "or".
            return ~Q(pk__in=[])
        return Q(**{f"{path}__in": self.area_ids})


def grants(user: Somebody | None, at: date | None = None) -> Grants:
    """The roles of a person on a day, today if none is given. A visitor has none.

    Read at most once a request, mostly with the person (user_with_roles): the user object is new
    with each request, and so is the answer.
    """
    if user is None or not user.is_authenticated or not user.is_active:
        return Grants()
    if at is not None and at != today():
        return _load(user, at)
    cached: Grants | None = getattr(user, CACHE, None)
    if cached is None:
        cached = _load(user, today())
        setattr(user, CACHE, cached)
    return cached


def _load(user: User, at: date) -> Grants:
    # Every page asks this. A person has few roles, so their days are looked at here: a statement
    # that does it, and puts the roles in order, takes more than twice the time to put together.
    return _granted_by(AreaRole.objects.filter(user=user).order_by(), at)


def _granted_by(rows: Iterable[AreaRole], at: date) -> Grants:
    held = frozenset((Role(row.role), row.area_id) for row in rows if row.is_active(at))
    return Grants(
        frozenset(
            (role, area_id)
            for role, area_id in held
            # Whoever keeps the roster does so as a member, and stops with that, however it ended.
            if role != Role.KEEPER or (Role.MEMBER, area_id) in held
        )
    )


def user_with_roles(user_id: int) -> User | None:
    """A person whose `grants` of today are read already; None for somebody who never had a role.

    One statement.
    """
    rows = list(AreaRole.objects.filter(user=user_id).select_related("user").order_by())
    if not rows:
        return None
    user: User = rows[0].user
    setattr(user, CACHE, _granted_by(rows, today()))
    return user


def areas_where(user: Somebody | None, permission: May) -> ReachedAreas:
    """The areas in which a person may do a thing. Used by every `visible_to`."""
    line = TABLE.get(permission, {})
    reaches = [(line[role], area_id) for role, area_id in grants(user).role_areas if role in line]
    if any(reach == Reach.ALL for reach, _area_id in reaches):
        return ReachedAreas(everywhere=True)
    return ReachedAreas(
        area_ids=frozenset(area_id for _reach, area_id in reaches if area_id is not None)
    )


def people_who(permission: May) -> list[User]:
    """Everybody who may do a thing in all areas, today."""
    everywhere = [role for role, reach in TABLE.get(permission, {}).items() if reach == Reach.ALL]
    rows = AreaRole.objects.filter(role__in=everywhere, user__is_active=True)
    users = {row.user for row in rows.select_related("user") if row.is_active()}
    return sorted(users, key=lambda user: user.pk)


def can(user: Somebody | None, permission: May, area: Area | None = None) -> bool:
    """Whether a person may do a thing in an area; without an area, whether anywhere at all."""
    areas = areas_where(user, permission)
    return bool(areas) if area is None else areas.includes(area.pk)


def require(user: Somebody | None, permission: May, area: Area | None = None) -> None:
    """Refuse whoever may not do a thing, by Http404 or PermissionDenied.

    A stranger to the area gets 404, as for an area that never was; an onlooker gets 403.
    """
    if can(user, permission, area):
        return
    role_areas = grants(user).role_areas
    if area is not None and not any(area_id in (None, area.pk) for _role, area_id in role_areas):
        raise Http404
    raise PermissionDenied
