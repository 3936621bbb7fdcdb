"""The words of something that was logged that are looked over: those that everybody would read."""

from collections.abc import Iterator

from partnerships.models import Activity, MediaItem

PARTS = ("title", "what_happened")
PHOTOS = "photos"
PHOTO_WORDS = ("alt_text", "caption")


def photos_to_show(activity: Activity) -> list[MediaItem]:
    """The photos that go with it to everybody: nobody can be recognised in them."""
    return [photo for photo in activity.media.all() if photo.may_be_public]


def texts_of_activity(activity: Activity) -> Iterator[tuple[str, str]]:
    """Each text with its part: its own, and what is written of those photos. Who took one is told
    to nobody but those who sign in.
    """
    for part in PARTS:
        yield part, getattr(activity, part)
    for photo in photos_to_show(activity):
        yield from ((PHOTOS, getattr(photo, name)) for name in PHOTO_WORDS)
