"""A photo with each thing that was logged, one more that must stay inside, and one whose form is
still open.
"""

from io import BytesIO

from bigstory.core.files.photos import clean, store
from bigstory.tests.mutants import marked
from outcomes.publishing.actions.activities import publish_activity
from partnerships.models import Activity, MediaItem


def plant_photos(world, cast) -> None:
    """After the activities, which are shown to everybody once more, now with their photos."""
    picture = clean(BytesIO(marked("JPEG")))

    def plant(
        letter: str, activity: Activity | None, state: str, audience: str = "", **values
    ) -> None:
        size = {"width": picture.width, "height": picture.height, "bytes": picture.bytes}
        item = MediaItem.objects.create(
            area=world.areas[letter], activity=activity, name=store.keep(picture), **size, **values
        )
        world.keep("photo", letter, world.plant(item, "photo", letter, state, audience))

    for letter, activity in list(world.things["activity"]):
        activity.refresh_from_db()
        shown = "published" if hasattr(activity, "publication") else ""
        plant(letter, activity, shown, activity.audience, people="nobody")
        if shown:
            plant(letter, activity, "inside", activity.audience, people="knowable")
            publish_activity(activity, by=cast.trust.user)
    for letter, sender in (("a", cast.member), ("b", cast.neighbour)):
        plant(letter, None, "waiting", added_by=sender.user)
