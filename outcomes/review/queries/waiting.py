"""What stands beside what is owed on Local Trust's page of it: what was logged for everybody and
asks to be shown, what cannot be read now, what is accepted, and what was answered lately.
"""

from django.db.models import Count, QuerySet, Window

from areas.access import areas_where
from bigstory.accounts.roles import May
from bigstory.core.db.choices import Audience
from outcomes.models import ChangeStory, StoryReview
from partnerships.models import Activity

MOST_SHOWN = 25
# How many of the newest replies are shown.
LATELY = 12


def with_their_area(user) -> int:
    """How many things were logged for everybody in words that their area has to look at first."""
    return _for_everybody(user).filter(unchecked_words__isnull=False).count()


def asking_to_be_public(user) -> QuerySet[Activity]:
    """Activities that were logged for everybody and are shown to nobody yet, the longest first;
    what this person logged is for a colleague, and those with words that nobody decided about are
    still with their area. Each has `in_all`, how many there are.
    """
    asking = _for_everybody(user).filter(unchecked_words=None)
    asking = asking.exclude(logged_by=user).annotate(in_all=Window(Count("pk")))
    return asking.select_related("area__region").order_by("logged_at", "pk")


def _for_everybody(user) -> QuerySet[Activity]:
    """What was logged for everybody and is not shown yet, of all that this person reads."""
    return Activity.objects.visible_to(user).filter(audience=Audience.PUBLIC, publication=None)


def kept_from(user) -> QuerySet[ChangeStory]:
    """Stories that were answered and that this person may not read now, the longest sent first.
    Each has `in_all`, how many there are. Those that still wait stand among what is owed.
    """
    stories = ChangeStory.objects.kept_from(user).exclude(state=ChangeStory.State.SENT)
    return stories.annotate(in_all=Window(Count("pk"))).select_related("area")


def answered_lately(user) -> QuerySet[StoryReview]:
    """The newest replies, of stories this person may still see: one that went back is its area's
    again.
    """
    stories = ChangeStory.objects.visible_to(user)
    return StoryReview.objects.filter(story__in=stories).select_related("story__area")[:LATELY]


def accepted(user) -> QuerySet[ChangeStory]:
    """Stories that are accepted and not shared yet, the longest sent first: somebody in them has
    still to be asked.
    """
    reviewed = areas_where(user, May.REVIEW_STORY).q()
    stories = ChangeStory.objects.visible_to(user).filter(
        reviewed, state=ChangeStory.State.ACCEPTED
    )
    return stories.select_related("area__region").order_by("sent_at", "pk")
