"""Stores the pictures and sounds of the example: made for it, small, and committed as they are.

Pictures are drawn anew as those that people send are, all in one process. Sounds are such as the
site keeps them already, so that nobody needs ffmpeg to see the example.
"""

import shutil
import tomllib
from datetime import date
from pathlib import Path

from bigstory.accounts.models import User
from bigstory.core.files import gate, workshop
from bigstory.core.files.photos import CleanPhoto
from bigstory.core.files.photos import store as photos
from bigstory.core.files.photos.clean import drawn
from bigstory.core.files.recordings import CleanRecording
from bigstory.core.files.recordings import store as recordings
from bigstory.core.files.recordings.make import SOUND
from bigstory.example.store import moment, store
from outcomes.models import ChangeStory, StoryMedia
from outcomes.publishing.actions.spoken import update_spoken_text
from partnerships.models import Activity, MediaItem

HERE = Path(__file__).parent
FOLDER = HERE / "media"
WORDS = ("alt_text", "caption", "transcript", "people")
Thing = ChangeStory | Activity


def read_media() -> dict:
    """What media.toml says, for this module and for tests."""
    return tomllib.loads((HERE / "media.toml").read_text(encoding="utf-8"))


def store_media(stories: list[ChangeStory], people: dict[str, User]) -> None:
    """Call it before stories and activities are published: their copies take it with them.

    Where the loading fails after it, the files are left for the nightly sweep. Raises KeyError for
    a title that is not there.
    """
    told = read_media()
    things = _things(stories, [*told["photo"], *told["sound"]])
    files = _kept_photos(told["photo"]) + _kept_sounds(told["sound"])
    trust = people["trust@example.org"]
    items = [
        MediaItem(
            area=thing.area,
            for_story=isinstance(thing, ChangeStory),
            activity=thing if isinstance(thing, Activity) else None,
            order=order,
            added_by=_added_by(thing) or trust,
            **facts,
            **{name: entry[name] for name in WORDS if name in entry},
        )
        for order, ((entry, facts), thing) in enumerate(zip(files, things, strict=True), 1)
    ]
    days = {item.name: _day_of(thing) for item, thing in zip(items, things, strict=True)}
    store(items, added_at=lambda item: moment(days[item.name], 18, 55))
    _join(items, things)


def _things(stories: list[ChangeStory], entries: list[dict]) -> list[Thing]:
    """The story or the activity of each entry."""
    logged = Activity.objects.filter(title__in=[entry.get("activity") for entry in entries])
    rows: list[Thing] = [*stories, *logged.select_related("area")]
    by_title = {(type(row), row.area.slug, row.title): row for row in rows}
    return [
        by_title[ChangeStory, entry["area"], entry["story"]]
        if "story" in entry
        else by_title[Activity, entry["area"], entry["activity"]]
        for entry in entries
    ]


def _kept_photos(entries: list[dict]) -> list[tuple[dict, dict]]:
    """Each entry with what is stored of its picture."""
    with gate.admitted(gate.PLACE) as memory, workshop.folder() as folder:
        paths = [
            Path(shutil.copy(FOLDER / entry["file"], folder / str(n)))
            for n, entry in enumerate(entries)
        ]
        clean = drawn(paths, memory=memory)
    return [(entry, _kept(photo)) for entry, photo in zip(entries, clean, strict=True)]


def _kept(photo: CleanPhoto) -> dict:
    size = {"width": photo.width, "height": photo.height, "bytes": photo.bytes}
    return {"kind": MediaItem.Kind.PHOTO, "name": photos.keep(photo), **size}


def _kept_sounds(entries: list[dict]) -> list[tuple[dict, dict]]:
    kept = []
    for entry in entries:
        sound = CleanRecording({SOUND: FOLDER / entry["file"]}, seconds=entry["seconds"])
        facts = {"kind": MediaItem.Kind.AUDIO, "seconds": sound.seconds, "bytes": sound.bytes}
        nobody = {"people": MediaItem.People.NOBODY}
        kept.append((entry, facts | nobody | {"name": recordings.keep(sound)}))
    return kept


def _added_by(thing: Thing) -> User | None:
    return thing.written_by if isinstance(thing, ChangeStory) else thing.logged_by


def _day_of(thing: Thing) -> date:
    return thing.told_on if isinstance(thing, ChangeStory) else thing.on


def _join(items: list[MediaItem], things: list[Thing]) -> None:
    """Those of stories stand with them, in their order."""
    told = [
        (item, thing)
        for item, thing in zip(items, things, strict=True)
        if isinstance(thing, ChangeStory)
    ]
    store(StoryMedia(story=story, media=item, order=item.order) for item, story in told)
    for story in {story for _item, story in told}:
        update_spoken_text(story)
