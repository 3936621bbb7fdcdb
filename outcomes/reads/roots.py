"""What a story grew from: pounds, priorities, activities, and then the change."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.urls import reverse

from outcomes.models import ChangeStory, Publication
from partnerships.models import Activity, Plan, Priority


@dataclass
class Root:
    words: str
    url: str = ""
    note: str = ""
    on: date | None = None


@dataclass
class Roots:
    planned: Decimal = Decimal(0)
    priorities: list[Root] = field(default_factory=list)
    activities: list[Root] = field(default_factory=list)

    def __bool__(self):
        return bool(self.priorities or self.activities)


def of_story(user, story: ChangeStory) -> Roots:
    """As far as this reader may see: an activity kept to the partnership leaves no trace. Three statements."""
    activities = Activity.objects.visible_to(user).filter(stories=story).select_related("action").order_by("on", "pk")
    plans = Plan.objects.visible_to(user).filter(area=story.area_id)
    priorities = Priority.objects.filter(stories=story, plan__in=plans).select_related("plan")
    actions = {a.action_id: a.action for a in activities if a.action_id}
    slug = story.area.slug
    return Roots(
        planned=sum((action.cost for action in actions.values()), Decimal(0)),
        priorities=[Root(p.own_words, reverse("plan", args=[slug, p.plan.number]), p.plan.title) for p in priorities],
        activities=[Root(a.title, reverse("activity", args=[slug, a.pk]), on=a.on) for a in activities],
    )


def of_publication(copy: Publication) -> Roots:
    """From the public copy, and only what is still public today. One statement."""
    named = copy.grew_from.get("activities", [])
    shown = Publication.objects.activities().filter(activity__in=[each["id"] for each in named])
    slug, still = copy.area.slug, set(shown.values_list("activity_id", flat=True)) if named else set()
    return Roots(
        priorities=[
            Root(p["words"], reverse("plan", args=[slug, p["number"]]), p["plan"])
            for p in copy.grew_from.get("priorities", [])
        ],
        activities=[Root(each["title"], on=date.fromisoformat(each["on"])) for each in named if each["id"] in still],
    )
