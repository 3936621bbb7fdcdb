"""Later plans of the example that carry on what the last one began: waiting for Local Trust, or
sent back by it.
"""

from datetime import date
from decimal import Decimal

from bigstory.example.store import moment, store
from partnerships.models import Action, Plan, PlanVersion, Priority, Review
from partnerships.plan.queries.sent import plan_words

KEPT = ("thread", "own_words", "need", "how_we_know", "order")
KEPT_ACTION = ("thread", "title", "lead", "due", "cost", "state", "order")
# area: kind, title, from, until, how many priorities are carried over, what is new, who sent it,
# when, the note, reply.
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
        "sent": date(2026, 11, 12),
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
        "sent": date(2026, 11, 16),
        "answer": None,
        "note": "Nothing is dropped. One thing is new, from what was left of the Long Table.",
    },
}


def store_next_plans(placed, people: dict) -> None:
    """Each after the endorsed plan of its area, with the same threads for what it carries on."""
    wanted = {area.pk: NEXT[area.slug] for _record, area in placed if area.slug in NEXT}
    for source in Plan.objects.filter(area__in=wanted, state=Plan.State.ENDORSED).order_by(
        "number"
    ):
        told = wanted[source.area_id]
        plan = _begin(source, told)
        _send(plan, told, people["trust@example.org"])


def _begin(source: Plan, told: dict) -> Plan:
    [plan] = store(
        [
            Plan(
                area_id=source.area_id,
                number=source.number + 1,
                kind=told["kind"],
                follows=source,
                vision=source.vision,
                legacy_statement=source.legacy_statement,
                state=Plan.State.RETURNED if told["answer"] else Plan.State.SENT,
                **{name: told[name] for name in ("title", "starts", "ends")},
            )
        ]
    )
    earlier = list(source.priorities.order_by("order", "pk").prefetch_related("actions"))[
        : told["carried"]
    ]
    copies = store(
        Priority(plan=plan, **{name: getattr(one, name) for name in KEPT}) for one in earlier
    )
    going_on = (Action.State.PLANNED, Action.State.UNDER_WAY)
    store(
        Action(priority=copy, **{name: getattr(action, name) for name in KEPT_ACTION})
        for copy, one in zip(copies, earlier, strict=True)
        for action in one.actions.all()
        if told["carried"] is None or action.state in going_on
    )
    _take_up(plan, told)
    words, need, how, title, lead, due, cost = told["new"]
    order = max((one.order for one in earlier), default=0) + 1
    [new] = store([Priority(plan=plan, order=order, own_words=words, need=need, how_we_know=how)])
    store([Action(priority=new, order=1, title=title, lead=lead, due=due, cost=Decimal(cost))])
    return plan


def _take_up(plan: Plan, told: dict) -> None:
    """A priority that is carried over with everything in it done gets something new to do."""
    for priority in plan.priorities.filter(actions=None):
        title, lead, due, cost = told["again"]
        store(
            [
                Action(
                    priority=priority, order=1, title=title, lead=lead, due=due, cost=Decimal(cost)
                )
            ]
        )


def _send(plan: Plan, told: dict, trust) -> None:
    [version] = store(
        [
            PlanVersion(
                plan=plan,
                number=1,
                words=plan_words(plan),
                note=told["note"],
                sent_by_name=told["by"],
                sent_at=moment(told["sent"], 20, 5),
            )
        ]
    )
    if told["answer"]:
        day, words = told["answer"]
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
