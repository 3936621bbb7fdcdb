"""What was sent of the plans of an area, and which sending came before which."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from areas.access import can
from areas.models import Area
from bigstory.accounts.roles import May
from partnerships.models import Plan, PlanVersion
from partnerships.reads.plan_words import plan_words


def reads_letters(user, area: Area) -> bool:
    """Who reads what an area and Local Trust write to each other, and the names under it: those
    two.
    """
    return can(user, May.READ_NAMES, area)


def versions_of_area(user, area: Area) -> QuerySet:
    """Every version of every plan, the newest first, without the words themselves."""
    found = PlanVersion.objects.visible_to(user).filter(plan__area=area)
    return (
        found.select_related("plan", "review").order_by("-plan__number", "-number").defer("words")
    )


def last_reply(plan: Plan) -> PlanVersion | None:
    """The newest version that was answered, with its review."""
    answered = plan.versions.filter(review__isnull=False).select_related("review").defer("words")
    return answered.order_by("-number").first()


@dataclass(frozen=True)
class Earlier:
    """What Local Trust knew before: plan 2, version 3; or plan 2 as it stands, where no version of
    it was kept.
    """

    plan: int
    version: int | None
    words: dict


def came_before(version: PlanVersion) -> Earlier | None:
    """The version to compare with: the last one that was answered of the same plan, else of the
    plan it follows.

    None for the very first. A version that was taken back unread tells nobody what is new.
    """
    plan = version.plan
    same = Q(plan=plan, number__lt=version.number, review__isnull=False)
    earlier = PlanVersion.objects.filter(
        same | Q(plan__isnull=False, plan=plan.follows_id)
    ).select_related("plan")
    found = earlier.order_by("-plan__number", "-number").first()
    if found is not None:
        return Earlier(found.plan.number, found.number, found.words)
    return Earlier(plan.follows.number, None, plan_words(plan.follows)) if plan.follows_id else None
