"""The roster: who sits at the table, who sat there when, and what each is called, to whoever is
looking.

Every page and every file takes the names of people at the table from here.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from areas.access import areas_where
from areas.models import AreaRole
from bigstory.accounts.roles import May
from bigstory.core.db.dated import today
from partnerships.models import Partnership, Seat

Kind = Seat.Kind
# Of the drawing of who sat when, in its own units; its height grows with the rows.
WIDTH = 1000
AS_A_ROLE = {
    Kind.RESIDENT: _("a resident"),
    Kind.PAID_WORKER: _("a paid worker"),
    Kind.LTO: _("somebody from the LTO"),
    Kind.AGENCY: _("somebody from another agency"),
    Kind.COUNCILLOR: _("a councillor"),
    Kind.OTHER: _("somebody else at the table"),
}


def may_name(user, seat: Seat) -> bool:
    """Those who sit there know everybody by name; others who read the roster know whoever agreed.

    Reads `seat.partnership`: fetch it along with the seats.
    """
    area_id = seat.partnership.area_id
    if areas_where(user, May.NAME_EVERY_SEAT).includes(area_id):
        return True
    return seat.named_outside and areas_where(user, May.READ_ROSTER).includes(area_id)


def shown_name(user, seat: Seat) -> str:
    """A name, or “a resident”."""
    return seat.name if may_name(user, seat) else str(AS_A_ROLE[seat.kind])


def shown_role(user, seat: Seat) -> str:
    """What they do there in their own words, which may say who they are: never wider than the
    name.
    """
    return seat.role if may_name(user, seat) else ""


def name_them(user, seats: list[Seat]) -> list[Seat]:
    """The same seats, each with `shown` and `shown_role`, so that a template has no need of the
    name itself.
    """
    for seat in seats:
        seat.shown = shown_name(user, seat)
        seat.shown_role = shown_role(user, seat)
    return seats


# --- who sits, and who sat ---


def sitting_now(user, partnership: Partnership) -> list[Seat]:
    """Everybody at the table today whom this reader may know of; each says whether they can sign in
    here.
    """
    return list(_seats(user, partnership).sitting().order_by("joined", "name", "pk"))


def ever_sat(user, partnership: Partnership) -> QuerySet:
    """Everybody who ever sat there, longest ago first.

    A day of leaving that is the day of joining: never sat.
    """
    seats = _seats(user, partnership).filter(Q(left=None) | Q(left__gt=F("joined")))
    return seats.order_by("joined", "name", "pk")


def _seats(user, partnership: Partnership) -> QuerySet:
    """Each with `signs_in`: whether the account on the seat still holds a role in this area."""
    roles = AreaRole.objects.active().filter(user=OuterRef("user"), area=partnership.area_id)
    seats = Seat.objects.visible_to(user).filter(partnership=partnership)
    return seats.select_related("partnership").annotate(signs_in=Exists(roles))


# --- the drawing of who sat when ---


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
        """Where a day lies, from 0 to WIDTH."""
        start = date(self.first, 1, 1).toordinal()
        end = date(self.last + 1, 1, 1).toordinal()
        return WIDTH * min(max((day.toordinal() - start) / (end - start), 0), 1)


def spells(seats: list[Seat], scale: Scale) -> list[Spell]:
    """A bar for each seat, on one scale. Somebody who still sits reaches today."""
    bars = []
    for seat in seats:
        begins = scale.at(seat.joined)
        ends = scale.at(min(seat.left or today(), today()))
        bars.append(Spell(seat, round(begins), max(round(ends - begins), 4)))
    return bars


def scale_of(first: date | None) -> Scale:
    """The scale from the first day anybody joined; of this year alone where nobody did."""
    this_year = today().year
    return Scale(min(first.year, this_year) if first else this_year, this_year)


def heads_by_year(days: list[tuple[date, date | None]], scale: Scale) -> list[tuple[int, int]]:
    """(year, how many sat at its end; this year: today), from (joined, left) of everybody."""
    ends = [(year, min(date(year, 12, 31), today())) for year in scale.years]
    return [
        (year, sum(joined <= day and (left is None or left > day) for joined, left in days))
        for year, day in ends
    ]
