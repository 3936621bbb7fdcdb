"""The paper itself, beside the line that was copied from it: pictures of its pages, kept with the
photos of a story.
"""

from collections.abc import Iterable
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from bigstory.core.papers import is_pdf, pages_of
from bigstory.core.refused import Refused
from outcomes.actions.photos import save_story_photos
from outcomes.models import ChangeStory
from partnerships.actions.photos import Line, drop_unused, take_in
from partnerships.models import MediaItem


def take_in_paper(story: ChangeStory, *, by, file: BinaryIO) -> list[MediaItem]:
    """Pictures of the pages of a PDF, or of one photo, waiting to be kept.

    Raises Refused, and nothing is left.
    """
    pages = pages_of(file) if is_pdf(file) else [file]
    there = story.media.filter(media__kind=MediaItem.Kind.PHOTO).count()
    if there + len(pages) > settings.PHOTOS_PER_ACTIVITY:
        words = _(
            "With these there would be more than %(n)s pictures beside the story. Take "
            "some away first."
        )
        raise Refused([words % {"n": settings.PHOTOS_PER_ACTIVITY}])
    taken: list[MediaItem] = []
    try:
        for page in pages:
            taken.append(take_in(area=story.area, by=by, file=page))
    except Refused:
        drop_unused(taken)
        raise
    return taken


def keep_paper(story: ChangeStory, *, by, pages: Iterable[MediaItem], called: str) -> None:
    """Set them beside the story, each said to be a page of this paper.

    Whether a name on it makes somebody known is asked with the photos. Raises Closed once the story
    is sent.
    """
    pages = list(pages)
    lines = [
        Line(page, {"alt_text": _said(called, number, len(pages))})
        for number, page in enumerate(pages, 1)
    ]
    save_story_photos(story, by=by, lines=lines)


def _said(called: str, number: int, of: int) -> str:
    if of == 1:
        return called
    return _("%(paper)s, page %(number)s of %(of)s") % {"paper": called, "number": number, "of": of}
