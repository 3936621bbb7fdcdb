"""The five elements of the model in one area, made from what is recorded: time, support, who holds
the money, the partnership, and that it is very local.

Source of the five: Our Bigger Story, “Big Local as change agent”, its conclusions.
"""

from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Max, Min

from areas.access import can
from areas.desk.queries.contacts import notes_visible_to
from areas.desk.queries.officers import officer_of
from areas.models import Area, AreaRole, ContactNote, LocalAuthority
from areas.places.queries.standing import closed_since
from bigstory.accounts.models import User
from bigstory.accounts.roles import May, Role
from bigstory.core.db.dated import today
from partnerships.models import Award, LtoAppointment, Partnership, Plan, Priority
from partnerships.money.queries.sums import TimeLeft, time_left
from partnerships.table.queries.rules import Heads, Line, about_people, heads_on, rules_on

VISITOR = AnonymousUser()


@dataclass(frozen=True)
class Time:
    """Since when, until when, and how many plans were made and endorsed on the way."""

    begun: date | None
    left: TimeLeft
    plans: int
    first_plan: date | None
    last_plan: date | None

    @property
    def years(self) -> int | None:
        """Whole years from the first thing recorded to the end; None where either is not known."""
        if self.begun is None or self.left.ends is None:
            return None
        return max(0, (self.left.ends - self.begun).days * 100 // 36525)


def time_of(area: Area) -> Time:
    """From the first day that anything recorded names; `area` came `with_standing`. Three
    statements.
    """
    plans = Plan.objects.visible_to(VISITOR).filter(area=area)  # endorsed, now or once
    of_plans = plans.aggregate(n=Count("pk"), first=Min("starts"), last=Max("ends"))
    first_award = Award.objects.filter(area=area).aggregate(on=Min("on"))["on"]
    first_step = area.stages.aggregate(on=Min("starts"))["on"]
    group = getattr(area, "partnership", None)
    formed = group.formed_on if group else None
    known = [day for day in (area.starts, first_award, first_step, formed) if day]
    return Time(
        begun=min(known, default=None),
        left=time_left(area, closed_on=closed_since(area)),
        plans=of_plans["n"],
        first_plan=of_plans["first"],
        last_plan=of_plans["last"],
    )


@dataclass(frozen=True)
class Support:
    """Reps now and ever, whether somebody of the funder looks after it, and how often they spoke.

    `spoken` is None for whoever may not know.
    """

    reps: int
    reps_ever: int
    rep_since: date | None
    officer: bool
    spoken: int | None = None
    visits: int | None = None


def support_of(area: Area, user: User) -> Support:
    """Three statements. Names nobody."""
    rows = list(AreaRole.objects.filter(area=area, role=Role.REP))
    now = [row for row in rows if row.is_active()]
    spoken = visits = None
    if can(user, May.READ_DESK, area):
        notes = notes_visible_to(user).filter(area=area).order_by()
        kinds = dict(notes.values_list("kind").annotate(n=Count("pk")))
        spoken, visits = sum(kinds.values()), kinds.get(ContactNote.Kind.VISIT, 0)
    begun = [row.starts for row in now if row.starts]
    return Support(
        reps=len(now),
        reps_ever=len({row.user_id for row in rows}),
        rep_since=min(begun, default=None),
        officer=officer_of(area).officer is not None,
        spoken=spoken,
        visits=visits,
    )


@dataclass(frozen=True)
class Table:
    """The partnership: what it is, and how many sit there."""

    group: Partnership | None
    heads: Heads = field(default_factory=Heads)
    rules: list[Line] = field(default_factory=list)


def table_of(area: Area) -> Table:
    group = getattr(area, "partnership", None)
    if group is None:
        return Table(None)
    heads = heads_on(group, today())
    return Table(group, heads, about_people(rules_on(area.programme, today()), heads))


@dataclass(frozen=True)
class Local:
    """How small it is, and how many tiers of government lie over it."""

    authorities: list[LocalAuthority]
    codes: int
    needs: int  # priorities of the present plan, in the words of the people there


def local_of(area: Area) -> Local:
    """Three statements."""
    present = Plan.objects.visible_to(VISITOR).filter(area=area).current()
    return Local(
        authorities=list(area.authorities.order_by("tier", "name")),
        codes=area.codes.count(),
        needs=Priority.objects.filter(plan__in=present.values("pk")).count(),
    )


def elements(area: Area, user: User) -> dict[str, object]:
    """All five."""
    holders = LtoAppointment.objects.filter(area=area).select_related("organisation")
    return {
        "time": time_of(area),
        "support": support_of(area, user),
        "holders": list(holders.order_by("starts", "pk")),
        "table": table_of(area),
        "local": local_of(area),
    }
