"""What everybody may know of an outcome: how many public stories say so, by whose reading.

Reads public copies only.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, QuerySet

from outcomes.models import ChangeLevel, Outcome, Publication, PublishedReading, Reading

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
