"""One round: stories by several tellers about the same thing.

Each stands for itself; nobody speaks for another.
"""

from django.db.models import QuerySet

from outcomes.models import ChangeStory


def round_of(user, story: ChangeStory) -> QuerySet[ChangeStory]:
    """Every voice of its round that this reader may hear; the first that was told first."""
    mine = ChangeStory.objects.visible_to(user)
    if story.round is None:
        return mine.filter(pk=story.pk)
    return mine.filter(area=story.area_id, round=story.round).order_by("created_at", "pk")
