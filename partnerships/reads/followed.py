"""What followed from a decision, as far as a reader may see each part of it."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from partnerships.actions.decisions import may_follow
from partnerships.models import Activity, Decision

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
