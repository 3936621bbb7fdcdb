"""Sums of an area's money, and the time it has left.

Each sum is made from the rows when it is needed; none is stored, so none can disagree. The database
adds whole pence, which become Decimal pounds here: SQLite would add pounds as floats.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from areas.models import Area
from areas.places.queries.standing import Standing, with_standing
from bigstory.core.db.dated import today
from partnerships.models import Award, HandOver, Leverage, Payment, SpendLine
from partnerships.money.models.pounds import pounds, sum_in_pence
from partnerships.money.models.spending import SpendLineQuerySet


@dataclass(frozen=True)
class Totals:
    """Pounds of one area. `spent` is the sum of sent reports; drafts count for nobody.

    `contribution` went to the LTO on top and is no part of the area's money; nor is what came in
    beside it. `given_back`: what of `paid` came back to Local Trust, by what either side said.
    """

    awarded: Decimal = Decimal(0)
    paid: Decimal = Decimal(0)
    spent: Decimal = Decimal(0)
    contribution: Decimal = Decimal(0)
    leverage_cash: Decimal = Decimal(0)
    # Things, space and time, by what they are worth.
    leverage_in_kind: Decimal = Decimal(0)
    given_back: Decimal = Decimal(0)
    closed_on: date | None = None

    @property
    def is_closed(self) -> bool:
        return self.closed_on is not None

    @property
    def left(self) -> Decimal:
        """Awarded and not yet reported as spent. In an area that closed only what was paid of it
        and is neither spent nor given back: no more will be paid.

        Less than nothing where more was spent than awarded.
        """
        if not self.is_closed:
            return self.not_spent
        return min(self.not_spent, max(self.paid - self.given_back - self.spent, Decimal(0)))

    @property
    def not_spent(self) -> Decimal:
        return self.awarded - self.spent

    @property
    def never_paid(self) -> Decimal:
        """What of the award an area that closed did without; 0 while it may still be paid."""
        if not self.is_closed:
            return Decimal(0)
        return max(self.not_spent - self.left - self.given_back, Decimal(0))

    @property
    def share_left(self) -> int:
        """Of a hundred pounds awarded, how many are left: all only where nothing was spent."""
        share = int(self.left * 100 / self.awarded) if self.awarded > 0 else 0
        return min(max(share, 1 if self.left > 0 else 0), 100)

    @property
    def leverage(self) -> Decimal:
        """What came in beside the area's money, in cash and in kind."""
        return self.leverage_cash + self.leverage_in_kind


def totals(area: Area, at: date | None = None) -> Totals:
    """The totals everybody may read, now or as they stood on a day, in one statement."""
    return totals_of([area], at=at)[area.pk]


def totals_of(areas, at: date | None = None) -> dict[int, Totals]:
    """The same for many areas, by their id, still in one statement."""
    ids = [area.pk for area in areas]
    areas = with_standing(Area.objects.filter(pk__in=ids), at)
    rows = areas.values("pk", "standing", "standing_since", **_sums(at))
    by_area = {
        row["pk"]: Totals(
            **{name: pounds(row[f"{name}_p"]) for name in _sources(at)},
            closed_on=row["standing_since"] if row["standing"] == Standing.CLOSED else None,
        )
        for row in rows
    }
    return {pk: by_area.get(pk, Totals()) for pk in ids}


def last_half_year_ended(at: date) -> date:
    """The first day of the last half-year that was over on a day."""
    return date(at.year, 1, 1) if at.month > 6 else date(at.year - 1, 7, 1)


def spent_by_thread(area: Area, at: date | None = None) -> dict:
    """Pounds of sent reports for each thread of a priority (the same need through several plans).

    What was spent on no priority is under None.
    """
    lines = lines_on(at).filter(report__area=area).order_by().values_list("priority__thread")
    return {thread: pounds(pence) for thread, pence in lines.annotate(pence=sum_in_pence())}


def _sources(at: date | None) -> dict:
    """For each total: the rows it adds up, their field of pounds, and the path to their area."""
    day = {} if at is None else {"on__lte": at}
    payments = Payment.objects.filter(**day)
    leverage = Leverage.objects.filter(**day)
    back = HandOver.objects.filter(taker=None).done()
    if at is not None:
        back = back.filter(Q(giver_said__lte=at) | Q(taker_said__lte=at))
    return {
        "awarded": (Award.objects.filter(**day), "amount", "area"),
        "paid": (payments, "amount", "area"),
        "contribution": (payments, "contribution", "area"),
        "given_back": (back, "amount", "area"),
        "spent": (lines_on(at), "amount", "report__area"),
        "leverage_cash": (leverage.filter(kind__in=Leverage.MONEY), "amount", "area"),
        "leverage_in_kind": (leverage.filter(kind__in=Leverage.WORTH), "amount", "area"),
    }


def lines_on(at: date | None) -> SpendLineQuerySet:
    """Lines of sent reports; on a day, of the half-years that were over by then."""
    lines = SpendLine.objects.sent()
    return lines if at is None else lines.filter(report__half_year__lte=last_half_year_ended(at))


def _sums(at: date | None) -> dict:
    """For each total a subquery of its pence, under its name and `_p`."""
    sums = {}
    for name, (rows, field, path) in _sources(at).items():
        of_area = rows.filter(**{path: OuterRef("pk")}).order_by().values(path)
        sums[f"{name}_p"] = Coalesce(Subquery(of_area.values(_=sum_in_pence(field))), 0)
    return sums


@dataclass(frozen=True)
class TimeLeft:
    """Months until the programme ends; `share` of all its days that are still to come, 0 to 100.
    `closed`: the area closed before that, on the day `ends`.
    """

    months: int
    share: int
    ends: date | None
    closed: bool = False

    @property
    def over(self) -> bool:
        """Whether the programme has ended."""
        return self.ends is not None and self.months == 0 and self.share == 0


def time_left(area: Area, at: date | None = None, *, closed_on: date | None = None) -> TimeLeft:
    """How long the area's programme still runs. An area may have an end of its own, and one that
    `closed_on` a day by now (as its `Totals` say) has no time left, whatever the programme has.
    """
    at = at or today()
    programme = area.programme
    starts = area.starts or programme.starts
    ends = area.ends or programme.ends
    if closed_on is not None and (ends is None or closed_on < ends):
        return TimeLeft(0, 0, closed_on, closed=True)
    if ends is None or ends <= at:
        return TimeLeft(0, 0, ends)
    months = max((ends.year - at.year) * 12 + ends.month - at.month - (ends.day < at.day), 1)
    share = 100
    if starts is not None and starts < at:
        share = (ends - at).days * 100 // max((ends - starts).days, 1)
    return TimeLeft(months, max(share, 1), ends)
