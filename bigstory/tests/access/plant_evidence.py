"""What supports each story, who says so, a photo and a recording with it: read by whoever reads the
story, and no further.
"""

from io import BytesIO

from bigstory.core.files import folders
from bigstory.core.files.photos import clean, store
from bigstory.core.files.recordings.store import FOLDER
from bigstory.testing.record import clear, let_out
from bigstory.tests.access.plant_cards import plant_cards
from bigstory.tests.mutants import marked
from outcomes.models import ElsewhereFilm, Evidence, Sorting, StoryMedia
from outcomes.publishing.actions.publications import publish_story
from partnerships.models import MediaItem

WITH_PHOTOS = ("draft", "sent", "published")


def plant_evidence(world, cast) -> None:
    """After the stories.

    Those that are public are shown to everybody once more, now with all this.
    """
    for letter, area in world.areas.items():
        plant_cards(world, letter, area, cast.trust.user)
    picture = clean(BytesIO(marked("JPEG")))
    for letter, story in list(world.things["story"]):
        number = Evidence.objects.create(
            story=story, kind="number", number=41, unit="u", source="s", said_by="b"
        )
        world.plant(number, "story", letter, story.state, story.audience)
        quote = Evidence.objects.create(story=story, kind="quote", words="w", said_by="b")
        world.keep(
            "evidence", letter, world.plant(quote, "story", letter, story.state, story.audience)
        )
        film = ElsewhereFilm.objects.create(story=story, host="vimeo", people="nobody")
        world.keep("film", letter, world.plant(film, "story", letter, story.state, story.audience))
        ElsewhereFilm.objects.filter(pk=film.pk).update(film_id="123456")  # its id is no text
        sorting = Sorting.objects.create(story=story, reader=cast.evaluator.user, chosen={})
        words = world.marked("story", letter, story.state, "sorting", "chosen", story.audience)
        world.plant(sorting, "story", letter, story.state, story.audience)
        Sorting.objects.filter(pk=sorting.pk).update(chosen={"levels": [[1, words]]})
        public = story.state == "published" and story.audience == "public"
        if story.state in WITH_PHOTOS:
            _photo(world, letter, story, picture, people="nobody")
            _recording(world, letter, story, people="nobody")
        if not public:
            let_out(story, by=cast.trust.user)
        else:
            _photo(world, letter, story, picture, people="knowable", inside=True)
            _recording(world, letter, story, people="knowable", inside=True)
            publish_story(clear(story), by=cast.trust.user)


def _photo(world, letter: str, story, picture, *, people: str, inside: bool = False) -> None:
    size = {"width": picture.width, "height": picture.height, "bytes": picture.bytes}
    item = MediaItem.objects.create(
        area=world.areas[letter], name=store.keep(picture), for_story=True, people=people, **size
    )
    _with(world, letter, story, item, "photo", inside=inside)


def _recording(world, letter: str, story, *, people: str, inside: bool = False) -> None:
    """Its file is a few bytes: the door asks who may hear it, and not what it is."""
    name = folders.keep(FOLDER, {"sound.mp3": b"\xff\xfb\x90\x00 a sound"})
    item = MediaItem.objects.create(
        area=world.areas[letter],
        name=name,
        kind="audio",
        for_story=True,
        people=people,
        seconds=61,
        bytes=12,
    )
    _with(world, letter, story, item, "recording", inside=inside)


def _with(world, letter: str, story, item: MediaItem, kind: str, *, inside: bool) -> None:
    StoryMedia.objects.create(story=story, media=item)
    thing, state = ("photo", "unasked") if inside else ("story", story.state)
    world.keep(kind, letter, world.plant(item, thing, letter, state, story.audience))
