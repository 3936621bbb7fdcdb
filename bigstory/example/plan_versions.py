"""Stores the plans the example areas sent, each from the plan as it is stored, with replies."""

from datetime import date

from bigstory.example.store import moment, store
from partnerships.models import Plan, PlanVersion, Review
from partnerships.plan.queries.sent import plan_words

STAFF = "Priya"
# area, plan, version, who sent it, when, note, when it was answered, verdict, reply. Not answered:
# it waits.
SENDINGS = [
    (
        "ramsey",
        1,
        1,
        "Len",
        date(2014, 5, 12),
        "Our first. We knocked on 612 doors for it.",
        date(2014, 6, 20),
        "returned",
        (
            "We enjoyed reading this. The minibus is clearly wanted. Who will drive it, and "
            "who will keep the keys?"
        ),
    ),
    (
        "ramsey",
        1,
        2,
        "Len",
        date(2014, 7, 28),
        "Alan keeps the keys. Eleven people have said they will drive.",
        date(2014, 8, 22),
        "endorsed",
        "That answers it. Endorsed, with our thanks to the eleven drivers.",
    ),
    (
        "ramsey",
        2,
        1,
        "Denise",
        date(2019, 10, 14),
        "This is how we would like to finish. It is less about us than the first one.",
        date(2019, 11, 11),
        "returned",
        (
            "The legacy statement is the best part, and you wrote it before anybody had to. Who "
            "leads what? There is no name beside anything yet."
        ),
    ),
    (
        "ramsey",
        2,
        2,
        "Denise",
        date(2019, 11, 25),
        "Names are in. Ruta and Abi came later and wrote themselves in.",
        date(2019, 12, 16),
        "endorsed",
        "Endorsed. We will hold you to the sentence about being replaced.",
    ),
]


def store_plan_versions(placed, people: dict) -> None:
    """Versions of plans that are stored already, with Local Trust's replies."""
    areas = {area.slug: area for _record, area in placed}
    plans = {
        (plan.area_id, plan.number): plan
        for plan in Plan.objects.filter(area__in=areas.values()).prefetch_related(
            "priorities__actions"
        )
    }
    lines = [
        line for line in SENDINGS if line[0] in areas and (areas[line[0]].pk, line[1]) in plans
    ]
    versions = store(_version(plans[areas[line[0]].pk, line[1]], line) for line in lines)
    store(
        Review(
            plan_version=version,
            verdict=verdict,
            words=words,
            reviewer=people["trust@example.org"],
            reviewer_name=STAFF,
            at=moment(day, 11, 40),
        )
        for version, (*_rest, day, verdict, words) in zip(versions, lines, strict=True)
        if day is not None
    )


def _version(plan: Plan, line: tuple) -> PlanVersion:
    _area, _number, version, name, day, note, *_answer = line
    words = plan_words(plan)
    for priority in words["priorities"]:
        for action in priority["actions"]:
            action["state"] = "planned"  # when it was sent, nothing had begun
    if version == 1:
        _as_it_was_first(words)
    return PlanVersion(
        plan=plan,
        number=version,
        words=words,
        note=note,
        sent_by_name=name,
        sent_at=moment(day, 19, 30),
    )


def _as_it_was_first(words: dict) -> None:
    """The first sending said less: one sentence of vision fewer, nobody to lead, and its last
    action not yet there.
    """
    sentences = words["vision"].rstrip().split(". ")
    words["vision"] = (
        ". ".join(sentences[:-1]).rstrip(".") + "." if len(sentences) > 1 else words["vision"]
    )
    for priority in words["priorities"]:
        for action in priority["actions"]:
            action["lead"] = ""
    if words["priorities"] and len(words["priorities"][-1]["actions"]) > 1:
        words["priorities"][-1]["actions"].pop()
