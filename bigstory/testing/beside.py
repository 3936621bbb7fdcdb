"""Sets a photo, a recording and a film elsewhere beside stories of a record; the example has few of
its own.
"""

from io import BytesIO

from django.urls import reverse
from PIL import Image

from areas.models import AreaRole
from bigstory.accounts.roles import Role
from bigstory.core.files import folders
from bigstory.core.files.recordings.store import FOLDER
from bigstory.testing.record import a_photo, clear
from outcomes.consent.actions.links import make_link
from outcomes.models import ChangeStory, ElsewhereFilm, StoryMedia
from outcomes.publishing.actions.publications import publish_story
from partnerships.models import MediaItem

SAID = "We carried the harmonium up the stairs. Nobody could play it, so Alan learned."


def set_beside(area: str = "ramsey") -> dict[str, list[str]]:
    """Beside the first draft of an area and its first public story.

    By name: the pages that there are only then.
    """
    stories = ChangeStory.objects.filter(area__slug=area).order_by("pk")
    draft = stories.filter(state="draft").first()
    public = stories.filter(publication__circle="public", appearances__how="teller").first()
    for story in (draft, public):
        _beside(story)
    publish_story(clear(public), by=None)
    worker = AreaRole.objects.filter(area__slug=area, role=Role.WORKER).first().user
    link = make_link(person=public.appearances.get(how="teller").person, by=worker)
    return {"mine": [reverse("mine", args=[link])]}


def _beside(story: ChangeStory) -> None:
    drawn = BytesIO()
    Image.new("RGB", (900, 600), (90, 110, 60)).save(drawn, "JPEG")
    a_photo(story, drawn.getvalue(), order=1, people="nobody", alt_text="The long table")
    voice = folders.keep(FOLDER, {"sound.mp3": b"a sound"})
    sound = {
        "kind": "audio",
        "seconds": 61,
        "bytes": 7,
        "alt_text": "Ken tells how it began",
        "transcript": SAID,
    }
    item = MediaItem.objects.create(
        area=story.area, for_story=True, name=voice, people="nobody", **sound
    )
    StoryMedia.objects.create(story=story, media=item, order=2)
    values = {"title": "The day of the harmonium", "people": "nobody", "transcript": SAID}
    ElsewhereFilm.objects.create(story=story, host="youtube", film_id="abcdefghijk", **values)
