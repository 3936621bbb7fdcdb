"""A recording beside a story without ffmpeg: the door and the gate ask who may hear it, and not
what it is.
"""

from bigstory.core.files import folders
from bigstory.core.files.recordings import store
from bigstory.testing.record import clear
from outcomes.models import ChangeStory, Publication, StoryMedia
from outcomes.publishing.actions.publications import publish_story
from partnerships.models import MediaItem

CAPTIONS = b"WEBVTT\n\nx"
SOUND = b"\xff\xfb\x90\x00 as if it were a sound" * 40


def a_recording(story, kind: str = "audio", people: str = "nobody", **words) -> MediaItem:
    files = (
        {"sound.mp3": SOUND}
        if kind == "audio"
        else {"film.mp4": SOUND, "still.jpg": b"\xff\xd8\xff"}
    )
    name = folders.keep(store.FOLDER, files)
    item = MediaItem.objects.create(
        area=story.area,
        kind=kind,
        name=name,
        for_story=True,
        people=people,
        seconds=61,
        bytes=len(SOUND),
        **words,
    )
    StoryMedia.objects.create(story=story, media=item)
    return item


def heard(person, item, part: str = "sound.mp3", **headers) -> int:
    answer = person.client.get(item.address(part), headers=headers)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert (answer.status_code == 200) == (body in (SOUND, CAPTIONS))
    return answer.status_code


def publish(story) -> Publication:
    ChangeStory.objects.filter(pk=story.pk).update(state="published")
    story.refresh_from_db()
    return publish_story(clear(story), by=None)
