"""Reads what the signals are added up from: the last twelve months of one area.

At most five questions.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from areas.models import Area, AreaRole
from bigstory.accounts.roles import Role
from bigstory.core.db.dated import today
from partnerships.models import Activity, Decision, Seat
from partnerships.signals.queries.figures import Logged, Sat, Signal, Written, add_up

LOOKED_BACK = timedelta(days=365)
OF_THE_BOOK = ("writing", "raising")
OF_THE_SEATS = ("newcomers",)
ROWS = {"activity": Activity, "decision": Decision, "seat": Seat}


@dataclass
class Signals:
    """As one member sees them. `names` says who is behind a key of Signal.people; it stays with the
    area.
    """

    as_of: date
    found: list[Signal]
    names: dict

    def get(self, key: str) -> Signal | None:
        return next((signal for signal in self.found if signal.key == key), None)

    def people(self, signal: Signal) -> list[tuple[str, int]]:
        return [(self.names.get(who) or str(who), n) for who, n in signal.people]

    def frozen(self) -> list[dict]:
        return [signal.frozen() for signal in self.found]


def read_signals(area: Area, *, user, now: date | None = None, only: str = "") -> Signals:
    """For somebody who may see everything of the area; who that is, the view asks.

    `only` names the one signal that is wanted: nothing is read that it does not need, and the
    others mean nothing.
    """
    now = now or today()
    since = now - LOOKED_BACK
    activities = Activity.objects.visible_to(user).filter(area=area, on__lte=now)
    names: dict = {}
    log = []
    book = []
    seats = []
    before = None
    if only not in (*OF_THE_BOOK, *OF_THE_SEATS):
        workers = _workers(area) if only in ("", "workers_log") else {}
        log = _log(activities.filter(on__gt=since), workers, names)
    if only in ("", "silence"):
        earlier = (
            activities.filter(on__lte=since)
            .order_by("-on", "-pk")
            .values_list("on", "until")
            .first()
        )
        before = min(earlier[1] or earlier[0], since) if earlier else None
    if only in ("", *OF_THE_BOOK):
        book = _book(
            Decision.objects.visible_to(user).filter(area=area, on__gt=since, on__lte=now), names
        )
    if only in ("", *OF_THE_SEATS):
        seats = _seats(area, user, now)
    found = add_up(log, book, seats, before=before, now=now)
    return Signals(now, [one for one in found if only in ("", one.key)], names)


def rows_of(signal: Signal, area: Area, *, user):
    """The list behind a signal, as rows this person may see."""
    model = ROWS[signal.of]
    own = {"partnership__area": area} if model is Seat else {"area": area}
    order = ("-joined", "pk") if model is Seat else ("-on", "-pk")
    return model.objects.visible_to(user).filter(pk__in=signal.rows, **own).order_by(*order)


def _who(account: int | None, name: str, names: dict):
    """One person: their account, or the name alone where they have none."""
    key = account or name.strip() or None
    if key is not None:
        names[key] = name.strip() or names.get(key, "")
    return key


def _workers(area: Area) -> dict[int, list[tuple[date | None, date | None]]]:
    held: dict = {}
    for user_id, starts, ends in AreaRole.objects.filter(area=area, role=Role.WORKER).values_list(
        "user_id", "starts", "ends"
    ):
        held.setdefault(user_id, []).append((starts, ends))
    return held


def _log(activities, workers: dict, names: dict) -> list[Logged]:
    rows = activities.order_by("on", "pk").values_list(
        "pk", "on", "until", "logged_by_id", "logged_by_name", "led_by"
    )
    return [
        Logged(
            pk=pk,
            on=on,
            until=until,
            by=_who(account, name, names),
            led_by=led_by,
            by_account=account is not None,
            by_worker=any(
                (not s or s <= on) and (not e or e > on) for s, e in workers.get(account, ())
            ),
        )
        for pk, on, until, account, name, led_by in rows
    ]


def _book(decisions, names: dict) -> list[Written]:
    rows = decisions.values_list("pk", "recorded_by_id", "recorded_by_name", "raised_by_name")
    return [
        Written(pk, _who(account, name, names), " ".join(raised.split()))
        for pk, account, name, raised in rows.order_by("on", "pk")
    ]


def _seats(area: Area, user, now: date) -> list[Sat]:
    sitting = Seat.objects.visible_to(user).filter(
        Q(left=None) | Q(left__gt=now), partnership__area=area
    )
    return [
        Sat(pk, joined)
        for pk, joined in sitting.filter(joined__lte=now).values_list("pk", "joined")
    ]
