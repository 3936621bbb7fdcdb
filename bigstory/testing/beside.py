"""Sets a photo, a recording and a film elsewhere beside stories of the example record, which has none of its own."""

from io import BytesIO

from django.urls import reverse
from PIL import Image

from areas.models import AreaRole
from bigstory.accounts.roles import Role
from bigstory.core import folders
from bigstory.core.photos import clean, store
from bigstory.core.recordings.store import FOLDER
from bigstory.testing.record import clear
from outcomes.actions.links import make_link
from outcomes.actions.publications import publish_story
from outcomes.models import ChangeStory, ElsewhereFilm, StoryMedia
from partnerships.models import MediaItem

SAID = "We carried the harmonium up the stairs. Nobody could play it, so Alan learned."


def set_beside(area: str = "ramsey") -> dict[str, list[str]]:
    """Beside the first draft of an area and its first public story. By name: the pages that there are only then."""
    told = ChangeStory.objects.filter(area__slug=area).order_by("pk")
    draft, public = told.filter(state="draft").first(), told.exclude(publication=None).exclude(teller=None).first()
    for story in (draft, public):
        _beside(story)
    publish_story(clear(public), by=None)
    worker = AreaRole.objects.filter(area__slug=area, role=Role.WORKER).first().user
    link = make_link(person=public.teller, by=worker)
    return {"mine": [reverse("mine", args=[link])]}


def _beside(story: ChangeStory) -> None:
    drawn = BytesIO()
    Image.new("RGB", (900, 600), (90, 110, 60)).save(drawn, "JPEG")
    picture = clean(BytesIO(drawn.getvalue()))
    voice = folders.keep(FOLDER, {"sound.mp3": b"a sound"})
    photo = {"name": store.keep(picture), "width": picture.width, "height": picture.height, "bytes": picture.bytes}
    sound = {"kind": "audio", "name": voice, "seconds": 61, "bytes": 7, "transcript": SAID}
    beside = [photo | {"alt_text": "The long table"}, sound | {"alt_text": "Ken tells how it began"}]
    for place, values in enumerate(beside, start=1):
        item = MediaItem.objects.create(area=story.area, for_story=True, people="nobody", **values)
        StoryMedia.objects.create(story=story, media=item, order=place)
    values = {"title": "The day of the harmonium", "people": "nobody", "transcript": SAID}
    ElsewhereFilm.objects.create(story=story, host="youtube", film_id="abcdefghijk", **values)
