"""What the decision book says about who raises things and who is in the room.

Each figure is the length of a list.

What followed from a decision, as far as a reader may see each part of it.
"""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import ExtractYear

from areas.models import Area
from partnerships.models import Action, Activity, Decision, Leverage, Plan, SpendLine

# What may follow from a decision, by the name of its field.
KINDS_THAT_FOLLOW = ("activities", "actions", "spend_lines", "leverage")


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
class DecisionFigures:
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


def decision_figures(decisions: QuerySet) -> DecisionFigures:
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
    return DecisionFigures(_row(None, whole), [_row(each["year"], each) for each in counts])


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


# More than one decision ever led to; a page has an end.
MOST_SHOWN = 50
OFFERED = 12
# Which words of a thing are searched, and which day puts the newest on top.
WORDS = {
    "activities": ("title", "what_happened"),
    "actions": ("title", "priority__own_words"),
    "spend_lines": ("heading", "note"),
    "leverage": ("from_whom", "what"),
}
ROW = {
    "activities": "activity",
    "actions": "action",
    "spend_lines": "spendline",
    "leverage": "leverage",
}
NEWEST = {
    "activities": "-on",
    "actions": "-due",
    "spend_lines": "-report__half_year",
    "leverage": "-on",
}


@dataclass(frozen=True)
class Followed:
    activities: list
    actions: list
    spend_lines: list
    leverage: list

    def __bool__(self):
        return bool(self.activities or self.actions or self.spend_lines or self.leverage)


def followed(decision: Decision, *, user) -> Followed:
    """One question for each kind of thing; never a row the reader could not open by itself."""
    rows = may_follow(area=decision.area, user=user)
    linked = {
        name: each.filter(decisions=decision).order_by(NEWEST[name], "-pk")
        for name, each in rows.items()
    }
    return Followed(**{name: list(each[:MOST_SHOWN]) for name, each in linked.items()})


def offered(decision: Decision, *, user, q: str) -> dict[str, list]:
    """What may be ticked: what is linked already, then what matches the words, newest first.

    Each has `linked`, which says whether it is.
    """
    rows = may_follow(area=decision.area, user=user)
    return {name: _offered(name, each, decision, q) for name, each in rows.items()}


def _offered(name: str, rows: QuerySet, decision: Decision, q: str) -> list:
    through = getattr(Decision, name).through.objects.filter(decision=decision)
    rows = rows.annotate(linked=Exists(through.filter(**{f"{ROW[name]}_id": OuterRef("pk")})))
    if q:
        words = Q(linked=True)
        for field in WORDS[name]:
            words |= Q(**{f"{field}__icontains": q})
        rows = rows.filter(words)
    found = list(rows.order_by("-linked", NEWEST[name], "-pk")[: MOST_SHOWN + OFFERED])
    others = [row for row in found if not row.linked]
    return [row for row in found if row.linked] + others[:OFFERED]


def named_activity(user, activity: Activity) -> list[Decision]:
    """The decisions an activity came from, for its own page."""
    return list(
        Decision.objects.visible_to(user).filter(activities=activity, area=activity.area_id)[:5]
    )


def may_follow(*, area: Area, user) -> dict[str, QuerySet]:
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
