"""What was spent of what was planned for each priority of a plan, and what a need took in all.

For those who read the money of an area: what one need took is no total that everybody may know.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Max, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from areas.access import can
from areas.models import Area
from bigstory.accounts.roles import May
from bigstory.core.db.dated import today
from partnerships.models import Action, Leverage, Plan, Priority, SpendLine
from partnerships.money.models.pounds import pounds, sum_in_pence
from partnerships.money.queries.sums import lines_on
from partnerships.plan.models.plan import PlanQuerySet


@dataclass(frozen=True)
class SpentOfPlanned:
    """One priority in its own words, with pounds. What was dropped is planned no more."""

    thread: UUID
    words: str
    planned: Decimal
    spent: Decimal

    @property
    def share(self) -> int:
        """Of every hundred pounds planned, how many were spent; all of them where it was more."""
        if self.planned <= 0:
            return 0
        return min(max(int(self.spent * 100 / self.planned), 0), 100)

    @property
    def over(self) -> Decimal:
        """Pounds spent beyond what was planned; 0 where it was not."""
        return max(self.spent - self.planned, Decimal(0))


def spent_of_planned(user, plan: Plan, area: Area) -> list[SpentOfPlanned]:
    """Each priority of a plan, in its order; none for whoever does not read the money. One
    statement.

    A change of a plan goes on with what was spent under the plan it changed; a plan that follows
    on begins at nothing.
    """
    return _read(user, area, Q(plan=plan.pk), None)


def spent_of_planned_on(user, area: Area, at: date | None = None) -> list[SpentOfPlanned]:
    """The same of the plan that held on a day (today), as it was reported by then. One
    statement.
    """
    plans = Plan.objects.active(at).filter(area=area)
    if at is None or at >= today():
        held = plans.filter(state=Plan.State.ENDORSED)
    else:
        held = plans.filter(state__in=PlanQuerySet.ENDORSED)
    newest = held.order_by("-number").values("pk")[:1]
    return _read(user, area, Q(plan=Subquery(newest)), at)


@dataclass(frozen=True)
class SpentOnNeed:
    """Pounds of sent reports for one need through all plans, with the years they were spent in."""

    spent: Decimal
    first: int
    last: int

    @property
    def years(self) -> str:
        """The year, or from which to which."""
        years = {"first": self.first, "last": self.last}
        return _("%(first)s to %(last)s") % years if self.first < self.last else str(self.first)


def spent_on(user, area: Area, threads: Collection[UUID]) -> dict[UUID, SpentOnNeed]:
    """By the thread of each need; none for whoever does not read the money. One statement."""
    if not threads or not can(user, May.READ_MONEY, area):
        return {}
    lines = SpendLine.objects.sent().filter(report__area=area, priority__thread__in=threads)
    rows = lines.order_by().values_list("priority__thread")
    sums = rows.annotate(
        pence=sum_in_pence(), first=Min("report__half_year"), last=Max("report__half_year")
    )
    return {
        thread: SpentOnNeed(pounds(pence), first.year, last.year)
        for thread, pence, first, last in sums
    }


def came_beside(user, area: Area, threads: Collection[UUID]) -> Decimal:
    """What others gave beside it for these actions (their threads), through all plans.

    One statement; 0 for whoever does not read the money.
    """
    if not threads:
        return Decimal(0)
    gifts = Leverage.objects.visible_to(user).filter(area=area, action__thread__in=threads)
    return gifts.total()


def _read(user, area: Area, which: Q, at: date | None) -> list[SpentOfPlanned]:
    if not can(user, May.READ_MONEY, area):
        return []
    rows = _with_pence(Priority.objects.filter(which), at).order_by("order", "pk")
    columns = rows.values_list("thread", "own_words", "planned_pence", "spent_pence")
    return [
        SpentOfPlanned(thread, words, pounds(planned), pounds(spent))
        for thread, words, planned, spent in columns
    ]


def _with_pence(priorities: QuerySet[Priority], at: date | None) -> QuerySet[Priority]:
    """With the pence planned for each, and spent under its plan and those that plan changed."""
    costs = Action.objects.filter(priority=OuterRef("pk")).exclude(state=Action.State.DROPPED)
    # Every plan after this one, up to the one looked at, is a change of the plan before it.
    begun = Plan.objects.filter(area=OuterRef("plan__area"), number__lte=OuterRef("plan__number"))
    begun = begun.exclude(kind=Plan.Kind.VARIATION).order_by("-number").values("number")[:1]
    lines = lines_on(at).filter(
        report__area=OuterRef("plan__area"),
        priority__thread=OuterRef("thread"),
        priority__plan__number__gte=OuterRef("begun"),
        priority__plan__number__lte=OuterRef("plan__number"),
    )
    return priorities.annotate(
        begun=Coalesce(Subquery(begun), 0),
        planned_pence=_summed(costs, "priority", "cost"),
        spent_pence=_summed(lines, "report__area", "amount"),
    )


def _summed(rows: QuerySet, by: str, field: str) -> Subquery:
    return Subquery(rows.order_by().values(by).values(_=sum_in_pence(field)))
