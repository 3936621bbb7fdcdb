"""A column of a spreadsheet, declared once for both ways, and why a cell of it cannot be taken."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise

Words = str | Promise
# The values of one row, by the names of the fields they go into.
Values = dict[str, Any]


class Bad(ValueError):
    """Why a cell cannot be taken, as the end of a sentence that starts with the column's name."""


class Habit(StrEnum):
    """A way of writing that can be read in one way only once somebody has said so, for the file."""

    SERIAL_DAYS = "serial_days"
    COMMA_PENCE = "comma_pence"


class Doubtful(Bad):
    """Could be read, if somebody says that all of the file is written like that."""

    def __init__(self, why: str, habit: Habit) -> None:
        super().__init__(why)
        self.habit = habit


class BadSum(Bad):
    """A sum that was read and cannot be taken: it is accounted for all the same."""

    def __init__(self, why: str, amount: Decimal) -> None:
        super().__init__(why)
        self.amount = amount


@dataclass(frozen=True)
class About:
    """What the cells of one file may name, and what somebody said of how it is written."""

    vocabulary: Any = None
    habits: frozenset[str] = field(default_factory=frozenset)


Read = Callable[[str, About], Any]


@dataclass(frozen=True)
class Column:
    """`field`: where its value goes. `needed`: the file must have it, or one value for all rows.

    `also`: other headings people write. `say`: what goes in it. `pounds`: it is added up.
    `write` gives the cell of a stored row; without it the field itself is written.
    """

    name: str
    field: str
    read: Read
    say: Words = ""
    example: str = ""
    also: tuple[str, ...] = ()
    needed: bool = False
    pounds: bool = False
    write: Callable[[Any], object] | None = None

    def cell(self, row: Model) -> object:
        """What stands in it of a stored row."""
        return self.write(row) if self.write else getattr(row, self.field)
