"""A public story of one teller with everything that can hang on it, each part under one mark."""

from django.utils import timezone

from bigstory.core.files import folders
from bigstory.core.files.recordings.store import FOLDER
from bigstory.testing.record import a_photo, clear, tell
from bigstory.tests.mutants import marked
from outcomes.consent.actions.permissions import record_event
from outcomes.media.actions import photos as covers
from outcomes.models import (
    Appearance,
    ChangeStory,
    ElsewhereFilm,
    Person,
    StoryMedia,
    Use,
)
from outcomes.publishing.actions.publications import publish_story
from partnerships.models import MediaItem
from partnerships.tests.factories import LtoAppointmentFactory, PlanFactory, PriorityFactory

MARK = "zqsweep"


def a_resident(area) -> Person:
    return Person.objects.create(
        area=area, name=f"{MARK} Hill", known_as=f"{MARK}, resident", age="adult"
    )


def everything_public(area, cast, teller: Person) -> ChangeStory:
    """A published story with photos, a covered photo, a recording and a film."""
    story = tell(
        area,
        f"{MARK} nobody eats alone",
        state="published",
        audience="public",
        people="listed",
        told_by=MARK,
        told_by_is="resident",
        what_changed=f"{MARK} one table became four.",
        in_short=f"{MARK} in short",
        yes=["better-place"],
        published_at=timezone.now(),
    )
    story.priorities.add(PriorityFactory(plan=PlanFactory(area=area)))
    LtoAppointmentFactory(area=area)
    Appearance.objects.create(story=story, person=teller, how="teller")
    for use in Use:
        record_event(person=teller, use=use, how_far="public", by=cast.worker.user)
    story.refresh_from_db()
    for shows in ("a table", "a face behind a box"):
        item = a_photo(story, marked("JPEG"), people="nobody", alt_text=f"{MARK} {shows}")
    boxes = covers.cover_photo(story, item, by=cast.member.user, boxes=[(0, 0, 500, 500)])
    covers.check_cover(story, boxes, by=cast.trust.user, nobody_known=True)
    sound = folders.keep(FOLDER, {"sound.mp3": b"a sound"})
    spoken = {
        "kind": "audio",
        "seconds": 9,
        "bytes": 7,
        "transcript": f"{MARK} a voice",
        "captions": f"{MARK} a voice",
    }
    voice = MediaItem.objects.create(
        area=area, name=sound, for_story=True, people="nobody", **spoken
    )
    StoryMedia.objects.create(story=story, media=voice)
    ElsewhereFilm.objects.create(
        story=story, host="vimeo", film_id="123456", title=f"{MARK} a film", people="nobody"
    )
    publish_story(clear(story), by=cast.trust.user)
    story.refresh_from_db()
    return story
