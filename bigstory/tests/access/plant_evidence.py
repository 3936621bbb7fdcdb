"""What supports each story, who says so, and a photo with it: read by whoever reads the story, and no further."""

from io import BytesIO

from bigstory.core.photos import clean, store
from bigstory.testing.record import clear
from bigstory.tests.mutants import marked
from outcomes.actions.publications import publish_story
from outcomes.models import Evidence, StoryMedia
from partnerships.models import MediaItem

WITH_PHOTOS = ("draft", "sent", "published")


def plant_evidence(world, cast) -> None:
    """After the stories. Those that are public are shown to everybody once more, now with all this."""
    picture = clean(BytesIO(marked("JPEG")))
    for letter, story in list(world.things["story"]):
        number = Evidence.objects.create(story=story, kind="number", number=41, unit="u", source="s", said_by="b")
        world.plant(number, "story", letter, story.state, story.audience)
        quote = Evidence.objects.create(story=story, kind="quote", words="w", said_by="b")
        world.keep("evidence", letter, world.plant(quote, "story", letter, story.state, story.audience))
        public = story.state == "published" and story.audience == "public"
        if story.state in WITH_PHOTOS:
            _photo(world, letter, story, picture, people="nobody")
        if public:
            _photo(world, letter, story, picture, people="knowable", inside=True)
            publish_story(clear(story), by=cast.trust.user)


def _photo(world, letter: str, story, picture, *, people: str, inside: bool = False) -> None:
    size = {"width": picture.width, "height": picture.height, "bytes": picture.bytes}
    item = MediaItem.objects.create(
        area=world.areas[letter], name=store.keep(picture), for_story=True, people=people, **size
    )
    StoryMedia.objects.create(story=story, media=item)
    thing, state = ("photo", "inside") if inside else ("story", story.state)
    world.keep("photo", letter, world.plant(item, thing, letter, state, story.audience))
