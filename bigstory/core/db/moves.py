"""Moves from state to state: lock the row, check who may, save, write the audit line."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import models, transaction

from bigstory.core.db import audit

# The field in which every model that moves keeps where it stands.
STATE = "state"
_Person = TypeVar("_Person", bound=AbstractBaseUser | AnonymousUser)
_Row = TypeVar("_Row", bound=models.Model)


class AlreadyMoved(Exception):
    """The row is no longer in a state this move starts from: somebody was first."""

    def __init__(self, row: models.Model, move: "Move[Any, Any]") -> None:
        sources = ", ".join(sorted(move.sources))
        super().__init__(f"{move.name} starts from {sources}, not from {getattr(row, STATE)}.")
        self.row = row
        self.move = move


@dataclass(frozen=True)
class Move(Generic[_Person, _Row]):
    """One way from `sources` to `target`, and who may take it."""

    name: str
    sources: frozenset[str]
    target: str
    may: Callable[[_Person, _Row], bool] = field(repr=False)


def make_move(
    move: Move[_Person, _Row],
    row: _Row,
    *,
    by: _Person,
    area: str = "",
    **changes: object,
) -> _Row:
    """Return `row`, fresh from the database and moved. Raises AlreadyMoved or PermissionDenied.

    `changes` are other fields saved with the new state. The row is locked while we look, so that of
    two people who press the button together one wins and the other is told.
    """
    with transaction.atomic():
        current = type(row)._base_manager.select_for_update().get(pk=row.pk)
        if not move.may(by, current):
            raise PermissionDenied
        before = getattr(current, STATE)
        if before not in move.sources:
            raise AlreadyMoved(current, move)
        for name, value in {STATE: move.target, **changes}.items():
            setattr(current, name, value)
        current.save(update_fields=[STATE, *changes])
        audit.record(
            f"{row._meta.model_name}.{move.name}",
            current,
            by=by,
            area=area,
            was=before,
            now=move.target,
        )
    return current
