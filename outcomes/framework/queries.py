"""The words of the framework chosen for one story, all of them in one statement.

What everybody may know of an outcome: how many public stories say so, by whose reading.

Reads public copies only.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import CharField, Count, F, IntegerField, Model, Q, QuerySet, Value
from django.db.models.functions import Cast

from areas.models import Programme
from outcomes.models import (
    Barrier,
    ChangeKind,
    ChangeLevel,
    Driver,
    Maker,
    Outcome,
    Publication,
    PublishedReading,
    Reading,
)

CHOSEN = ("levels", "kinds", "makers", "drivers", "barriers")


def chosen(thing: Model, names: tuple[str, ...] = CHOSEN) -> dict[str, list[str]]:
    """For each of the named choices, the names of what was chosen, in the framework's order."""
    parts = [
        getattr(thing, name)
        .order_by()
        .annotate(which=Value(name, CharField()), place=Cast(F("order"), IntegerField()))
        .values_list("which", "place", "pk", "name")
        for name in names
    ]
    found = defaultdict(list)
    for which, _place, _pk, name in sorted(parts[0].union(*parts[1:], all=True)):
        found[which].append(name)
    return {name: found[name] for name in names}


class Offer(NamedTuple):
    """One word that can be chosen, with what it means in plain words."""

    pk: int
    name: str
    plain: str


TERMS = {
    "levels": ChangeLevel,
    "kinds": ChangeKind,
    "makers": Maker,
    "drivers": Driver,
    "barriers": Barrier,
}


def offered(programme: Programme, already: dict[str, list[int]]) -> dict[str, list[Offer]]:
    """For each name in `already`, what can be chosen: words in use, and any that was chosen before
    it was retired.
    """
    parts = [
        TERMS[name]
        .objects.filter(Q(retired=False) | Q(pk__in=ids), programme=programme)
        .order_by()
        .annotate(which=Value(name, CharField()), place=Cast(F("order"), IntegerField()))
        .values_list("which", "place", "pk", "name", "plain")
        for name, ids in already.items()
    ]
    found = {name: [] for name in already}
    for which, _place, pk, name, plain in sorted(parts[0].union(*parts[1:], all=True)):
        found[which].append(Offer(pk, name, plain))
    return found


Answer = Reading.Answer
NEWEST = 6


@dataclass
class Tally:
    """One outcome, and how many public stories were read each way by one party."""

    outcome: Outcome
    by: dict[str, int] = field(default_factory=dict)

    @property
    def yes(self) -> int:
        return self.by.get(Answer.YES, 0)

    @property
    def bit(self) -> int:
        return self.by.get(Answer.BIT, 0)


def counts(user, party: str) -> list[Tally]:
    """For every outcome in use, how one party reads it over all public stories. Two statements."""
    found = defaultdict(dict)
    rows = _readings(user, party).values("outcome_id", "answer").annotate(n=Count("pk"))
    for row in rows:
        found[row["outcome_id"]][row["answer"]] = row["n"]
    return [Tally(outcome, found[outcome.pk]) for outcome in Outcome.objects.in_use()]


def by_answer(user, outcome: Outcome) -> dict[str, dict[str, int]]:
    """For each party, how it reads one outcome. One statement."""
    found: dict[str, dict[str, int]] = {party: {} for party in Reading.Party.values}
    rows = PublishedReading.objects.filter(
        outcome=outcome, publication__in=_public(user).values("pk")
    )
    for row in rows.values("party", "answer").annotate(n=Count("pk")):
        found[row["party"]][row["answer"]] = row["n"]
    return found


def by_level(user, outcome: Outcome, party: str) -> list[tuple[ChangeLevel, int, int]]:
    """For each level of change, how many stories this party reads as yes, and as a bit.

    Two statements.
    """
    found = defaultdict(dict)
    rows = _readings(user, party).filter(outcome=outcome, answer__in=(Answer.YES, Answer.BIT))
    for row in rows.values("publication__levels", "answer").annotate(
        n=Count("publication", distinct=True)
    ):
        found[row["publication__levels"]][row["answer"]] = row["n"]
    levels = ChangeLevel.objects.in_use().filter(programme=outcome.programme_id)
    return [
        (level, found[level.pk].get(Answer.YES, 0), found[level.pk].get(Answer.BIT, 0))
        for level in levels
    ]


def newest(user, outcome: Outcome, party: str) -> QuerySet:
    read = _readings(user, party).filter(outcome=outcome, answer=Answer.YES)
    return _public(user).for_list().filter(pk__in=read.values("publication"))[:NEWEST]


def _public(user) -> QuerySet:
    return Publication.objects.visible_to(user).stories()


def _readings(user, party: str) -> QuerySet:
    return PublishedReading.objects.filter(party=party, publication__in=_public(user).values("pk"))
