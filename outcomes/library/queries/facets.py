"""How many stories each choice would leave, every facet in one statement."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import CharField, Count, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, ExtractYear, NullIf
from django.utils.translation import gettext as _

from areas.models import Area, Region
from outcomes.library.queries.library import Shelf, narrow
from outcomes.library.queries.library_query import ANYBODY, LibraryQuery
from outcomes.models import ChangeLevel, ChangeStory, FollowUp, Outcome, Reading

COLUMNS = ("facet", "key", "label", "place", "n")
NO_TEXT = Value("", output_field=CharField())
NO_PLACE = Value(0, output_field=IntegerField())


@dataclass
class Option:
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
    shelf: Shelf, asked: LibraryQuery, outcomes: list[Outcome], levels: list[ChangeLevel]
) -> Facets:
    """Each facet is counted with every other facet's choice applied, and not its own."""
    counted: dict[str, dict[str, tuple]] = defaultdict(dict)
    found = Facets()
    for facet, key, label, place, n in _count(shelf, asked):
        if facet == "all":
            found.total = n
        elif facet == "heat":
            found.heat[key, label] = n
        elif key not in (None, ""):
            counted[facet][key] = (place, label or key, n)
    found.options = {
        "outcome": [
            _option(asked.outcome, counted["outcome"], o.slug, o.name, o) for o in outcomes
        ],
        "reader": [
            _option((asked.reader,), counted["reader"], key, label) for key, label in _readers()
        ],
        "level": [
            _option(asked.level, counted["level"], level.slug, level.name) for level in levels
        ],
        "lasting": [
            _option(asked.lasting, counted["lasting"], *answer)
            for answer in FollowUp.Answer.choices
        ],
        "kind": [_option(asked.kind, counted["kind"], *kind) for kind in ChangeStory.Kind.choices],
        "year": sorted(
            _open(asked.year, counted["year"], {}), key=lambda option: option.key, reverse=True
        ),
        "region": _open(asked.region, counted["region"], Region),
        "area": sorted(_open(asked.area, counted["area"], Area), key=lambda option: option.label),
    }
    return found


def _count(shelf: Shelf, asked: LibraryQuery) -> QuerySet:
    place = {"region": F("area__region__order"), "outcome": F(f"{shelf.readings}__outcome__number")}
    short_name = Coalesce(NullIf(F("area__local_name"), Value("")), F("area__name"))
    whole = narrow(shelf, asked)
    # Which outcomes were read so by the chosen party; for the parties, by whom the chosen outcomes
    # were read so.
    by_outcome = narrow(shelf, asked, leave_out="outcome").filter(
        shelf.read_as(asked, outcomes=False)
    )
    anybody = LibraryQuery(answer=asked.answer, outcome=asked.outcome, reader=ANYBODY)
    by_reader = narrow(shelf, asked, leave_out="reader").filter(shelf.read_as(anybody))
    by_both = whole.filter(shelf.read_as(asked, outcomes=False))
    outcome = F(f"{shelf.readings}__outcome__slug")
    parts = [
        _part(whole, "all", NO_TEXT),
        _part(by_outcome, "outcome", outcome, place=place["outcome"]),
        _part(by_reader, "reader", F(f"{shelf.readings}__party")),
        _part(by_both, "heat", outcome, F("levels__slug")),
        _part(narrow(shelf, asked, leave_out="level"), "level", F("levels__slug")),
        _part(narrow(shelf, asked, leave_out="kind"), "kind", F("kind")),
        _part(_newest_answer(shelf, asked), "lasting", F(shelf.lasting)),
        _part(
            narrow(shelf, asked, leave_out="year"),
            "year",
            Cast(ExtractYear("told_on"), CharField()),
        ),
        _part(
            narrow(shelf, asked, leave_out="region"),
            "region",
            F("area__region__slug"),
            F("area__region__name"),
            place["region"],
        ),
        _part(narrow(shelf, asked, leave_out="area"), "area", F("area__slug"), short_name),
    ]
    return parts[0].union(*parts[1:], all=True)


def _newest_answer(shelf: Shelf, asked: LibraryQuery) -> QuerySet:
    rows = narrow(shelf, asked, leave_out="lasting")
    return rows if shelf.public else rows.filter(followups__latest=True)


def _part(rows: QuerySet, facet: str, key, label=NO_TEXT, place=NO_PLACE) -> QuerySet:
    named = {
        "facet": Value(facet, output_field=CharField()),
        "key": Cast(key, CharField()),
        "label": Cast(label, CharField()),
        "place": Cast(place, IntegerField()),
    }
    grouped = rows.order_by().values(**named)
    return grouped.annotate(n=Count("pk", distinct=True)).values_list(*COLUMNS)


def _option(chosen, counted: dict, key: str, label: str, outcome: Outcome | None = None) -> Option:
    return Option(key, label, counted.get(key, (0, "", 0))[2], key in chosen, outcome)


def _open(chosen, counted: dict, model) -> list[Option]:
    """Options of a facet with no fixed list: those that would leave something, and those that are
    chosen.
    """
    missing = [key for key in chosen if key not in counted]
    named = (
        {each.slug: str(each) for each in model.objects.filter(slug__in=missing)}
        if missing and model
        else {}
    )
    lost = [Option(key, named.get(key, key), 0, True) for key in missing]
    ordered = sorted((place, label, key, n) for key, (place, label, n) in counted.items())
    return [Option(key, label, n, key in chosen) for _place, label, key, n in ordered] + lost


def _readers() -> list[tuple[str, str]]:
    return [*Reading.Party.choices, (ANYBODY, _("Anybody"))]
