"""Moves from state to state go through here: look up, ask who may, lock the row, save, write the
audit line.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db import models, transaction

from bigstory.core import audit


class AlreadyMoved(Exception):
    """The thing is no longer in a state this move starts from: somebody was first."""

    def __init__(self, thing, move):
        super().__init__(
            f"{move.name} starts from {', '.join(sorted(move.sources))}, not from {thing.state}."
        )
        self.thing = thing
        self.move = move


@dataclass(frozen=True)
class Move:
    name: str
    sources: frozenset[str]
    target: str
    may: Callable[[object, models.Model], bool] = field(repr=False)


def make_move(move: Move, thing: models.Model, *, by, area: str = "", **changes):
    """Return `thing`, fresh from the database and moved. Raises AlreadyMoved or PermissionDenied.

    `changes` are other fields saved with the new state. The row is locked while we look, so that of
    two people who press the button together one wins and the other is told.
    """
    with transaction.atomic():
        current = type(thing)._base_manager.select_for_update().get(pk=thing.pk)
        if not move.may(by, current):
            raise PermissionDenied
        if current.state not in move.sources:
            raise AlreadyMoved(current, move)
        before, current.state = current.state, move.target
        for name, value in changes.items():
            setattr(current, name, value)
        current.save(update_fields=["state", *changes])
        audit.record(
            f"{thing._meta.model_name}.{move.name}",
            current,
            by=by,
            area=area,
            was=before,
            now=move.target,
        )
    return current
