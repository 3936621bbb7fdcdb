"""Plants what was sent of plans: one that was answered in every area, and in area b one that
waits.
"""

from django.utils import timezone

from areas.models import Area
from partnerships.models import PlanVersion, Review
from partnerships.plan.queries.sent import plan_words


def plant_plan_versions(world, letter: str, area: Area, trust) -> None:
    for plan in (plan for where, plan in world.things["plan"] if where == letter):
        if plan.state == "draft":
            if letter != "b":
                continue
            plan.state = "sent"
            plan.save()
        version = PlanVersion.objects.create(
            plan=plan, number=1, words=plan_words(plan), sent_at=timezone.now()
        )
        world.plant(version, "plan_version", letter, plan.state)
        _plant_words(world, version, letter)
        world.keep("plan_version", letter, version)
        if plan.state == "endorsed":
            review = Review.objects.create(
                plan_version=version,
                verdict="endorsed",
                words="w",
                reviewer=trust,
                at=timezone.now(),
            )
            world.plant(review, "plan_version", letter, plan.state)


def _plant_words(world, version: PlanVersion, letter: str) -> None:
    """Words of its own, so that nobody who may read the plan as it stands is taken to have read the
    version.
    """
    words = version.words
    state = version.plan.state
    for name in ("title", "vision", "legacy_statement"):
        words[name] = world.marked("plan_version", letter, state, "planversion", name)
    for priority in words["priorities"]:
        for name in ("own_words", "need", "how_we_know"):
            priority[name] = world.marked("plan_version", letter, state, "planversion", name)
        for action in priority["actions"]:
            for name in ("title", "lead"):
                action[name] = world.marked("plan_version", letter, state, "planversion", name)
    version.save()
