"""The recordings and films of a story, for those who tell it: those that are still being made ready
too.
"""

from bigstory.core.recordings.refusals import RecordingRefused, Why
from outcomes.actions.recordings import KINDS
from outcomes.models import ChangeStory
from partnerships.models import MediaItem


def recordings_of(story: ChangeStory) -> list[MediaItem]:
    """In their order, each with what to say of it in `why_not` where it never will be ready.

    One statement.
    """
    items = MediaItem.objects.filter(in_story__story=story, kind__in=KINDS)
    return [told(item) for item in items.order_by("in_story__order", "pk")]


def told(item: MediaItem) -> MediaItem:
    never = item.unready not in ("", MediaItem.COMING)
    item.why_not = RecordingRefused.sentence(Why(item.unready)) if never else ""
    return item
