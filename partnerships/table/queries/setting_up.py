"""What an area's table needs before anybody can sit at it: a partnership, and somebody who keeps
the roster.
"""

from areas.access import can
from areas.models import Area, AreaRole
from areas.programme.queries import Words
from bigstory.accounts.models import User
from bigstory.accounts.roles import May, Role
from bigstory.accounts.somebody import Somebody
from partnerships.models import Organisation, Partnership
from partnerships.organisations.queries.finding import find


def usual_name(area: Area) -> str:
    """What the partnership of an area is called until somebody says otherwise."""
    return f"{area.short_name} {Words(area.programme.words)['partnership']}"


def its_body(body: dict) -> Organisation | None:
    """The organisation that is known by this name or one of these numbers."""
    for word in ("company_number", "charity_number", "name"):
        if known := find(body.get(word) or "").same:
            return known[0]
    return None


def belongs_to_another(organisation: Organisation, partnership: Partnership) -> bool:
    other = Partnership.objects.filter(organisation=organisation).exclude(pk=partnership.pk)
    return other.exists()


def workers_of(area: Area) -> list[AreaRole]:
    """The paid workers who sign in here today: with one, nobody else keeps the roster."""
    rows = AreaRole.objects.active().filter(area=area, role=Role.WORKER, user__is_active=True)
    return list(rows.select_related("user"))


def keepers_of(area: Area) -> list[AreaRole]:
    """The members whom somebody named to keep the roster, with who named them and since when."""
    rows = AreaRole.objects.active().filter(area=area, role=Role.KEEPER, user__is_active=True)
    return list(rows.select_related("user", "granted_by").order_by("starts", "pk"))


def may_see_keeper(user: Somebody, area: Area) -> bool:
    """Those at the table know everybody by name, and whoever names one has to."""
    return can(user, May.NAME_EVERY_SEAT, area) or can(user, May.NAME_KEEPER, area)


def may_be_named(area: Area, by: User) -> list[User]:
    """Members who sign in here, do not keep it yet, and are not the one who asks."""
    rows = AreaRole.objects.active().filter(area=area, user__is_active=True)
    kept = rows.filter(role=Role.KEEPER).values("user")
    members = rows.filter(role=Role.MEMBER).exclude(user__in=kept).exclude(user=by.pk)
    return list(User.objects.filter(pk__in=members.values("user")).order_by("name", "pk"))
