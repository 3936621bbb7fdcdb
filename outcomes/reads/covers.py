"""Which picture of a photo somebody gets: the clean one in its own area, the covered one beyond, or
none.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from areas.access import where
from bigstory.accounts.roles import May
from outcomes.models import ChangeStory, Redaction
from outcomes.moves import tells
from partnerships.models import MediaItem


@dataclass(frozen=True)
class Lies:
    """Where a picture lies in the store: in the folder of its photo, or in that of a covered copy
    inside it.
    """

    name: UUID
    cover: UUID | None = None


def at_home(user, area_id: int) -> bool:
    """Who reads everything of an area reads its photos as they were taken."""
    return where(user, May.READ_DRAFTS).includes(area_id)


def picture_for(user, name: UUID) -> Lies | None:
    """For somebody who may see this photo.

    None: parts of it were covered and nobody else has looked yet.
    """
    cover = Redaction.objects.filter(media__name=name).select_related("media").first()
    if cover is None or at_home(user, cover.media.area_id):
        return Lies(name)
    return Lies(name, cover.rendition) if cover.checked_by_id else None


def cover_to_look_at(user, rendition: UUID) -> Lies | None:
    """A covered copy by its own name, for those who drew it or may check it."""
    cover = Redaction.objects.filter(rendition=rendition).select_related("media").first()
    if cover is None:
        return None
    story = ChangeStory.objects.visible_to(user).filter(media__media=cover.media_id).first()
    return Lies(cover.media.name, rendition) if story and may_look(user, story) else None


def may_look(user, story: ChangeStory) -> bool:
    """Those who tell the story and those who review it.

    Who drew the boxes checks nothing: see `may_check`.
    """
    return tells(user, story) or where(user, May.REVIEW_STORY).includes(story.area_id)


def may_check(user, story: ChangeStory, cover: Redaction) -> bool:
    return cover.made_by_id != user.pk and may_look(user, story)


def shown_beyond(items: QuerySet[MediaItem]) -> QuerySet[MediaItem]:
    """Without those in which something was covered that nobody else has looked at yet."""
    return items.filter(~Exists(Redaction.objects.unchecked().filter(media=OuterRef("pk"))))
