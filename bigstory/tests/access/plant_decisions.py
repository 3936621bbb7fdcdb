"""A meeting, a decision made at it with what followed, and a share of the partnership's questions
with its words.
"""

from datetime import UTC, date, datetime

from areas.models import Area
from partnerships.models import Decision, Meeting, SturdinessShare

THEN = datetime(2025, 1, 14, 19, tzinfo=UTC)


def plant_decisions(world, letter: str, area: Area) -> None:
    """After the activities and the plan: one of each kind of audience and state follows from the
    decision.
    """
    for starts in (THEN, datetime(2090, 1, 14, 19, tzinfo=UTC)):
        meeting = Meeting.objects.create(area=area, what="w", starts_at=starts)
        world.keep("meeting", letter, world.plant(meeting, "meeting", letter))
    decision = Decision.objects.create(
        area=area,
        meeting=meeting,
        title="t",
        on=date(2025, 1, 14),
        raised_by="resident",
        decided_by="vote",
        residents=3,
    )
    world.keep("decision", letter, world.plant(decision, "decision", letter))
    decision.activities.set([row for of, row in world.things["activity"] if of == letter])
    decision.actions.set([row for of, row in world.things["action"] if of == letter])
    share = SturdinessShare.objects.create(
        area=area,
        as_of=date(2025, 1, 14),
        signals=[{"key": "logging", "enough": True, "figures": {"n": 4, "of": 9, "people_n": 2}}],
    )
    words = world.plant_words("sturdiness", letter, "sturdinessshare", "words")
    SturdinessShare.objects.filter(pk=share.pk).update(words={"logging": words})
    share.words = {"logging": words}
    world.keep("sturdiness", letter, share)
