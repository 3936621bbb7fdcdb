"""What waits for Local Trust, longest first, and what was answered lately."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from bigstory.core.choices import Audience
from outcomes.models import ChangeStory, StoryReview
from partnerships.models import Activity

MOST_SHOWN = 25
LATELY = 12


@dataclass
class Waiting:
    """A story that was sent, and for how many whole days it has waited."""

    story: ChangeStory
    days: int


def waiting(user) -> QuerySet:
    return ChangeStory.objects.visible_to(user).waiting().select_related("area__region")


def with_days(stories, now: datetime | None = None) -> list[Waiting]:
    now = now or timezone.now()
    return [Waiting(story, (now - story.sent_at).days if story.sent_at else 0) for story in stories]


def asking_to_be_public(user) -> QuerySet:
    """Things that were logged for everybody and are shown to nobody yet. What this person logged is for a colleague."""
    asking = Activity.objects.visible_to(user).filter(audience=Audience.PUBLIC, publication=None)
    asking = asking.exclude(logged_by=user).select_related("area__region").prefetch_related("media")
    return asking.order_by("logged_at", "pk")


def answered_lately(user) -> QuerySet:
    """The newest replies, of stories this person may still see: one that went back is its area's again."""
    seen = ChangeStory.objects.visible_to(user)
    return StoryReview.objects.filter(story__in=seen).select_related("story__area")[:LATELY]
