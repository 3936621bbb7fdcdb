"""Taking a waiting row so that no other worker does, and what becomes of it afterwards."""

import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import TypeVar

from django.utils import timezone

from bigstory.core.work.models import Waiting, WaitingQuerySet

_Row = TypeVar("_Row", bound=Waiting)
# How long a row is held. Whoever works longer at it renews this; of whoever was killed it is free
# again after that.
HELD = timedelta(seconds=60)


class Lost(Exception):
    """Another worker holds the row by now: this one was away for longer than it may be."""


def take(rows: WaitingQuerySet[_Row]) -> _Row | None:
    """The first free row, held for us; None where none is due.

    Each taking counts as a try, so a row that kills its worker is not tried for ever.
    """
    while True:
        now = timezone.now()
        row = rows.free(now).order_by("order", "due", "pk").first()
        if row is None:
            return None
        holder = uuid.uuid4()
        # Of several workers that read the same row one changes it: for the others it is held now.
        # `tries` is for one that comes so late that it was tried and let go meanwhile.
        taken = rows.free(now).filter(pk=row.pk, tries=row.tries)
        tries = row.tries + 1
        if taken.update(holder=holder, held_until=now + HELD, tries=tries):
            row.holder = holder
            row.tries = tries
            return row


def change(row: Waiting, **changes: object) -> None:
    """Write to a row we hold. Raises Lost where somebody else does."""
    rows = type(row)._base_manager.filter(pk=row.pk, holder=row.holder)
    if not rows.update(**changes):
        raise Lost


def renew(row: Waiting) -> None:
    change(row, held_until=timezone.now() + HELD)


def end(row: Waiting, **changes: object) -> None:
    change(row, **{"ended": timezone.now(), "fault": "", **LET_GO, **changes})


def give_up(row: Waiting, fault: str, **changes: object) -> None:
    change(row, **{"given_up": timezone.now(), "fault": fault, **LET_GO, **changes})


def try_later(row: Waiting, fault: str, pauses: Sequence[timedelta], **changes: object) -> None:
    """Free again after a pause that grows with each try."""
    due = timezone.now() + pauses[min(row.tries, len(pauses)) - 1]
    change(row, **{"due": due, "fault": fault, **LET_GO, **changes})


LET_GO: dict[str, object] = {"holder": None, "held_until": None}
