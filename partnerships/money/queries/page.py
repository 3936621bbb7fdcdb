"""What the pages of an area's money show besides its totals, in few statements."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import (
    CharField,
    Count,
    DecimalField,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Coalesce

from areas.models import Area
from bigstory.core.db.dated import today
from partnerships.models import Award, CloseoutStep, Leverage, Payment, SpendLine, SpendReport
from partnerships.money.models.pounds import pounds, sum_in_pence
from partnerships.money.queries.sums import Totals

POUNDS = DecimalField(max_digits=12, decimal_places=2)
NO_WORDS = Value("", CharField())


@dataclass
class Share:
    """Pounds spent on one need or theme, and in how many lines.

    `key` is its value in the filter of lines; `percent` compares it with the largest.
    """

    name: str
    key: UUID | str
    spent: Decimal = Decimal(0)
    lines: int = 0
    percent: int = 0


@dataclass(frozen=True)
class Closing:
    """Little money is left: the rules in pounds, and the steps the area takes now."""

    below: Decimal
    may_close_with: Decimal | None
    steps: list[CloseoutStep]


def by_priority_and_theme(area: Area) -> tuple[list[Share], list[Share]]:
    """Sent spending of an area by need (through all its plans) and by shared theme, largest first.

    One statement.
    """
    rows = (
        SpendLine.objects.sent()
        .filter(report__area=area)
        .order_by("priority__plan__number")
        .values(
            "priority__plan__number",
            "priority__thread",
            "priority__own_words",
            "theme__slug",
            "theme__name",
        )
        .annotate(pence=sum_in_pence(), lines=Count("pk"))
    )
    needs: dict = {}
    themes: dict = {}
    for row in rows:
        # The newest plan comes last, and its words are the ones shown.
        _add(needs, row["priority__thread"], row["priority__own_words"], row)
        _add(themes, row["theme__slug"], row["theme__name"], row)
    return _ordered(needs), _ordered(themes)


def _add(shares: dict, key, name: str | None, row: dict) -> None:
    share = shares.setdefault(key, Share(name or "", key or ""))
    share.name = name or ""
    share.spent += pounds(row["pence"])
    share.lines += row["lines"]


def _ordered(shares: dict) -> list[Share]:
    """Largest first, what has no name last; each with its share of the largest."""
    rows = sorted(shares.values(), key=lambda share: (not share.name, -share.spent, share.name))
    most = max((share.spent for share in rows), default=Decimal(0))
    for share in rows:
        share.percent = int(share.spent * 100 / most) if most > 0 and share.spent > 0 else 0
    return rows


def reports(user, area: Area) -> QuerySet[SpendReport]:
    """The reports this person may read, newest first, with their review.

    Each has `pence`, their sum, and `n`, the number of lines.
    """
    return reports_in(user, [area])


def reports_in(user, areas: Iterable[Area]) -> QuerySet[SpendReport]:
    """The same of several areas."""
    lines = SpendLine.objects.filter(report=OuterRef("pk")).order_by().values("report")
    return (
        SpendReport.objects.visible_to(user)
        .filter(area__in=areas)
        .select_related("organisation", "review")
        .annotate(
            pence=Coalesce(Subquery(lines.values(_=sum_in_pence())), 0),
            n=Coalesce(Subquery(lines.values(_=Count("pk"))), 0),
        )
    )


def with_pounds(rows) -> list[SpendReport]:
    """The same reports with `spent` in pounds."""
    rows = list(rows)
    for report in rows:
        report.spent = pounds(report.pence)
    return rows


def with_last_half_year(areas: QuerySet[Area]) -> QuerySet[Area]:
    """Add `last_half`, the half-year of the newest sent report, without a statement of its own."""
    sent = SpendReport.objects.sent().filter(area=OuterRef("pk")).order_by("-half_year")
    return areas.annotate(last_half=Subquery(sent.values("half_year")[:1]))


def reported_until(area: Area) -> date | None:
    """The last day that sent reports cover; `area` comes from `with_last_half_year`."""
    return SpendReport(half_year=area.last_half).last_day if area.last_half else None


def closing(area: Area, money: Totals, at: date | None = None) -> Closing | None:
    """What to do now that less is left than the programme's dated rule says.

    None where more is left, nothing was awarded, or the area has closed.
    """
    at = at or today()
    rules: dict[str, Decimal] = {}
    named = Q(name__in=("closeout_below", "may_close_with"), from_date__lte=at)
    for rule in area.programme.rules.filter(named).order_by("from_date"):
        rules[rule.name] = rule.value
    below = rules.get("closeout_below")
    if below is None or not money.awarded or money.is_closed or money.left >= below:
        return None
    steps = CloseoutStep.objects.filter(programme=area.programme_id, retired=False)
    return Closing(below, rules.get("may_close_with"), list(steps))


def movements(user, area: Area, kind: str = "") -> QuerySet:
    """Awards, payments and what came in beside them as one list of dicts, newest first.

    Each only where this person may read it. `kind` is "award", "payment", "leverage" or a kind of
    leverage; else all.
    """
    none = Cast(Value(None), POUNDS)
    parts = {
        "award": _movements_of(
            Award,
            user,
            area,
            sort=Value("award", CharField()),
            on_top=none,
            hours=none,
            party=NO_WORDS,
        ),
        "payment": _movements_of(
            Payment,
            user,
            area,
            sort=Value("payment", CharField()),
            on_top=F("contribution"),
            hours=none,
            party=F("organisation__name"),
        ),
        "leverage": _movements_of(
            Leverage,
            user,
            area,
            sort=F("kind"),
            on_top=none,
            hours=F("hours"),
            party=F("from_whom"),
        ),
    }
    if kind in Leverage.Kind.values:
        return parts["leverage"].filter(kind=kind).order_by("-day", "-number")
    first, *others = [parts[kind]] if kind in parts else parts.values()
    union = first.union(*others, all=True) if others else first
    return union.order_by("-day", "-number")


def _movements_of(model, user, area: Area, *, sort, on_top, hours, party) -> QuerySet:
    """Rows of one model under the names the list has in common."""
    rows = model.objects.visible_to(user).filter(area=area).order_by()
    return rows.values(
        day=F("on"),
        sort=sort,
        pounds=F("amount"),
        on_top=on_top,
        given=hours,
        party=party,
        purpose=F("what"),
        number=F("pk"),
    )
