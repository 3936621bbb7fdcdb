"""What went through several plans is one thing: its copies have one thread."""

from collections.abc import Callable, Iterable
from typing import TypeVar
from uuid import UUID

from partnerships.models import Action, Priority

_Row = TypeVar("_Row", Action, Priority)


def newest_of_each(rows: Iterable[_Row], number: Callable[[_Row], int]) -> list[_Row]:
    """Of each thread the row of the newest plan; `number` tells that plan's."""
    found: dict[UUID, _Row] = {}
    for row in rows:
        held = found.get(row.thread)
        if held is None or number(row) > number(held):
            found[row.thread] = row
    return list(found.values())
