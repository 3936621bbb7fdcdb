"""The tally of outcomes on the front page. It reads Publication only."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count
from django.db.models.functions import ExtractYear

from outcomes.models import Outcome, Publication


@dataclass
class Tally:
    """One outcome and the public stories whose teller says yes to it."""

    outcome: Outcome
    yes: int
    years: list[tuple[int, int]]


def tallies(stories) -> list[Tally]:
    """A tally for each outcome over a queryset of publications.

    Two statements, however many stories there are.
    """
    rows = (
        Publication.said_yes.through.objects.filter(publication__in=stories.order_by().values("pk"))
        .values("outcome_id", year=ExtractYear("publication__told_on"))
        .annotate(n=Count("publication_id"))
    )
    counts: dict[int, dict[int, int]] = defaultdict(dict)
    for row in rows:
        counts[row["outcome_id"]][row["year"]] = row["n"]
    every_year = sorted({year for years in counts.values() for year in years})
    span = range(every_year[0], every_year[-1] + 1) if every_year else range(0)
    return [
        Tally(
            outcome,
            sum(counts[outcome.pk].values()),
            [(year, counts[outcome.pk].get(year, 0)) for year in span],
        )
        for outcome in Outcome.objects.in_use()
    ]
