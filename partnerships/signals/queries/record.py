"""The signals of one area, read from the last twelve months of its record.

At most five statements.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from areas.models import Area, AreaRole
from bigstory.accounts.roles import Role
from bigstory.core.db.dated import today
from partnerships.models import Activity, Decision, Seat
from partnerships.signals.queries.figures import (
    ActivityRow,
    DecisionRow,
    SeatRow,
    Signal,
    add_up,
)

LOOK_BACK = timedelta(days=365)
# The signals that read decisions and seats; all others read the log.
OF_DECISIONS = ("writing", "raising")
OF_SEATS = ("newcomers",)
MODELS = {"activity": Activity, "decision": Decision, "seat": Seat}


@dataclass
class Signals:
    """As one member sees them. `names`, by a person of Signal.people, stay with the area."""

    as_of: date
    signals: list[Signal]
    names: dict

    def get(self, key: str) -> Signal | None:
        return next((signal for signal in self.signals if signal.key == key), None)

    def people(self, signal: Signal) -> list[tuple[str, int]]:
        """The people behind a signal by name, each with their number of rows."""
        return [(self.names.get(person) or str(person), n) for person, n in signal.people]

    def frozen(self) -> list[dict]:
        """What is shared: figures, no names and no rows."""
        return [signal.frozen() for signal in self.signals]


def read_signals(area: Area, *, user, now: date | None = None, only: str = "") -> Signals:
    """For somebody who may see everything of the area; the view checks who that is.

    `only` is the key of the one signal to read: nothing else is read and no other is returned.
    """
    now = now or today()
    since = now - LOOK_BACK
    activities = Activity.objects.visible_to(user).filter(area=area, on__lte=now)
    names: dict = {}
    log = []
    book = []
    seats = []
    if only not in (*OF_DECISIONS, *OF_SEATS):
        workers = _workers(area) if only in ("", "workers_log") else {}
        log = _log(activities.filter(on__gt=since), workers, names)
    before = _last_day_before(activities, since) if only in ("", "silence") else None
    if only in ("", *OF_DECISIONS):
        decisions = Decision.objects.visible_to(user).filter(area=area)
        book = _book(decisions.filter(on__gt=since, on__lte=now), names)
    if only in ("", *OF_SEATS):
        seats = _seats(area, user, now)
    signals = add_up(log, book, seats, before=before, now=now)
    return Signals(now, [signal for signal in signals if only in ("", signal.key)], names)


def rows_of(signal: Signal, area: Area, *, user):
    """The rows a signal counts, as far as this person may see them."""
    model = MODELS[signal.of]
    own = {"partnership__area": area} if model is Seat else {"area": area}
    order = ("-joined", "pk") if model is Seat else ("-on", "-pk")
    return model.objects.visible_to(user).filter(pk__in=signal.rows, **own).order_by(*order)


def _last_day_before(activities: QuerySet, since: date) -> date | None:
    """The last day of the last activity that began by `since`."""
    earlier = activities.filter(on__lte=since).order_by("-on", "-pk")
    days = earlier.values_list("on", "until").first()
    return min(days[1] or days[0], since) if days else None


def _person(account: int | None, name: str, names: dict):
    """One person: their account, or the name alone where they have none. Notes them in `names`."""
    person = account or name.strip() or None
    if person is not None:
        names[person] = name.strip() or names.get(person, "")
    return person


def _workers(area: Area) -> dict[int, list[tuple[date | None, date | None]]]:
    """When each account was a paid worker of the area: first day, and first day no longer."""
    periods: dict = {}
    roles = AreaRole.objects.filter(area=area, role=Role.WORKER)
    for user_id, starts, ends in roles.values_list("user_id", "starts", "ends"):
        periods.setdefault(user_id, []).append((starts, ends))
    return periods


def _is_worker(periods, on: date) -> bool:
    return any((not starts or starts <= on) and (not ends or ends > on) for starts, ends in periods)


def _log(activities, workers: dict, names: dict) -> list[ActivityRow]:
    rows = activities.order_by("on", "pk").values_list(
        "pk", "on", "until", "logged_by_id", "logged_by_name", "led_by"
    )
    return [
        ActivityRow(
            pk=pk,
            on=on,
            until=until,
            by=_person(account, name, names),
            led_by=led_by,
            by_account=account is not None,
            by_worker=_is_worker(workers.get(account, ()), on),
        )
        for pk, on, until, account, name, led_by in rows
    ]


def _book(decisions, names: dict) -> list[DecisionRow]:
    rows = decisions.values_list("pk", "recorded_by_id", "recorded_by_name", "raised_by_name")
    return [
        DecisionRow(pk, _person(account, name, names), " ".join(raised.split()))
        for pk, account, name, raised in rows.order_by("on", "pk")
    ]


def _seats(area: Area, user, now: date) -> list[SeatRow]:
    sitting = Seat.objects.visible_to(user).filter(
        Q(left=None) | Q(left__gt=now), partnership__area=area, joined__lte=now
    )
    return [SeatRow(pk, joined) for pk, joined in sitting.values_list("pk", "joined")]
