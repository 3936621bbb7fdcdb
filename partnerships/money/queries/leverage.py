"""What came in beside an area's own money, counted by its kind."""

from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from django.db.models import Count, Sum

from areas.models import Area
from partnerships.models import Leverage
from partnerships.money.models.pounds import pounds, sum_in_pence

Kind = Leverage.Kind


@dataclass(frozen=True)
class OfOneKind:
    """How often, and worth how many pounds; `hours` of those rows that say them."""

    kind: Kind
    times: int
    worth: Decimal
    hours: Decimal | None

    @property
    def whole_hours(self) -> int:
        """What the word for hours follows: one, or more."""
        return ceil(self.hours or 0)


def leverage_by_kind(user, area: Area) -> list[OfOneKind]:
    """Each kind that there is, in the order of the form; none for whoever does not read the money.

    One statement.
    """
    rows = Leverage.objects.visible_to(user).filter(area=area).order_by().values_list("kind")
    found = {
        kind: OfOneKind(Kind(kind), times, pounds(pence), hours)
        for kind, times, pence, hours in rows.annotate(
            times=Count("pk"), pence=sum_in_pence(), given=Sum("hours")
        )
    }
    return [found[kind] for kind in Kind if kind in found]
