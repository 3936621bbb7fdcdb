"""Who is the officer of an area on a day, and who covers for them.

Whoever does not hold Local Trust's role on that day is not one: then the area has none.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from areas.models import Area, AreaRole, Officer
from bigstory.accounts.models import User
from bigstory.accounts.roles import Role
from bigstory.core.db.dated import DatedQuerySet, today


def staff(at: date | None = None) -> QuerySet[User]:
    """Who can be the officer of an area on a day: whoever holds Local Trust's role then."""
    held = AreaRole.objects.active(at).filter(role=Role.TRUST, user=OuterRef("pk"))
    return User.objects.filter(Exists(held), is_active=True).order_by("name", "pk")


def have_areas() -> QuerySet[User]:
    """Whoever was named for an area, now or from a day on, whatever role they hold."""
    named = Officer.objects.filter(covers=None, user=OuterRef("pk")).exclude(ends__lte=today())
    return User.objects.filter(Exists(named)).order_by("name", "pk")


def in_charge(at: date | None = None) -> DatedQuerySet[Officer]:
    """Officers, and those who cover for one, on a day."""
    return Officer.objects.active(at).filter(user__in=staff(at).order_by().values("pk"))


@dataclass(frozen=True)
class InCharge:
    """An area's officer and whoever covers for them today; `before`, earlier ones, newest first.

    `ended` is whoever was named and does not hold Local Trust's role any more.
    """

    officer: Officer | None = None
    cover: Officer | None = None
    ended: Officer | None = None
    to_come: tuple[Officer, ...] = ()
    before: tuple[Officer, ...] = ()


def officer_of(area: Area, at: date | None = None) -> InCharge:
    """One statement."""
    at = at or today()
    still_staff = Exists(staff(at).filter(pk=OuterRef("user")))
    rows = list(area.officers.select_related("user", "covers").annotate(may=still_staff))
    now = [row for row in rows if row.is_active(at)]
    own = [row for row in now if row.covers_id is None]
    return InCharge(
        officer=next((row for row in own if row.may), None),
        cover=next((row for row in now if row.covers_id and row.may), None),
        ended=next((row for row in own if not row.may), None),
        to_come=tuple(row for row in rows if row.starts and row.starts > at),
        before=tuple(row for row in rows if row.covers_id is None and row.ends and row.ends <= at),
    )


def with_officer(areas: QuerySet[Area], at: date | None = None) -> QuerySet[Area]:
    """Add `officer`, with the name and id of whoever is in charge of each area, and `cover`.

    In the same statement.
    """
    words = JSONObject(pk="user_id", name="user__name")
    rows = in_charge(at).filter(area=OuterRef("pk")).order_by("-starts", "-pk")
    return areas.annotate(
        officer=Subquery(rows.filter(covers=None).values(_=words)[:1]),
        cover=Subquery(rows.exclude(covers=None).values(_=words)[:1]),
    )


def areas_of(user: User, at: date | None = None, *, covering: bool = True) -> QuerySet[Area]:
    """The areas of which somebody is the officer on a day; `covering`: or covers for one."""
    rows = in_charge(at).filter(user=user)
    if not covering:
        rows = rows.filter(covers=None)
    return Area.objects.filter(pk__in=rows.values("area"))


def named_for(user: User, at: date | None = None) -> QuerySet[Area]:
    """The areas for which somebody is named on a day, whether or not they hold the role still."""
    rows = Officer.objects.active(at).filter(user=user, covers=None)
    return Area.objects.filter(pk__in=rows.values("area"))


@dataclass(frozen=True)
class Round:
    """What one person looks after: their areas, and those where they cover."""

    user: User
    areas: list[Area]
    covers: list[Area]


def rounds(at: date | None = None) -> tuple[list[Round], list[Area]]:
    """Everybody of Local Trust with what they look after; and the areas with no officer.

    Three statements.
    """
    own: dict[int, list[Area]] = {}
    covered: dict[int, list[Area]] = {}
    taken = set()
    rows = in_charge(at).select_related("area").order_by("area__name")
    for row in rows:
        (own if row.covers_id is None else covered).setdefault(row.user_id, []).append(row.area)
        if row.covers_id is None:
            taken.add(row.area_id)
    people = [Round(user, own.get(user.pk, []), covered.get(user.pk, [])) for user in staff(at)]
    return people, list(Area.objects.exclude(pk__in=taken).order_by("name"))
