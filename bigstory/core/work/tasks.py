"""Tasks: what is done after the page was answered.

    @task("film.ready", order=FILMS, gave_up=ask_for_another)
    def make_film_ready(pk: int) -> None: ...

    make_film_ready.later(pk=item.pk)      # in the transaction that made the film's row

A task may be done twice, where a worker was cut off near its end: it looks first whether its work
is still to do.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from bigstory.core.db.dated import today
from bigstory.core.work import lease
from bigstory.core.work.models import Task

log = logging.getLogger(__name__)

PAUSES = (
    timedelta(seconds=10),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
)
MOST_TRIES = len(PAUSES) + 1
# What goes first where several wait. What is no shorter than a film has a lane of its own.
SOON, DAILY_ONES, FILMS = 1, 5, 7
KEPT = timedelta(days=30)  # the row of a task that is done

_Function = Callable[..., object]
REGISTERED: dict[str, "Registered"] = {}
DAILY: list["Registered"] = []


class Registered:
    """A function that the worker may be asked for by name."""

    def __init__(
        self, name: str, function: _Function, order: int, gave_up: _Function | None
    ) -> None:
        self.name = name
        self.function = function
        self.order = order
        self.gave_up = gave_up

    def __call__(self, *given: Any, **arguments: Any) -> Any:
        return self.function(*given, **arguments)

    def later(
        self, *, once: str | None = None, due: datetime | None = None, **arguments: Any
    ) -> None:
        """Have it done once this transaction is committed, and not before it is `due`.

        `once`: two with the same are one.
        """
        due = due or timezone.now()
        row = Task(name=self.name, arguments=arguments, order=self.order, once=once, due=due)
        Task.objects.bulk_create([row], ignore_conflicts=once is not None)

    def now(self, **arguments: Any) -> Any:
        """Do it in this process, and keep that it was done."""
        result = self.function(**arguments)
        now = timezone.now()
        Task.objects.create(name=self.name, arguments=arguments, tries=1, ended=now)
        return result

    def last_done(self) -> datetime | None:
        """When it was done last."""
        done = Task.objects.filter(name=self.name).exclude(ended=None)
        return done.order_by("-ended").values_list("ended", flat=True).first()


def task(
    name: str, *, order: int | None = None, gave_up: _Function | None = None, daily: bool = False
) -> Callable[[_Function], Registered]:
    """Register a function under a name; `gave_up` is called with the same arguments in the end.

    It tells whoever waits for the work. A daily task is done once a day, just after midnight.
    """

    def register(function: _Function) -> Registered:
        place = (DAILY_ONES if daily else SOON) if order is None else order
        registered = REGISTERED[name] = Registered(name, function, place, gave_up)
        if daily:
            DAILY.append(registered)
        return registered

    return register


def ask_for_daily_tasks() -> None:
    """Each daily task waits once for each day, however many workers ask for it."""
    day = today().isoformat()
    for each in DAILY:
        each.later(once=f"{each.name} {day}")


def do_next(
    hold: Callable[[Task | None], None] = lambda row: None, *, before: int | None = None
) -> bool:
    """Do one task that is due, of an order below `before`; False where none is.

    `hold` is told which row is held now, so that somebody renews it.
    """
    rows = Task.objects.all()
    row = lease.take(rows if before is None else rows.filter(order__lt=before))
    if row is None:
        return False
    hold(row)
    try:
        _do(row)
    except lease.Lost:
        log.warning("%s took too long, and another worker has it", row)
    finally:
        hold(None)
    return True


def _do(row: Task) -> None:
    registered = REGISTERED.get(row.name)
    if registered is None or row.tries > MOST_TRIES:
        return _give_up(row, row.fault or ("unknown" if registered is None else "killed"))
    try:
        registered.function(**row.arguments)
    except Exception as error:
        log.exception("%s did not succeed, try %s", row, row.tries)
        fault = type(error).__name__  # its words may be somebody's
        if row.tries >= MOST_TRIES:
            return _give_up(row, fault)
        return lease.try_later(row, fault, PAUSES)
    return lease.end(row)


def _give_up(row: Task, fault: str) -> None:
    lease.give_up(row, fault)
    registered = REGISTERED.get(row.name)
    if registered is not None and registered.gave_up is not None:
        try:
            with transaction.atomic():
                registered.gave_up(**row.arguments)
        except Exception:
            # The row is given up all the same, and an administrator sees it.
            log.exception("Nobody could be told that %s was given up", row)


@task("work.forget", daily=True)
def forget_what_is_done() -> None:
    Task.objects.filter(ended__lt=timezone.now() - KEPT).delete()
