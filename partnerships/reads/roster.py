"""Who sits at the table, and who sat there when, as pages and files show them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from areas.models import AreaRole
from bigstory.core.models import today
from partnerships.models import Partnership, Seat

WIDTH = 1000  # of the drawing; its height is its own affair


def sitting_now(user, partnership: Partnership) -> list[Seat]:
    """Everybody at the table today whom this reader may know of; each says whether they can sign in
    here.
    """
    return list(_seats(user, partnership).sitting().order_by("joined", "name", "pk"))


def ever_sat(user, partnership: Partnership) -> QuerySet:
    """Everybody who ever sat there, longest ago first.

    A day of leaving that is the day of joining: never sat.
    """
    return (
        _seats(user, partnership)
        .filter(Q(left=None) | Q(left__gt=F("joined")))
        .order_by("joined", "name", "pk")
    )


def _seats(user, partnership: Partnership) -> QuerySet:
    """`signs_in`: the account on the seat still holds a role in this area."""
    holds = AreaRole.objects.active().filter(user=OuterRef("user"), area=partnership.area_id)
    seats = Seat.objects.visible_to(user).filter(partnership=partnership)
    return seats.select_related("partnership").annotate(signs_in=Exists(holds))


@dataclass(frozen=True)
class Spell:
    """One seat on the drawing: where its bar begins and how long it is, in parts of WIDTH."""

    seat: Seat
    x: int
    width: int


@dataclass(frozen=True)
class Scale:
    """From the first of January of the first year to the end of this one."""

    first: int
    last: int

    @property
    def years(self) -> list[int]:
        return list(range(self.first, self.last + 1))

    def at(self, day: date) -> float:
        start = date(self.first, 1, 1).toordinal()
        end = date(self.last + 1, 1, 1).toordinal()
        return WIDTH * min(max((day.toordinal() - start) / (end - start), 0), 1)


def spells(seats: list[Seat], scale: Scale) -> list[Spell]:
    """A bar for each seat, on one scale. Somebody who still sits reaches today."""
    drawn = []
    for seat in seats:
        begins = scale.at(seat.joined)
        ends = scale.at(min(seat.left or today(), today()))
        drawn.append(Spell(seat, round(begins), max(round(ends - begins), 4)))
    return drawn


def scale_of(first: date | None) -> Scale:
    now = today().year
    return Scale(min(first.year, now) if first else now, now)


def heads_by_year(days: list[tuple[date, date | None]], scale: Scale) -> list[tuple[int, int]]:
    """How many sat at the end of each year (this year: today), from (joined, left) of everybody."""
    ends = [(year, min(date(year, 12, 31), today())) for year in scale.years]
    return [
        (year, sum(joined <= day and (left is None or left > day) for joined, left in days))
        for year, day in ends
    ]
