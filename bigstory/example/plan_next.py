"""Stores later plans of the example, which carry on the last one: waiting, or sent back."""

from datetime import date
from decimal import Decimal

from bigstory.example.store import moment, store
from bigstory.example.when import day_of
from partnerships.models import Action, Plan, PlanVersion, Priority, Review
from partnerships.plan.queries.sent import plan_words

CARRIED = ("thread", "own_words", "need", "how_we_know", "order")
CARRIED_ACTION = ("thread", "title", "lead", "due", "cost", "state", "order")
# area: kind, title, from, until, how many priorities are carried over, what is new, who sent it,
# when (a number: so many days before the loading), the note, reply.
NEXT = {
    "three-parishes": {
        "kind": "follow_on",
        "title": "One van, one bus, three kettles",
        "starts": date(2026, 10, 1),
        "ends": date(2029, 9, 30),
        "carried": 2,
        "new": (
            "Lifts that somebody answers for",
            "The community driver scheme is two phones and a good heart.",
            "Eirlys kept a tally for a year: 214 lifts, 31 nobody could give.",
            "A rota and a third phone for lifts",
            "Eirlys",
            date(2027, 5, 31),
            1150,
        ),
        "again": (
            "Keep the bus on the road, one village a night",
            "Natalie",
            date(2028, 3, 31),
            2400,
        ),
        "by": "Derek",
        "sent": 7,
        "answer": None,
        "note": (
            "Short, because there is not much money. The van and the bus go on; the lifts are new."
        ),
    },
    "westfield-estate": {
        "kind": "follow_on",
        "title": "Who has the keys",
        "starts": date(2026, 10, 1),
        "ends": date(2028, 3, 31),
        "carried": 1,
        "new": (
            "A centre that pays its own gas",
            "The lease is ours now, and so is the boiler.",
            "Two winters of bills on the table, and nobody in the room was surprised.",
            "Let the upstairs room four days a week",
            "",
            date(2027, 3, 31),
            2600,
        ),
        "again": ("Spokes: a second stand and a Saturday", "Imran", date(2027, 9, 30), 1800),
        "by": "Lynne",
        "sent": date(2026, 9, 30),
        "answer": (
            date(2026, 10, 21),
            "The bills make the case better than we could. Two things before we can say "
            "yes: who lets the room, and "
            "what happens in a week when nobody takes it? Vi said something about a "
            "hardship pot; is it in or out?",
        ),
        "note": "We wrote this in two evenings. Tell us what is missing.",
    },
    "birchfield": {
        "kind": "variation",
        "title": "Everybody’s turn to speak",
        "starts": date(2026, 11, 1),
        "ends": date(2027, 3, 31),
        "carried": None,
        "new": (
            "Interpreters after the money",
            "Meetings in five languages work. Paying for them ends in March.",
            "Hodan asked at the hundredth kitchen meeting: eleven people would learn to do it.",
            "Train eleven neighbours to interpret",
            "Hodan",
            date(2027, 2, 28),
            1900,
        ),
        "by": "Surinder",
        "sent": 8,
        "answer": None,
        "note": "Nothing is dropped. One thing is new, from what was left of the Long Table.",
    },
}


def store_next_plans(placed, people: dict) -> None:
    """Each after the endorsed plan of its area, with the same threads for what it carries on."""
    entries = {area.pk: NEXT[area.slug] for _record, area in placed if area.slug in NEXT}
    for source in Plan.objects.filter(area__in=entries, state=Plan.State.ENDORSED).order_by(
        "number"
    ):
        entry = entries[source.area_id]
        plan = _begin(source, entry)
        _send(plan, entry, people["trust@example.org"])


def _begin(source: Plan, entry: dict) -> Plan:
    [plan] = store(
        [
            Plan(
                area_id=source.area_id,
                number=source.number + 1,
                kind=entry["kind"],
                follows=source,
                vision=source.vision,
                legacy_statement=source.legacy_statement,
                state=Plan.State.RETURNED if entry["answer"] else Plan.State.SENT,
                **{name: entry[name] for name in ("title", "starts", "ends")},
            )
        ]
    )
    earlier = list(source.priorities.order_by("order", "pk").prefetch_related("actions"))[
        : entry["carried"]
    ]
    copies = store(
        Priority(plan=plan, **{name: getattr(priority, name) for name in CARRIED})
        for priority in earlier
    )
    going_on = (Action.State.PLANNED, Action.State.UNDER_WAY)
    store(
        Action(priority=copy, **{name: getattr(action, name) for name in CARRIED_ACTION})
        for copy, priority in zip(copies, earlier, strict=True)
        for action in priority.actions.all()
        if entry["carried"] is None or action.state in going_on
    )
    _take_up(plan, entry)
    words, need, how, title, lead, due, cost = entry["new"]
    order = max((priority.order for priority in earlier), default=0) + 1
    [new] = store([Priority(plan=plan, order=order, own_words=words, need=need, how_we_know=how)])
    store([Action(priority=new, order=1, title=title, lead=lead, due=due, cost=Decimal(cost))])
    return plan


def _take_up(plan: Plan, entry: dict) -> None:
    """A priority that is carried over with everything in it done gets something new to do."""
    for priority in plan.priorities.filter(actions=None):
        title, lead, due, cost = entry["again"]
        store(
            [
                Action(
                    priority=priority, order=1, title=title, lead=lead, due=due, cost=Decimal(cost)
                )
            ]
        )


def _send(plan: Plan, entry: dict, trust) -> None:
    [version] = store(
        [
            PlanVersion(
                plan=plan,
                number=1,
                words=plan_words(plan),
                note=entry["note"],
                sent_by_name=entry["by"],
                sent_at=moment(day_of(entry["sent"]), 20, 5),
            )
        ]
    )
    if entry["answer"]:
        day, words = entry["answer"]
        store(
            [
                Review(
                    plan_version=version,
                    verdict=Review.Verdict.RETURNED,
                    words=words,
                    reviewer=trust,
                    reviewer_name=trust.name,
                    at=moment(day, 11, 40),
                )
            ]
        )
