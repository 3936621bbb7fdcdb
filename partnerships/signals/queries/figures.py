"""Signals of how a partnership works, added up from its own record: figures, and the rows each of
them counts.

A signal is a question for a conversation. It has no threshold that is good or bad, no colour and no
place in a ranking; all it knows is whether there is enough in the record to ask at all. The sums
touch no database.
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
class ActivityRow:
    """One activity, as far as the sums need it. `by` is None where nobody is known."""

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
class DecisionRow:
    """One decision: who wrote it down and who is named as having raised it."""

    pk: int
    by: object = None
    raised_by: str = ""


@dataclass(frozen=True)
class SeatRow:
    """One seat of the present table."""

    pk: int
    joined: date


@dataclass(frozen=True)
class Signal:
    """`rows` are what the figure `n` counts, always exactly so many.

    `of` is the kind of row; `people` are pairs of person and number, and stay with the area.
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


def add_up(
    log: list[ActivityRow],
    book: list[DecisionRow],
    seats: list[SeatRow],
    *,
    before: date | None,
    now: date,
) -> list[Signal]:
    """Every signal, in the order of their questions on the page."""
    return [
        busiest("logging", "activity", [(row.pk, row.by) for row in log]),
        busiest("writing", "decision", [(row.pk, row.by) for row in book]),
        busiest("raising", "decision", [(row.pk, row.raised_by) for row in book]),
        led("residents_lead", log, "residents"),
        newcomers(seats, now=now),
        workers_log(log),
        led("workers_lead", log, "paid_worker"),
        silence(log, before=before, now=now),
    ]


def busiest(key: str, of: str, pairs: list[tuple[int, object]]) -> Signal:
    """How much of it the two busiest did, from pairs of row and person.

    Rows of which the person is not known are not counted.
    """
    known = [(pk, person) for pk, person in pairs if person not in (None, "")]
    counts = Counter(person for _pk, person in known)
    top = sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))[:BUSIEST]
    people = {person for person, _n in top}
    rows = (pk for pk, person in known if person in people)
    return _signal(key, of, rows, len(known), people=top, people_n=len(top))


def led(key: str, log: list[ActivityRow], by: str) -> Signal:
    """How much was led by one kind of people, of all that names who led."""
    named = [row for row in log if row.led_by]
    return _signal(key, "activity", (row.pk for row in named if row.led_by == by), len(named))


def workers_log(log: list[ActivityRow]) -> Signal:
    """How much was logged by paid workers, of all that was logged by somebody with an account."""
    known = [row for row in log if row.by_account]
    rows = (row.pk for row in known if row.by_worker)
    return _signal("workers_log", "activity", rows, len(known))


def newcomers(seats: list[SeatRow], *, now: date) -> Signal:
    """Whole months since somebody who still sits there joined.

    The rows are all who sit, the newest first.
    """
    newest = sorted(seats, key=lambda seat: (-seat.joined.toordinal(), seat.pk))
    months = months_between(newest[0].joined, now) if newest else 0
    return _signal("newcomers", "seat", (seat.pk for seat in newest), len(newest), months=months)


def silence(log: list[ActivityRow], *, before: date | None, now: date) -> Signal:
    """The longest stretch without an entry and the time since the last, in days.

    The rows are those on either side of the stretch. `before` is the last day of anything earlier
    than the log at hand.
    """
    longest = 0
    around = ()
    last = before
    last_pk = None
    for row in sorted(log, key=lambda row: (row.on, row.pk)):
        if last is not None and (row.on - last).days > longest:
            longest = (row.on - last).days
            around = tuple(pk for pk in (last_pk, row.pk) if pk is not None)
        if last is None or row.last_day >= last:
            last = row.last_day
            last_pk = row.pk
    since = max((now - last).days, 0) if last else 0
    if since > longest and last_pk is not None:
        longest = since
        around = (last_pk,)
    figures = {"n": len(around), "longest": longest, "now": since}
    return Signal("silence", "activity", len(log) >= ENOUGH["activity"], figures, around)


def months_between(then: date, now: date) -> int:
    """Whole months from one day to another; none where it lies ahead."""
    months = (now.year - then.year) * MONTHS_A_YEAR + now.month - then.month
    return max(months - (now.day < then.day), 0)


def _signal(
    key: str, of: str, rows: Iterable[int], all_rows: int, *, people=(), **figures
) -> Signal:
    rows = tuple(rows)
    figures = {"n": len(rows), "of": all_rows, **figures}
    return Signal(key, of, all_rows >= ENOUGH[of], figures, rows, tuple(people))
