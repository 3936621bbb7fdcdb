"""How many stories each choice would leave, every facet in one statement."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import attrgetter

from django.db.models import CharField, Count, F, IntegerField, Model, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, ExtractYear, NullIf
from django.utils.translation import gettext as _

from areas.models import Area, Region
from outcomes.library.queries.library import Shelf, narrow
from outcomes.library.queries.library_query import ANYBODY, LibraryQuery
from outcomes.models import ChangeLevel, ChangeStory, FollowUp, Outcome, Reading

# By key: place in its list, label, and number of stories.
Counts = dict[str, tuple[int, str, int]]
COLUMNS = ("facet", "key", "label", "place", "n")
NO_TEXT = Value("", output_field=CharField())
NO_PLACE = Value(0, output_field=IntegerField())


@dataclass
class Option:
    """One value of a facet, and how many stories it would leave."""

    key: str
    label: str
    n: int
    chosen: bool = False
    outcome: Outcome | None = None


@dataclass
class Facets:
    """Counts of one search. `heat` is keyed by outcome and level."""

    total: int = 0
    options: dict[str, list[Option]] = field(default_factory=dict)
    heat: dict[tuple[str, str], int] = field(default_factory=dict)


def facets(
    shelf: Shelf, library_query: LibraryQuery, outcomes: list[Outcome], levels: list[ChangeLevel]
) -> Facets:
    """Each facet is counted with every other facet's choice applied, and not its own.

    One statement, and one each for regions and areas that are chosen and would leave nothing.
    """
    counts: dict[str, Counts] = defaultdict(dict)
    result = Facets()
    for facet, key, label, place, n in _count(shelf, library_query):
        if facet == "all":
            result.total = n
        elif facet == "heat":
            result.heat[key, label] = n
        elif key not in (None, ""):
            counts[facet][key] = (place, label or key, n)
    result.options = {
        "outcome": _outcome_options(library_query, counts["outcome"], outcomes),
        "reader": _listed((library_query.reader,), counts["reader"], _readers()),
        "level": _listed(
            library_query.level, counts["level"], [(level.slug, level.name) for level in levels]
        ),
        "lasting": _listed(library_query.lasting, counts["lasting"], FollowUp.Answer.choices),
        "kind": _listed(library_query.kind, counts["kind"], ChangeStory.Kind.choices),
        "year": sorted(
            _open(library_query.year, counts["year"]), key=attrgetter("key"), reverse=True
        ),
        "region": _open(library_query.region, counts["region"], Region),
        "area": sorted(_open(library_query.area, counts["area"], Area), key=attrgetter("label")),
    }
    return result


def _count(shelf: Shelf, library_query: LibraryQuery) -> QuerySet:
    """Rows of facet, key, label, place in its list and number of stories."""

    def without(facet: str) -> QuerySet:
        return narrow(shelf, library_query, leave_out=facet)

    short_name = Coalesce(NullIf(F("area__local_name"), Value("")), F("area__name"))
    parts = [
        *_count_readings(shelf, library_query),
        _part(without("level"), "level", F("levels__slug")),
        _part(without("kind"), "kind", F("kind")),
        _part(_newest_answer(shelf, library_query), "lasting", F(shelf.lasting)),
        _part(without("year"), "year", Cast(ExtractYear("told_on"), CharField())),
        _part(
            without("region"),
            "region",
            F("area__region__slug"),
            F("area__region__name"),
            F("area__region__order"),
        ),
        _part(without("area"), "area", F("area__slug"), short_name),
    ]
    return parts[0].union(*parts[1:], all=True)


def _count_readings(shelf: Shelf, library_query: LibraryQuery) -> list[QuerySet]:
    """The total, and what hangs on readings: outcomes, parties, and outcome by level.

    Outcomes are those that the chosen party read so; parties, those that read the chosen outcomes
    so.
    """
    whole = narrow(shelf, library_query)
    any_outcome = shelf.read_as(library_query, outcomes=False)
    by_outcome = narrow(shelf, library_query, leave_out="outcome").filter(any_outcome)
    anybody = LibraryQuery(
        answer=library_query.answer, outcome=library_query.outcome, reader=ANYBODY
    )
    by_reader = narrow(shelf, library_query, leave_out="reader").filter(shelf.read_as(anybody))
    outcome = F(f"{shelf.readings}__outcome__slug")
    number = F(f"{shelf.readings}__outcome__number")
    return [
        _part(whole, "all", NO_TEXT),
        _part(by_outcome, "outcome", outcome, place=number),
        _part(by_reader, "reader", F(f"{shelf.readings}__party")),
        _part(whole.filter(any_outcome), "heat", outcome, F("levels__slug")),
    ]


def _newest_answer(shelf: Shelf, library_query: LibraryQuery) -> QuerySet:
    rows = narrow(shelf, library_query, leave_out="lasting")
    return rows if shelf.public else rows.filter(followups__latest=True)


def _part(rows: QuerySet, facet: str, key, label=NO_TEXT, place=NO_PLACE) -> QuerySet:
    """One facet's rows in the shape that all of them share (COLUMNS)."""
    named = {
        "facet": Value(facet, output_field=CharField()),
        "key": Cast(key, CharField()),
        "label": Cast(label, CharField()),
        "place": Cast(place, IntegerField()),
    }
    grouped = rows.order_by().values(**named)
    return grouped.annotate(n=Count("pk", distinct=True)).values_list(*COLUMNS)


def _listed(chosen: tuple[str, ...], counts: Counts, choices: Iterable) -> list[Option]:
    """Options of a facet with a fixed list of keys and labels, those that leave nothing too."""
    return [
        Option(key, label, counts[key][2] if key in counts else 0, key in chosen)
        for key, label in choices
    ]


def _outcome_options(
    library_query: LibraryQuery, counts: Counts, outcomes: list[Outcome]
) -> list[Option]:
    choices = [(outcome.slug, outcome.name) for outcome in outcomes]
    options = _listed(library_query.outcome, counts, choices)
    for option, outcome in zip(options, outcomes, strict=True):
        option.outcome = outcome
    return options


def _open(
    chosen: tuple[str, ...], counts: Counts, model: type[Model] | None = None
) -> list[Option]:
    """Options of a facet with no fixed list: those that would leave something, and those that are
    chosen. `model` has the labels of chosen ones that leave nothing.
    """
    missing = [key for key in chosen if key not in counts]
    labels = {}
    if missing and model:
        labels = {row.slug: str(row) for row in model.objects.filter(slug__in=missing)}
    empty = [Option(key, labels.get(key, key), 0, True) for key in missing]
    ordered = sorted((place, label, key, n) for key, (place, label, n) in counts.items())
    return [Option(key, label, n, key in chosen) for _place, label, key, n in ordered] + empty


def _readers() -> list[tuple[str, str]]:
    return [*Reading.Party.choices, (ANYBODY, _("Anybody"))]
