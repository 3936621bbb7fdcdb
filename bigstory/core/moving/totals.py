"""Rows that add up the rows above them, and every pound of a file accounted for."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from bigstory.core.moving.models import SentRow
from bigstory.core.moving.tables import folded

TOTALS = frozenset(
    [
        "total",
        "totals",
        "subtotal",
        "sub total",
        "grand total",
        "overall total",
        "sum",
        "sum total",
        "total spend",
        "total spent",
        "total spending",
        "total expenditure",
    ]
)
BEGINS = frozenset(sign for name in TOTALS for sign in (name[0], name[0].upper()))
Outcome = SentRow.Outcome
# How many cells that are no pounds are told one by one.
MOST_UNREAD = 20


class Sums:
    """What is added up while a file is read: since its beginning, and since its last total."""

    def __init__(self, columns: Iterable[str]) -> None:
        self.columns = tuple(columns)
        self.all = dict.fromkeys(self.columns, Decimal(0))
        self.since = dict.fromkeys(self.columns, Decimal(0))

    def add(self, pounds: dict[str, Decimal]) -> None:
        for name, amount in pounds.items():
            self.all[name] += amount
            self.since[name] += amount

    def is_total(self, pounds: dict[str, Decimal]) -> bool:
        """Whether each sum of a row is that of all rows above, or of those since the last total."""
        told = {name: amount for name, amount in pounds.items() if amount}
        if not told or not any(self.all.values()):
            return False
        return all(amount in (self.all[name], self.since[name]) for name, amount in told.items())

    def begin_again(self) -> None:
        self.since = dict.fromkeys(self.columns, Decimal(0))

    def not_so(self, pounds: dict[str, Decimal]) -> str:
        """What is wrong with a row that calls itself a total and is none."""
        name = next((name for name, amount in pounds.items() if amount), "")
        words = {"column": name, "above": f"£{self.all.get(name, Decimal(0)):,.2f}"}
        return (
            _(
                "it is called a total, but its %(column)s is not what the rows above come to, "
                "%(above)s; put it right or take it out"
            )
            % words
        )


def names_a_total(cells: Iterable[str]) -> bool:
    return any(cell[0] in BEGINS and folded(cell) in TOTALS for cell in cells if cell)


class Account:
    """For each column of pounds: what the file comes to, and what became of it."""

    def __init__(self, columns: Iterable[str]) -> None:
        self.file = dict.fromkeys(columns, Decimal(0))
        self.by_outcome = {name: dict.fromkeys(Outcome.values, Decimal(0)) for name in self.file}
        self.unread: dict[str, list[list[Any]]] = {name: [] for name in self.file}
        self.unread_count = dict.fromkeys(self.file, 0)

    def read(self, pounds: dict[str, Decimal]) -> None:
        """As a row is read, before anything is decided about it."""
        for name, amount in pounds.items():
            self.file[name] += amount

    def not_read(self, name: str, number: int, cell: str) -> None:
        self.unread_count[name] += 1
        if len(self.unread[name]) < MOST_UNREAD:
            self.unread[name].append([number, cell[:40]])

    def decided(self, outcome: str, pounds: dict[str, Decimal]) -> None:
        for name, amount in pounds.items():
            self.by_outcome[name][outcome] += amount

    def as_figures(self) -> dict[str, Any]:
        """Raises AssertionError where a penny of the file is not accounted for."""
        for name, whole in self.file.items():
            if sum(self.by_outcome[name].values()) != whole:
                raise AssertionError(f"{name} does not add up to what the file holds.")
        return {
            name: {
                "file": f"{whole:.2f}",
                **{outcome: f"{part:.2f}" for outcome, part in self.by_outcome[name].items()},
                "unread": self.unread[name],
                "unread_count": self.unread_count[name],
            }
            for name, whole in self.file.items()
        }
