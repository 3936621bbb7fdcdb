"""The words of the framework: those chosen for one story, and those that can be chosen; and what
everybody may know of an outcome, how many public stories say so, by whose reading. The latter is
read from public copies only.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from django.db.models import (
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    Model,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Cast

from areas.models import Area, Programme
from outcomes.models import (
    Barrier,
    ChangeKind,
    ChangeLevel,
    Driver,
    Maker,
    Outcome,
    PriorityOutcome,
    Publication,
    PublishedReading,
    Reading,
    Sorting,
)
from partnerships.models import Plan, Priority

CHOSEN = ("levels", "kinds", "makers", "drivers", "barriers")


def chosen(thing: Model, names: tuple[str, ...] = CHOSEN) -> dict[str, list[str]]:
    """For each of the named choices, the names of what was chosen for a story or a public copy, in
    the framework's order. One statement.
    """
    parts = [
        getattr(thing, name)
        .order_by()
        .annotate(which=Value(name, CharField()), place=Cast(F("order"), IntegerField()))
        .values_list("which", "place", "pk", "name")
        for name in names
    ]
    chosen_names = {name: [] for name in names}
    for which, _place, _pk, name in sorted(parts[0].union(*parts[1:], all=True)):
        chosen_names[which].append(name)
    return chosen_names


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
    it was retired. `already` has the ids of those. One statement.
    """
    parts = [
        TERMS[name]
        .objects.filter(Q(retired=False) | Q(pk__in=ids), programme=programme)
        .order_by()
        .annotate(which=Value(name, CharField()), place=Cast(F("order"), IntegerField()))
        .values_list("which", "place", "pk", "name", "plain")
        for name, ids in already.items()
    ]
    offers = {name: [] for name in already}
    for which, _place, pk, name, plain in sorted(parts[0].union(*parts[1:], all=True)):
        offers[which].append(Offer(pk, name, plain))
    return offers


def sorted_by(word: Model) -> int:
    """In how many views of evaluators a word was chosen. They keep it by its number and name."""
    name = next((name for name, model in TERMS.items() if isinstance(word, model)), "")
    if not name:
        return 0
    # No database of ours looks into a list in the same way: the text finds few, Python the right.
    likely = Sorting.objects.annotate(as_text=Cast("chosen", TextField())).filter(
        as_text__contains=f"[{word.pk}, "
    )
    views = likely.values_list("chosen", flat=True).iterator()
    return sum(any(pk == word.pk for pk, _name in view.get(name, ())) for view in views)


# --- what public stories say of an outcome ---

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
    answers = defaultdict(dict)
    rows = _readings(user, party).values("outcome_id", "answer").annotate(n=Count("pk"))
    for row in rows:
        answers[row["outcome_id"]][row["answer"]] = row["n"]
    return [Tally(outcome, answers[outcome.pk]) for outcome in Outcome.objects.in_use()]


def by_answer(user, outcome: Outcome) -> dict[str, dict[str, int]]:
    """For each party, how it reads one outcome. One statement."""
    counts: dict[str, dict[str, int]] = {party: {} for party in Reading.Party.values}
    rows = PublishedReading.objects.filter(
        outcome=outcome, publication__in=_public(user).values("pk")
    )
    for row in rows.values("party", "answer").annotate(n=Count("pk")):
        counts[row["party"]][row["answer"]] = row["n"]
    return counts


def by_level(user, outcome: Outcome, party: str) -> list[tuple[ChangeLevel, int, int]]:
    """For each level of change, how many stories this party reads as yes, and as a bit.

    Two statements.
    """
    stories = defaultdict(dict)
    rows = _readings(user, party).filter(outcome=outcome, answer__in=(Answer.YES, Answer.BIT))
    rows = rows.values("publication__levels", "answer")
    for row in rows.annotate(n=Count("publication", distinct=True)):
        stories[row["publication__levels"]][row["answer"]] = row["n"]
    levels = ChangeLevel.objects.in_use().filter(programme=outcome.programme_id)
    return [
        (level, stories[level.pk].get(Answer.YES, 0), stories[level.pk].get(Answer.BIT, 0))
        for level in levels
    ]


def newest(user, outcome: Outcome, party: str) -> QuerySet[Publication]:
    """The newest public stories that this party reads as yes."""
    read = _readings(user, party).filter(outcome=outcome, answer=Answer.YES)
    return _public(user).for_list().filter(pk__in=read.values("publication"))[:NEWEST]


def _public(user) -> QuerySet[Publication]:
    return Publication.objects.for_everybody().stories()


def _readings(user, party: str) -> QuerySet[PublishedReading]:
    return PublishedReading.objects.filter(party=party, publication__in=_public(user).values("pk"))


# --- which priorities were chosen to serve them ---


def served(area: Area) -> dict[UUID, list[Outcome]]:
    """The outcomes that each priority of an area serves, by its thread. One statement."""
    found: dict[UUID, list[Outcome]] = defaultdict(list)
    for row in PriorityOutcome.objects.filter(area=area).select_related("outcome"):
        found[row.thread].append(row.outcome)
    return found


def serving(user, outcome: Outcome) -> QuerySet[Priority]:
    """The priorities of present, endorsed plans that were chosen to serve an outcome, by area."""
    aimed = PriorityOutcome.objects.filter(
        outcome=outcome, area=OuterRef("plan__area"), thread=OuterRef("thread")
    )
    present = Plan.objects.visible_to(user).current()
    priorities = Priority.objects.filter(Exists(aimed), plan__in=present.order_by().values("pk"))
    return priorities.select_related("plan__area").order_by("plan__area__name", "order", "pk")
