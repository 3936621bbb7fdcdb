"""What the front page shows: one story large, one of each kind, the newest, and where areas lie.

Stories are taken from Publication alone. The statements are as many, however many stories there
are.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.db.models.functions import ExtractYear

from areas.models import Area, Region
from outcomes.models import ChangeStory, Outcome, Publication

NEWEST = 5
# Beside each other, so that nobody takes the good ones for all there is.
KINDS = (ChangeStory.Kind.GOOD, ChangeStory.Kind.HARD, ChangeStory.Kind.UNEXPECTED)


@dataclass
class Shown:
    """`of_each_kind`: kind and story, none twice and none that leads."""

    lead: Publication | None = None
    of_each_kind: list[tuple[ChangeStory.Kind, Publication]] = field(default_factory=list)
    newest: list[Publication] = field(default_factory=list)


def stories_shown() -> Shown:
    stories = Publication.objects.for_everybody().stories()
    newest = list(stories.for_list()[:NEWEST])
    if not newest:
        return Shown()
    # A story with a drawing leads, where there is one among the newest.
    lead = next((story for story in newest if story.picture), newest[0])
    others = stories.exclude(pk=lead.pk)
    first = {kind: _first(others, kind) for kind in KINDS}
    rows = {row.pk: row for row in stories.for_list().filter(pk__in=first.values())}
    shown = Shown(lead=lead)
    shown.of_each_kind = [(kind, rows[pk]) for kind, pk in first.items() if pk in rows]
    there = {lead.pk, *rows}
    shown.newest = [story for story in newest if story.pk not in there]
    return shown


def _first(stories, kind: str) -> int | None:
    """The newest of a kind, one with a drawing before one without among the last few."""
    few = list(stories.filter(kind=kind).values_list("pk", "picture")[:NEWEST])
    return next((pk for pk, picture in few if picture), few[0][0] if few else None)


def regions_with_places():
    """Each region with how many areas it has, and how many of them are on the map."""
    placed = Q(areas__latitude__isnull=False, areas__longitude__isnull=False)
    placed &= ~Q(areas__position_source="")
    return Region.objects.annotate(n=Count("areas"), on_map=Count("areas", filter=placed)).filter(
        n__gt=0
    )


def areas_for_map(user) -> tuple[list[Area], list[Area]]:
    """The case studies, and all others of which a source says where they lie."""
    areas = list(Area.objects.visible_to(user).for_list())
    case_studies = [area for area in areas if area.case_study]
    others = [area for area in areas if not area.case_study and area.spot]
    return case_studies, others


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
