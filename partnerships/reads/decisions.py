"""What the decision book says about who raises things and who is in the room.

Each figure is the length of a list.
"""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import ExtractYear

RESIDENT = "resident"
MAJORITY = "majority"
NO_MAJORITY = "no_majority"
NOT_NOTED = "not_noted"


@dataclass(frozen=True)
class Figure:
    """A number, and the filters of the list that holds exactly so many."""

    n: int
    filters: dict[str, str]

    def __bool__(self):
        return self.n > 0

    @property
    def query(self) -> str:
        """As it stands in the address of the list."""
        return urlencode(self.filters)


@dataclass(frozen=True)
class Row:
    """The decisions of one year, or of all."""

    year: int | None
    all: Figure
    by_residents: Figure
    noted: int
    majority: Figure
    not_noted: Figure


@dataclass
class Book:
    """All of it, then year by year with the newest first."""

    whole: Row
    years: list[Row] = field(default_factory=list)


def in_room(decisions: QuerySet, answer: str) -> QuerySet:
    """The part of a list that answers to ?room=."""
    if answer == MAJORITY:
        return decisions.resident_majority()
    if answer == NOT_NOTED:
        return decisions.room_not_noted()
    return decisions.room_noted().exclude(residents__gt=F("not_residents"))


def book(decisions: QuerySet) -> Book:
    """Counts of a list of decisions, in one question to the database."""
    counted = (
        decisions.with_room()
        .annotate(year=ExtractYear("on"))
        .order_by()
        .values("year")
        .annotate(
            n=Count("pk"),
            raised=Count("pk", filter=Q(raised_by=RESIDENT)),
            noted=Count("pk", filter=Q(there__gt=0)),
            majority=Count("pk", filter=Q(residents__gt=F("not_residents"))),
        )
        .order_by("-year")
    )
    counts = list(counted)
    names = ("n", "raised", "noted", "majority")
    whole = {name: sum(each[name] for each in counts) for name in names}
    return Book(_row(None, whole), [_row(each["year"], each) for each in counts])


def _row(year: int | None, counts: dict) -> Row:
    base = {"year": str(year)} if year else {}
    return Row(
        year=year,
        all=Figure(counts["n"], base),
        by_residents=Figure(counts["raised"], base | {"raised": RESIDENT}),
        noted=counts["noted"],
        majority=Figure(counts["majority"], base | {"room": MAJORITY}),
        not_noted=Figure(counts["n"] - counts["noted"], base | {"room": NOT_NOTED}),
    )
