"""What became of a partnership between two days: who joined, who left, who stayed."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _

from bigstory.core.db.dated import today
from bigstory.kit.marks import digest
from partnerships.models import Partnership, PartnershipReview, Seat
from partnerships.table.queries.rules import MONTHS, Heads, months_after, percent, rules_on

A_YEAR = 12  # months


@dataclass(frozen=True)
class Year:
    """Everybody who sat at any time since a day.

    Somebody who came and went in between both joined and left.
    """

    since: date
    on: date
    joined: list[Seat] = field(default_factory=list)
    left: list[Seat] = field(default_factory=list)
    stayed: list[Seat] = field(default_factory=list)
    heads: Heads = Heads()

    @property
    def counts(self) -> dict[str, int]:
        """The columns of a PartnershipReview."""
        heads = self.heads
        return {
            "members": heads.members,
            "residents": heads.residents,
            "votes": heads.votes,
            "resident_votes": heads.resident_votes,
            "joined": len(self.joined),
            "left": len(self.left),
            "stayed": len(self.stayed),
        }

    @property
    def fingerprint(self) -> str:
        """Changes when anything that would be confirmed changes: who, since when, and the four
        numbers.
        """
        parts = [[seat.pk for seat in seats] for seats in (self.joined, self.left, self.stayed)]
        return digest([self.since, parts, self.heads])


def year_between(seats: list[Seat], *, since: date, on: date) -> Year:
    """Sort seats into joined, left and stayed, from the day `since` to the day `on`.

    The day somebody leaves is the first day they no longer sit.
    """
    then = {seat.pk for seat in seats if sits(seat, since)}
    now = {seat.pk for seat in seats if sits(seat, on)}
    ever_sat = [seat for seat in seats if seat.left is None or seat.left > seat.joined]
    return Year(
        since=since,
        on=on,
        joined=[seat for seat in ever_sat if since < seat.joined <= on],
        left=[seat for seat in ever_sat if seat.left and since < seat.left <= on],
        stayed=[seat for seat in ever_sat if seat.pk in then & now],
        heads=Heads.count((seat.kind, seat.votes) for seat in seats if seat.pk in now),
    )


def sits(seat: Seat, day: date) -> bool:
    """Whether somebody sits there on a day, as SeatQuerySet.sitting counts it."""
    return seat.joined <= day and (seat.left is None or seat.left > day)


def year_of(
    partnership: Partnership, last: PartnershipReview | None, *, on: date | None = None
) -> Year:
    """The year of a review that is sent on a day (today): since the last review; without one, since
    as long ago as the rule says (else A_YEAR months).
    """
    on = on or today()
    rule = rules_on(partnership.area.programme, on).get(MONTHS, A_YEAR)
    since = last.on if last else months_after(on, -int(rule))
    seats = list(Seat.objects.filter(partnership=partnership).select_related("partnership"))
    return year_between(seats, since=since, on=on)


def retained(joined: int, left: int, stayed: int, members: int) -> str:
    """How many of those who sat at the beginning still do, in words.

    Needs nothing but the numbers that stand in a review.
    """
    came_and_went = joined + stayed - members
    before = stayed + left - came_and_went
    if before <= 0:
        return _("Nobody sat at the table when this year began.")
    words = {"stayed": stayed, "before": before, "share": percent(Fraction(stayed, before))}
    if stayed == before:
        return _("All %(before)s who sat here at the start are still here.") % words
    return (
        _("%(stayed)s of the %(before)s who sat here at the start are still here, %(share)s.")
        % words
    )


def retained_of(review: PartnershipReview) -> str:
    """`retained`, from the numbers of a review."""
    return retained(review.joined, review.left, review.stayed, review.members)
