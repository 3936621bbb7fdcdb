"""The photos of a story: added, described, taken away, and covered in parts. What visitors see of
them follows in the same transaction.

A paper is kept here too, as pictures of its pages, beside the evidence that was copied from it.
"""

import hashlib
from collections.abc import Iterable
from functools import partial
from typing import BinaryIO

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from bigstory.core.db import audit
from bigstory.core.files.photos import cover, store
from bigstory.core.files.photos.clean import Box
from bigstory.core.files.refused import Refused
from outcomes.media.queries.covers import may_check
from outcomes.models import ChangeStory, PublishedMedia, Redaction, StoryMedia
from outcomes.publishing.actions.publications import (
    admit_media,
    keep_from_backups,
    tighten_publication,
)
from outcomes.stories.actions.evidence import open_story, touched
from outcomes.stories.models.moves import tells
from partnerships.log.actions.photos import (
    Line,
    describe,
    take_away,
    take_in_pages,
)
from partnerships.models import MediaItem


@transaction.atomic
def save_story_photos(story: ChangeStory, *, by, lines: Iterable[Line]) -> bool:
    """Save the lines of a form about a story's photos. Returns whether anything changed.

    Raises Closed once the story is sent, and ChangedMeanwhile, with nothing saved, where somebody
    else changed the words of the same photo.
    """
    current = open_story(story, by=by)
    lines = list(lines)
    staying = [line for line in lines if not line.gone]
    added = _add_waiting(current, by, [line for line in staying if not line.item.has_a_place])
    changed = sum(describe(line) for line in staying if line.item.has_a_place and line.changed)
    removed = [line.item for line in lines if line.gone]
    for item in removed:
        take_away(item)
    if not (added or changed or removed):
        return False
    counts = {"added": added, "changed": changed, "taken_away": len(removed)}
    audit.record("changestory.photos", current, by=by, area=current.area.slug, **counts)
    touched(current)
    tighten_publication(current, by=by)
    return True


@transaction.atomic
def remove_photo(story: ChangeStory, *, name, by) -> bool:
    """Take one photo away, in any state of the story. False where it was gone already."""
    current = ChangeStory.objects.lock(story)
    if not tells(by, current):
        raise PermissionDenied
    item = MediaItem.objects.filter(in_story__story=current, name=name).first()
    if item is None:
        return False
    take_away(item)
    audit.record(
        "changestory.photos",
        current,
        by=by,
        area=current.area.slug,
        added=0,
        changed=0,
        taken_away=1,
    )
    tighten_publication(current, by=by)
    return True


def _add_waiting(story: ChangeStory, by, lines: list[Line]) -> int:
    """Photos that wait for their form join the story; one that joined already is not added again.

    Returns how many were added.
    """
    last = story.media.aggregate(last=Max("order"))["last"] or 0
    waiting = MediaItem.objects.waiting().filter(area=story.area, added_by=by)
    joined = 0
    for order, line in enumerate(lines, last + 1):
        if waiting.filter(pk=line.item.pk).update(for_story=True, order=order, **line.words):
            StoryMedia.objects.create(story=story, media=line.item, order=order)
            joined += 1
    return joined


def take_in_paper(story: ChangeStory, *, by, file: BinaryIO) -> list[MediaItem]:
    """Pictures of the pages of a PDF, or of one photo, waiting for `keep_paper`.

    Raises Refused, with nothing stored.
    """
    room = partial(_refuse_without_room, story)
    return take_in_pages(area=story.area, by=by, file=file, may_have=room)


def _refuse_without_room(story: ChangeStory, pages: int) -> None:
    before = story.media.filter(media__kind=MediaItem.Kind.PHOTO).count()
    if before + pages > settings.PHOTOS_PER_ACTIVITY:
        words = _(
            "With these there would be more than %(n)s pictures beside the story. Take "
            "some away first."
        )
        raise Refused([words % {"n": settings.PHOTOS_PER_ACTIVITY}])


def keep_paper(story: ChangeStory, *, by, pages: Iterable[MediaItem], called: str) -> None:
    """Add the pages of a paper to the story's photos, each with its name and page number.

    Whether somebody can be recognised by them is answered with the photos. Raises Closed once the
    story is sent.
    """
    pages = list(pages)
    lines = [
        Line(page, {"alt_text": _page_title(called, number, len(pages))})
        for number, page in enumerate(pages, 1)
    ]
    save_story_photos(story, by=by, lines=lines)


def _page_title(called: str, number: int, of: int) -> str:
    if of == 1:
        return called
    return _("%(paper)s, page %(number)s of %(of)s") % {"paper": called, "number": number, "of": of}


class Overtaken(Exception):
    """These boxes are gone or checked: somebody drew others, took them off, or was quicker."""


def cover_photo(story: ChangeStory, item: MediaItem, *, by, boxes: Iterable[Box]) -> Redaction:
    """Cover these parts for everybody outside the area, in place of what was covered before.

    In any state of the story. Nobody outside sees the photo until somebody else has checked it.
    Files are stored before the row is written, and go again if it cannot be. Raises
    PermissionDenied; FileNotFoundError where the clean copy is missing; Refused.
    """
    boxes = [list(box) for box in boxes]
    if not tells(by, story):
        raise PermissionDenied
    with store.open_copy(item.name, "master") as master:
        drawn = cover(master, boxes)
    rendition = store.keep_cover(drawn, of=item.name)
    try:
        with transaction.atomic():
            sha256 = hashlib.sha256(drawn.files["large"]).hexdigest()
            return _replace_cover(story, item, by, boxes, rendition, sha256)
    except BaseException:
        store.take_cover_away(item.name, rendition)
        raise


def _replace_cover(story, item, by, boxes, rendition, sha256) -> Redaction:
    current = ChangeStory.objects.lock(story)
    _delete_covers(item)
    redaction = Redaction.objects.create(
        media=item, boxes=boxes, rendition=rendition, sha256=sha256, made_by=by
    )
    audit.record(
        "photo.covered",
        redaction,
        by=by,
        area=current.area.slug,
        story=current.pk,
        boxes=len(boxes),
    )
    tighten_publication(current, by=by)
    if PublishedMedia.objects.filter(publication__story=current, media=item).exists():
        keep_from_backups(current)
    return redaction


@transaction.atomic
def check_cover(story: ChangeStory, redaction: Redaction, *, by, nobody_known: bool) -> Redaction:
    """Record that somebody checked the boxes, and whether nobody can be recognised any more.

    Raises PermissionDenied, as for whoever drew them; Overtaken where these boxes are gone or were
    checked already.
    """
    current = ChangeStory.objects.lock(story)
    current_redaction = (
        Redaction.objects.select_for_update(of=("self",)).filter(pk=redaction.pk).first()
    )
    if current_redaction is None or current_redaction.checked_by_id is not None:
        raise Overtaken
    if not may_check(by, current, current_redaction):
        raise PermissionDenied
    current_redaction.checked_by = by
    current_redaction.checked_at = timezone.now()
    current_redaction.nobody_known = nobody_known
    current_redaction.save(update_fields=["checked_by", "checked_at", "nobody_known"])
    audit.record(
        "photo.cover_checked",
        current_redaction,
        by=by,
        area=current.area.slug,
        story=current.pk,
        nobody_known=nobody_known,
    )
    admit_media(current, current_redaction.media, by=by)
    return current_redaction


@transaction.atomic
def uncover(story: ChangeStory, item: MediaItem, *, by) -> None:
    """Take the boxes off, while the story is being told: then nobody outside reads it.

    Raises Closed afterwards.
    """
    current = open_story(story, by=by)
    if _delete_covers(item):
        audit.record("photo.uncovered", item, by=by, area=current.area.slug, story=current.pk)
        tighten_publication(current, by=by)


def _delete_covers(item: MediaItem) -> int:
    """Delete the rows now and their files after the commit. Returns how many."""
    redactions = list(Redaction.objects.filter(media=item))
    for redaction in redactions:
        transaction.on_commit(partial(store.take_cover_away, item.name, redaction.rendition))
        redaction.delete()
    return len(redactions)
