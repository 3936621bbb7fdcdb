"""Plans of the example that are still being written, with the gaps such a plan has.

Each follows on from the last.
"""

from datetime import date
from decimal import Decimal

from bigstory.example.store import store
from partnerships.models import Action, Plan, Priority

# area: title, from, until, vision, and each priority: its words, need, how they know, and its
# actions (what, who leads, by when, pounds). An empty text or None is a gap.
DRAFTS = {
    "whitley-bay": (
        "After the last cheque",
        date(2027, 1, 1),
        None,
        "A town where you can sit down next to somebody without it being anybody's project.",
        [
            (
                "Sit down next to somebody",
                "Bench Tuesdays fill up by ten past. There are people who walk past "
                "twice before they stop, and some "
                "who still only walk past.",
                "Wendy counted for six weeks in the spring: 31 regulars, and 19 who slowed down.",
                [
                    ("Bench Tuesdays without a worker", "Wendy", date(2027, 6, 30), 900),
                    ("Two more benches on the links", "", None, 3400),
                ],
            ),
            (
                "Somebody to ring when the boiler goes",
                (
                    "Tenants in the bedsits do not know who to ring, and when they do they "
                    "are afraid to."
                ),
                "",
                [("A phone that four of us take in turns", "Siobhan", None, 0)],
            ),
            ("Young people who stay", "", "", []),
        ],
    ),
    "catton-grove": (
        "Both sides, carrying on",
        None,
        None,
        "",
        [
            (
                "A kettle on each side of the ring road",
                (
                    "One side has the centre and the other has the bus stop. Nobody crosses "
                    "after four."
                ),
                "",
                [],
            ),
        ],
    ),
}


def store_plan_drafts(placed) -> None:
    """The drafts of the areas at hand, each after the newest plan that is stored."""
    wanted = {area.pk: DRAFTS[area.slug] for _record, area in placed if area.slug in DRAFTS}
    newest = {
        plan.area_id: plan for plan in Plan.objects.filter(area__in=wanted).order_by("number")
    }
    parts = [(newest[pk], draft) for pk, draft in wanted.items() if pk in newest]
    plans = store(_plan(earlier, draft) for earlier, draft in parts)
    chosen = [
        (plan, order, entry)
        for plan, (_earlier, draft) in zip(plans, parts, strict=True)
        for order, entry in enumerate(draft[4], start=1)
    ]
    priorities = store(
        Priority(plan=plan, order=order, own_words=words, need=need, how_we_know=how)
        for plan, order, (words, need, how, _actions) in chosen
    )
    store(
        Action(priority=priority, order=order, title=title, lead=lead, due=due, cost=Decimal(cost))
        for priority, (_plan, _order, entry) in zip(priorities, chosen, strict=True)
        for order, (title, lead, due, cost) in enumerate(entry[3], start=1)
    )


def _plan(earlier: Plan, draft: tuple) -> Plan:
    title, starts, ends, vision, _priorities = draft
    return Plan(
        area_id=earlier.area_id,
        number=earlier.number + 1,
        kind=Plan.Kind.FOLLOW_ON,
        follows=earlier,
        title=title,
        starts=starts,
        ends=ends,
        vision=vision,
    )
