"""Signals of how a partnership works, added up from its own record: figures, and the rows each of
them counts.

A signal is a question for a conversation. It has no threshold that is good or bad, no colour and no
place in a ranking; all it knows is whether there is enough in the record to ask at all. The sums
below touch no database.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

# Fewer rows than these say more about chance than about a partnership.
ENOUGH = {"activity": 6, "decision": 5, "seat": 3}
BUSIEST = 2
MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class Logged:
    """One activity, as far as the sums need it. `by` is None where nobody is known to have logged
    it.
    """

    pk: int
    on: date
    until: date | None = None
    by: object = None
    led_by: str = ""
    by_account: bool = False
    by_worker: bool = False

    @property
    def last_day(self) -> date:
        return self.until or self.on


@dataclass(frozen=True)
class Written:
    """One decision: who wrote it down and who is named as having raised it."""

    pk: int
    by: object = None
    raised_by: str = ""


@dataclass(frozen=True)
class Sat:
    """One seat that is held now."""

    pk: int
    joined: date


@dataclass(frozen=True)
class Signal:
    """`rows` are what the figure `n` counts, always exactly so many; `people` stay with the
    area.
    """

    key: str
    of: str
    enough: bool
    figures: dict[str, int]
    rows: tuple[int, ...] = ()
    people: tuple[tuple[object, int], ...] = field(default=(), compare=False)

    def frozen(self) -> dict:
        """What is shared: figures, no names and no rows."""
        return {
            "key": self.key,
            "enough": self.enough,
            "figures": self.figures if self.enough else {},
        }


def _signal(key: str, of: str, rows: Iterable[int], all_rows: int, *, people=(), **more) -> Signal:
    rows = tuple(rows)
    figures = {"n": len(rows), "of": all_rows, **more}
    return Signal(key, of, all_rows >= ENOUGH[of], figures, rows, tuple(people))


def busiest(key: str, of: str, pairs: list[tuple[int, object]]) -> Signal:
    """How much of it the two busiest did.

    Pairs of row and person; rows of nobody known are not counted.
    """
    known = [(pk, who) for pk, who in pairs if who not in (None, "")]
    counts = sorted(
        Counter(who for _pk, who in known).items(), key=lambda pair: (-pair[1], str(pair[0]))
    )
    top = counts[:BUSIEST]
    names = {who for who, _n in top}
    return _signal(
        key,
        of,
        (pk for pk, who in known if who in names),
        len(known),
        people=top,
        people_n=len(top),
    )


def led(key: str, log: list[Logged], by: str) -> Signal:
    """How much was led by one kind of people, of all for which somebody said who led."""
    said = [one for one in log if one.led_by]
    return _signal(key, "activity", (one.pk for one in said if one.led_by == by), len(said))


def workers_log(log: list[Logged]) -> Signal:
    """How much was logged by paid workers, of all that was logged by somebody with an account."""
    known = [one for one in log if one.by_account]
    return _signal(
        "workers_log", "activity", (one.pk for one in known if one.by_worker), len(known)
    )


def newcomers(seats: list[Sat], *, now: date) -> Signal:
    """Whole months since somebody who still sits there joined.

    The rows are all who sit, the newest first.
    """
    newest = sorted(seats, key=lambda seat: (-seat.joined.toordinal(), seat.pk))
    months = months_between(newest[0].joined, now) if newest else 0
    return _signal("newcomers", "seat", (seat.pk for seat in newest), len(newest), months=months)


def silence(log: list[Logged], *, before: date | None, now: date) -> Signal:
    """The longest stretch without an entry, and the days since the last.

    The rows are those on either side of it.

    `before` is the last day of anything earlier than the log at hand.
    """
    longest = 0
    around = ()
    last = before
    last_pk = None
    for one in sorted(log, key=lambda each: (each.on, each.pk)):
        if last is not None and (one.on - last).days > longest:
            longest = (one.on - last).days
            around = tuple(pk for pk in (last_pk, one.pk) if pk is not None)
        if last is None or one.last_day >= last:
            last = one.last_day
            last_pk = one.pk
    since = max((now - last).days, 0) if last else 0
    if since > longest and last_pk is not None:
        longest = since
        around = (last_pk,)
    figures = {"n": len(around), "longest": longest, "now": since}
    return Signal("silence", "activity", len(log) >= ENOUGH["activity"], figures, around)


def months_between(then: date, now: date) -> int:
    """Whole months that have gone by."""
    months = (now.year - then.year) * MONTHS_A_YEAR + now.month - then.month
    return max(months - (now.day < then.day), 0)


def add_up(
    log: list[Logged], book: list[Written], seats: list[Sat], *, before: date | None, now: date
) -> list[Signal]:
    """Every signal, in the order in which they are asked."""
    return [
        busiest("logging", "activity", [(one.pk, one.by) for one in log]),
        busiest("writing", "decision", [(one.pk, one.by) for one in book]),
        busiest("raising", "decision", [(one.pk, one.raised_by) for one in book]),
        led("residents_lead", log, "residents"),
        newcomers(seats, now=now),
        workers_log(log),
        led("workers_lead", log, "paid_worker"),
        silence(log, before=before, now=now),
    ]
