"""Photos beside lists of what happened."""

from django.db.models import Prefetch

from partnerships.models import MediaItem


def first_photo(path: str = "media") -> Prefetch:
    """The first photo of each activity of a list, as `first_photos`.

    One statement, however long the list.

    Whoever reads an activity sees its photos, so a list that asked `visible_to` needs no second
    question.
    """
    return Prefetch(path, MediaItem.objects.order_by("order", "pk")[:1], to_attr="first_photos")
