"""What a story grew from: pounds, priorities, activities, and then the change."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Q
from django.urls import reverse

from outcomes.models import ChangeStory, Publication
from partnerships.models import Activity, Decision, Plan, Priority


@dataclass
class Root:
    words: str
    url: str = ""
    note: str = ""
    on: date | None = None


@dataclass
class Roots:
    planned: Decimal = Decimal(0)
    actions: list[Root] = field(default_factory=list)
    priorities: list[Root] = field(default_factory=list)
    decisions: list[Root] = field(default_factory=list)
    activities: list[Root] = field(default_factory=list)

    def __bool__(self):
        return bool(self.priorities or self.activities or self.decisions)


def of_story(
    user,
    story: ChangeStory,
    *,
    activities: list[Activity] | None = None,
    decisions: list[Decision] | None = None,
) -> Roots:
    """As far as this reader may see: an activity kept to the partnership leaves no trace.

    One statement, and one for each of the two that was not read already.

    A need is a root when the story names it, and when something logged under its actions is one.
    """
    if activities is None:
        activities = (
            Activity.objects.visible_to(user).filter(stories=story).select_related("action")
        )
        activities = list(activities.order_by("on", "pk"))
    if decisions is None:
        decisions = list(
            Decision.objects.visible_to(user).filter(stories=story).order_by("on", "pk")
        )
    actions = {a.action_id: a.action for a in activities if a.action_id}
    plans = Plan.objects.visible_to(user).filter(area=story.area_id)
    named = Q(stories=story) | Q(pk__in=[action.priority_id for action in actions.values()])
    priorities = list(
        Priority.objects.filter(named, plan__in=plans).select_related("plan").distinct()
    )
    slug = story.area.slug
    open_needs = {priority.pk for priority in priorities}
    shown = [action for action in actions.values() if action.priority_id in open_needs]
    needs = {
        priority.pk: reverse("came_of_priority", args=[slug, priority.thread])
        for priority in priorities
    }
    return Roots(
        planned=sum((action.cost for action in shown), Decimal(0)),
        actions=[
            Root(action.title, f"{needs[action.priority_id]}#action-{action.thread}")
            for action in shown
        ],
        priorities=[Root(p.own_words, needs[p.pk], p.plan.title) for p in priorities],
        decisions=[
            Root(d.title, reverse("decision", args=[slug, d.pk]), on=d.on) for d in decisions
        ],
        activities=[
            Root(a.title, reverse("activity", args=[slug, a.pk]), on=a.on) for a in activities
        ],
    )


def of_publication(copy: Publication) -> Roots:
    """From the public copy, and only what is still public today. One statement."""
    named = copy.grew_from.get("activities", [])
    shown = Publication.objects.activities().filter(activity__in=[each["id"] for each in named])
    slug = copy.area.slug
    still = set(shown.values_list("activity_id", flat=True)) if named else set()
    return Roots(
        priorities=[
            Root(p["words"], reverse("plan", args=[slug, p["number"]]), p["plan"])
            for p in copy.grew_from.get("priorities", [])
        ],
        activities=[
            Root(each["title"], on=date.fromisoformat(each["on"]))
            for each in named
            if each["id"] in still
        ],
    )
