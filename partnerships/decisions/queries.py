"""The decision book: what it says about who raises things and who is in the room, and what
followed from a decision.

Each figure of the book is the length of a list. Of what followed a reader sees only the rows they
could open by themselves.
"""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import ExtractYear

from areas.models import Area
from partnerships.models import Action, Activity, Decision, Leverage, Meeting, Plan, SpendLine
from partnerships.plan.models.plan import PlanQuerySet

RESIDENT = Decision.RaisedBy.RESIDENT.value
# The values of ?room=.
MAJORITY = "majority"
NO_MAJORITY = "no_majority"
NOT_NOTED = "not_noted"
COUNTS = ("n", "raised", "noted", "majority")


@dataclass(frozen=True)
class Kind:
    """One kind of thing that may follow from a decision, named by its field.

    `link` is its column in the table of links, `words` are the fields that are searched, `newest`
    is the order that puts the newest on top.
    """

    link: str
    words: tuple[str, ...]
    newest: str


KINDS_THAT_FOLLOW = {
    "activities": Kind("activity_id", ("title", "what_happened"), "-on"),
    "actions": Kind("action_id", ("title", "priority__own_words"), "-due"),
    "spend_lines": Kind("spendline_id", ("heading", "note"), "-report__half_year"),
    "leverage": Kind("leverage_id", ("from_whom", "what"), "-on"),
}
# More than one decision ever led to; a page has an end.
MOST_SHOWN = 50
OFFERED = 12
DECISIONS_OF_ACTIVITY = 5


# --- the figures of the book ---


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
class YearFigures:
    """The decisions of one year, or of all where `year` is None."""

    year: int | None
    all: Figure
    by_residents: Figure
    noted: int
    majority: Figure
    not_noted: Figure


@dataclass
class DecisionFigures:
    """The whole book, then year by year with the newest first."""

    whole: YearFigures
    years: list[YearFigures] = field(default_factory=list)


def room_of(meeting: Meeting) -> dict[str, int]:
    """Who was at a meeting, in the kinds a decision knows; empty where nobody noted it."""
    if not meeting.there:
        return {}
    heads = {name: getattr(meeting, name) or 0 for name in Meeting.ROOM}
    known = {name: heads.pop(name) for name in Decision.ROOM if name in heads}
    return known | {"others": sum(heads.values())}


def in_room(decisions: QuerySet, answer: str) -> QuerySet:
    """The decisions of a list whose room was as ?room=`answer` says."""
    if answer == MAJORITY:
        return decisions.resident_majority()
    if answer == NOT_NOTED:
        return decisions.room_not_noted()
    return decisions.room_noted().exclude(residents__gt=F("not_residents"))


def decision_figures(decisions: QuerySet) -> DecisionFigures:
    """Counts of a list of decisions, in one statement."""
    by_year = (
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
    years = list(by_year)
    whole = {name: sum(counts[name] for counts in years) for name in COUNTS}
    return DecisionFigures(
        _figures(None, whole), [_figures(counts["year"], counts) for counts in years]
    )


def _figures(year: int | None, counts: dict) -> YearFigures:
    base = {"year": str(year)} if year else {}
    return YearFigures(
        year=year,
        all=Figure(counts["n"], base),
        by_residents=Figure(counts["raised"], base | {"raised": RESIDENT}),
        noted=counts["noted"],
        majority=Figure(counts["majority"], base | {"room": MAJORITY}),
        not_noted=Figure(counts["n"] - counts["noted"], base | {"room": NOT_NOTED}),
    )


# --- what followed from a decision ---


@dataclass(frozen=True)
class Followed:
    """The rows linked to a decision, by kind."""

    activities: list
    actions: list
    spend_lines: list
    leverage: list

    def __bool__(self):
        return bool(self.activities or self.actions or self.spend_lines or self.leverage)


def followed(decision: Decision, *, user) -> Followed:
    """What is linked to a decision, newest first. One statement for each kind."""
    linked = {
        name: rows.filter(decisions=decision).order_by(KINDS_THAT_FOLLOW[name].newest, "-pk")
        for name, rows in linkable(area=decision.area, user=user).items()
    }
    linked["actions"] = once_each(linked["actions"])
    return Followed(**{name: list(rows[:MOST_SHOWN]) for name, rows in linked.items()})


def offered(decision: Decision, *, user, q: str) -> dict[str, list]:
    """What may be ticked: what is linked already, then what matches the words, newest first.

    Each row has `linked`: whether it is linked already.
    """
    rows_by_kind = linkable(area=decision.area, user=user)
    return {name: _offered(name, rows, decision, q) for name, rows in rows_by_kind.items()}


def _offered(name: str, rows: QuerySet, decision: Decision, q: str) -> list:
    kind = KINDS_THAT_FOLLOW[name]
    links = getattr(Decision, name).through.objects.filter(decision=decision)
    rows = rows.annotate(linked=Exists(links.filter(**{kind.link: OuterRef("pk")})))
    if name == "actions":
        rows = once_each(rows, "-linked")
    if q:
        matches = Q(linked=True)
        for field_name in kind.words:
            matches |= Q(**{f"{field_name}__icontains": q})
        rows = rows.filter(matches)
    first = list(rows.order_by("-linked", kind.newest, "-pk")[: MOST_SHOWN + OFFERED])
    linked = [row for row in first if row.linked]
    return linked + [row for row in first if not row.linked][:OFFERED]


def linkable(*, area: Area, user) -> dict[str, QuerySet]:
    """What can be linked to a decision of this area: its own rows, as far as this person may see
    them.
    """
    lines = SpendLine.objects.visible_to(user).filter(report__area=area).select_related("report")
    plans = Plan.objects.visible_to(user).filter(area=area)
    actions = Action.objects.filter(priority__plan__in=plans).select_related("priority__plan")
    return {
        "activities": Activity.objects.visible_to(user).filter(area=area),
        "actions": actions,
        "spend_lines": lines,
        "leverage": Leverage.objects.visible_to(user).filter(area=area),
    }


def once_each(actions: QuerySet, *first: str) -> QuerySet:
    """Of an action and its copies in later plans the one that stands for all of them.

    `first` is the order in which it is sought; then the plan that was endorsed last comes before
    one that is being written.
    """
    endorsed = Case(When(priority__plan__state__in=PlanQuerySet.ENDORSED, then=1), default=Value(0))
    copies = actions.filter(thread=OuterRef("thread")).order_by(
        *first, endorsed.desc(), "-priority__plan__number", "-pk"
    )
    return actions.filter(pk=Subquery(copies.values("pk")[:1]))


def decisions_behind(user, activity: Activity) -> list[Decision]:
    """The decisions an activity came from, for its own page."""
    decisions = Decision.objects.visible_to(user).filter(activities=activity, area=activity.area_id)
    return list(decisions[:DECISIONS_OF_ACTIVITY])
