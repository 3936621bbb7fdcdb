"""Covering parts of a photo, checking what somebody else covered, and taking the boxes off
again.
"""

import hashlib
from collections.abc import Iterable
from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from bigstory.core import audit
from bigstory.core.photos import cover, store
from bigstory.core.photos.cover import Box
from outcomes.actions.evidence import open_story
from outcomes.actions.publications import settle
from outcomes.models import ChangeStory, Redaction
from outcomes.moves import tells
from outcomes.reads.covers import may_check
from partnerships.models import MediaItem


class Overtaken(Exception):
    """The boxes are not those that were looked at: somebody drew others, or took them off, or
    checked them.
    """


def cover_photo(story: ChangeStory, item: MediaItem, *, by, boxes: Iterable[Box]) -> Redaction:
    """Cover these parts for everybody outside the area, in place of what was covered before, in any
    state of the story.

    The photo is seen by nobody outside until somebody else has looked. Files come first and the row
    after; they go again if the row cannot be written. Raises PermissionDenied; FileNotFoundError
    where the clean copy is missing.
    """
    boxes = [list(box) for box in boxes]
    if not tells(by, story):
        raise PermissionDenied
    with store.open_copy(item.name, "master") as master:
        drawn = cover(master, boxes)
    rendition = store.keep_cover(drawn, of=item.name)
    try:
        with transaction.atomic():
            return _write(
                story, item, by, boxes, rendition, hashlib.sha256(drawn.files["large"]).hexdigest()
            )
    except BaseException:
        store.take_cover_away(item.name, rendition)
        raise


def _write(story, item, by, boxes, rendition, sha256) -> Redaction:
    current = ChangeStory.objects.lock(story)
    _drop(item)
    made = Redaction.objects.create(
        media=item, boxes=boxes, rendition=rendition, sha256=sha256, made_by=by
    )
    audit.record(
        "photo.covered", made, by=by, area=current.area.slug, story=current.pk, boxes=len(boxes)
    )
    settle(current, by=by)
    return made


@transaction.atomic
def check_cover(story: ChangeStory, redaction: Redaction, *, by, nobody_known: bool) -> Redaction:
    """Say that the boxes are good, and whether anybody can still be recognised.

    Never by whoever drew them.

    Raises PermissionDenied, or Overtaken where these boxes are gone or were checked already.
    """
    current = ChangeStory.objects.lock(story)
    found = Redaction.objects.select_for_update(of=("self",)).filter(pk=redaction.pk).first()
    if found is None or found.checked_by_id is not None:
        raise Overtaken
    if not may_check(by, current, found):
        raise PermissionDenied
    found.checked_by = by
    found.checked_at = timezone.now()
    found.nobody_known = nobody_known
    found.save(update_fields=["checked_by", "checked_at", "nobody_known"])
    audit.record(
        "photo.cover_checked",
        found,
        by=by,
        area=current.area.slug,
        story=current.pk,
        nobody_known=nobody_known,
    )
    settle(current, by=by)
    return found


@transaction.atomic
def uncover(story: ChangeStory, item: MediaItem, *, by) -> None:
    """Take the boxes off. Only while the story is being told: then nobody outside reads it.

    Raises Closed.
    """
    current = open_story(story, by=by)
    if _drop(item):
        audit.record("photo.uncovered", item, by=by, area=current.area.slug, story=current.pk)
        settle(current, by=by)


def _drop(item: MediaItem) -> int:
    """The rows now, their files once that is certain."""
    earlier = list(Redaction.objects.filter(media=item))
    for each in earlier:
        transaction.on_commit(partial(store.take_cover_away, item.name, each.rendition))
        each.delete()
    return len(earlier)
