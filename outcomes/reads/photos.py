"""Photos a visitor may see: those on a cleared copy, as long as everything that cleared them still holds."""

from django.db.models import F, Prefetch, QuerySet

from bigstory.core.choices import Audience
from partnerships.models import MediaItem


def shown_to_everybody() -> QuerySet[MediaItem]:
    """On a publication of its own activity, which is still for everybody, and with nobody in it to be recognised.

    Looked at each time: saying that somebody can be recognised, or narrowing who reads the activity, works at once,
    whoever forgot to take the copy down.
    """
    return MediaItem.objects.filter(
        people__in=MediaItem.FREE_OF_PEOPLE,
        activity__audience=Audience.PUBLIC,
        publications__activity=F("activity"),
    )


def first_shown(path: str = "photos") -> Prefetch:
    """The first photo of each publication of a list, as `first_photos`. One statement, however long the list."""
    return Prefetch(path, shown_to_everybody().order_by("order", "pk")[:1], to_attr="first_photos")
