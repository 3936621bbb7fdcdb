"""A photo with each activity, and three hundred with one of them."""

from partnerships.models import Activity, MediaItem


def grow_photos(area, *, by, numbers) -> None:
    """Rows only: no page that lists photos opens their files."""
    bare = list(Activity.objects.filter(area=area, media=None).order_by("pk"))
    first = Activity.objects.filter(area=area).order_by("pk").first()
    photos = MediaItem.objects.bulk_create(
        MediaItem(
            area=area,
            activity=activity,
            width=1200,
            height=800,
            bytes=9_000,
            alt_text="A long table.",
            people="nobody",
            added_by=by,
        )
        for activity in [*bare, *(first for _ in numbers)]
    )
    shown = MediaItem.publications.through
    shown.objects.bulk_create(
        shown(publication=photo.activity.publication, media=photo)
        for photo in photos
        if hasattr(photo.activity, "publication")
    )
