"""Stores the decision books of the example.

Ramsey's is written out; the others' follow from their plans and their logs.
"""

from datetime import date, timedelta
from decimal import Decimal

from bigstory.example.decision_book import RAMSEY, ROOMS, TO_COME, WHY
from bigstory.example.desk import is_closed
from bigstory.example.store import connect, moment, store
from partnerships.models import Action, Activity, Decision, Meeting, Seat, SpendLine

ROOM = Decision.ROOM


def store_decisions(areas, people: dict) -> None:
    """Call it after the log and the money: decisions are linked to what followed."""
    for place, area in enumerate(
        sorted((area for area in areas if area.case_study), key=lambda area: area.slug)
    ):
        actions = list(
            Action.objects.filter(
                priority__plan__area=area, priority__plan__state__in=("endorsed", "ended")
            )
            .select_related("priority__plan")
            .order_by("priority__plan__number", "priority__order", "order")
        )
        activities = list(Activity.objects.filter(area=area).order_by("on", "pk"))
        seats = list(Seat.objects.filter(partnership__area=area).order_by("joined", "pk"))
        entries = (
            _written_out(RAMSEY)
            if area.slug == "ramsey"
            else _from_plans(place, actions, activities, seats)
        )
        _store_book(
            area, entries, _Followed(area, actions, activities), _keepers(area, seats, people)
        )
        store(_to_come(area, place))


class _Followed:
    """What an area has that may have followed from a decision."""

    def __init__(self, area, actions, activities):
        self.actions = {action.title: action for action in actions}
        self.activities = {activity.title: activity for activity in activities}
        self.lines = list(
            SpendLine.objects.filter(report__area=area).select_related("report").order_by("pk")
        )

    def spent(self, title: str, on: date) -> list[SpendLine]:
        """The first two lines of the years after it that carry the action's name."""
        soon = [
            line for line in self.lines if on <= line.report.half_year <= on + timedelta(days=900)
        ]
        return [line for line in soon if line.heading == title][:2]


def _written_out(book) -> list[dict]:
    names = (
        "on",
        "title",
        "raised_by",
        "raised_by_name",
        "options",
        "because",
        "decided_by",
        "room",
        "pounds",
    )
    return [dict(zip((*names, "action", "activity"), line, strict=True)) for line in book]


def _from_plans(place: int, actions, activities, seats) -> list[dict]:
    """A decision for each action with an activity, some weeks before the first of these."""
    entries = []
    for n, action in enumerate(actions):
        first = next((row for row in activities if row.action_id == action.pk), None)
        if first is None:
            continue
        why = WHY[(n + place) % len(WHY)]
        on = _wednesday(first.on - timedelta(days=24))
        sitting = [
            s.name
            for s in seats
            if s.kind == "resident" and s.joined <= on and (not s.left or s.left > on)
        ]
        raised_by, decided_by, options, because = why
        entries.append(
            {
                "on": on,
                "title": f"“{action.title}”: to begin, with up to £{action.cost:,.0f}",
                "raised_by": raised_by,
                "raised_by_name": sitting[n % len(sitting)]
                if sitting and raised_by == "resident"
                else "",
                "options": options,
                "because": because,
                "decided_by": decided_by,
                "room": ROOMS[(n * 2 + place) % len(ROOMS)],
                "pounds": int(action.cost),
                "action": action.title,
                "activity": first.title,
            }
        )
    return entries


def _store_book(area, entries: list[dict], followed: _Followed, keepers: list) -> None:
    days = sorted({entry["on"] for entry in entries})
    rows = store(
        Meeting(
            area=area,
            what="Partnership meeting",
            starts_at=moment(day, 19),
            minutes=90,
            place=_place(area),
        )
        for day in days
    )
    meetings = dict(zip(days, rows, strict=True))
    linked = ("room", "action", "activity", "pounds")
    decisions = store(
        (
            Decision(
                area=area,
                meeting=meetings[entry["on"]],
                pounds=Decimal(entry["pounds"]) if entry["pounds"] else None,
                recorded_by=keepers[n % len(keepers)][0],
                recorded_by_name=keepers[n % len(keepers)][1],
                **dict(zip(ROOM, entry["room"] or (None,) * len(ROOM), strict=True)),
                **{name: value for name, value in entry.items() if name not in linked},
            )
            for n, entry in enumerate(entries)
        ),
        recorded_at=lambda row: moment(row.on, 21, 30),
    )
    pairs = list(zip(decisions, entries, strict=True))
    _link(Decision.actions, pairs, lambda e: [followed.actions.get(e["action"])])
    _link(Decision.activities, pairs, lambda e: [followed.activities.get(e["activity"])])
    _link(Decision.spend_lines, pairs, lambda e: followed.spent(e["action"], e["on"]))


def _link(field, pairs, rows_of) -> None:
    """Fill a link of decisions with the rows that `rows_of` finds for each entry."""
    connect(
        field,
        [(decision, row) for decision, entry in pairs for row in rows_of(entry) if row is not None],
    )


def _keepers(area, seats, people: dict) -> list:
    """Who writes in the book: members who sign in, or else whoever has sat there longest."""
    here = [
        (people[email], people[email].name)
        for email in KEEPERS.get(area.slug, ())
        if email in people
    ]
    others = [(None, seat.name) for seat in seats if seat.left is None and seat.kind == "resident"][
        :2
    ]
    return here + others[:1] if here else others or [(None, "The secretary")]


KEEPERS = {
    "ramsey": ("worker@example.org", "member@example.org"),
    "whitley-bay": ("neighbour@example.org",),
}


def _place(area) -> str:
    return "Mill Lane hall" if area.slug == "ramsey" else "The usual room"


def _to_come(area, place: int) -> list[Meeting]:
    """Meetings within weeks of the example's last day; Ramsey's first, with something to decide."""
    if area.slug == "ramsey":
        return [
            Meeting(
                area=area,
                what=what,
                starts_at=moment(day, hour),
                minutes=90,
                place=where,
                about=about,
            )
            for day, hour, what, where, about in TO_COME
        ]
    if is_closed(area.slug):
        return []
    day = _wednesday(date(2026, 12, 10) + timedelta(days=7 * (place % 5)))
    return [
        Meeting(
            area=area, what="Partnership meeting", starts_at=moment(day, 19), place=_place(area)
        )
    ]


def _wednesday(day: date) -> date:
    return day - timedelta(days=(day.weekday() - 2) % 7)
