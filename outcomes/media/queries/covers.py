"""Photos in which parts are covered: who gets which copy, and who may draw and check.

Its own area sees the photo as it was taken. Others get the covered copy, and none before somebody
checked it.
"""

from dataclasses import dataclass
from uuid import UUID

from areas.access import areas_where
from bigstory.accounts.roles import May
from outcomes.media.queries.items import at_home
from outcomes.models import ChangeStory, Redaction
from outcomes.stories.models.moves import tells


@dataclass(frozen=True)
class PictureFile:
    """Where a picture is stored: in the folder of its photo, or of a covered copy inside that."""

    name: UUID
    cover: UUID | None = None


def picture_for(user, name: UUID) -> PictureFile | None:
    """The picture for somebody who may see this photo.

    None where parts of it were covered and nobody else has checked that yet.
    """
    cover = Redaction.objects.filter(media__name=name).select_related("media").first()
    if cover is None or at_home(user, cover.media.area_id):
        return PictureFile(name)
    return PictureFile(name, cover.rendition) if cover.checked_by_id else None


def cover_to_look_at(user, rendition: UUID) -> PictureFile | None:
    """A covered copy by its rendition, for those who may draw or check it; else None."""
    cover = Redaction.objects.filter(rendition=rendition).select_related("media").first()
    if cover is None:
        return None
    story = ChangeStory.objects.visible_to(user).filter(media__media=cover.media_id).first()
    return PictureFile(cover.media.name, rendition) if story and may_look(user, story) else None


def may_look(user, story: ChangeStory) -> bool:
    """Whether somebody may look at covers: those who tell the story and those who review it."""
    return tells(user, story) or areas_where(user, May.REVIEW_STORY).includes(story.area_id)


def may_check(user, story: ChangeStory, cover: Redaction) -> bool:
    """Whether they may check this cover: anybody of those who did not draw it."""
    return cover.made_by_id != user.pk and may_look(user, story)
