"""The photos of a story: joined, described anew, taken away.

What visitors see of them follows at once.

The paper itself, beside the line that was copied from it: pictures of its pages, kept with the
photos of a story.

Covering parts of a photo, checking what somebody else covered, and taking the boxes off
again.
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
from bigstory.core.files.papers import is_pdf, pages_of
from bigstory.core.files.photos import cover, store
from bigstory.core.files.photos.clean import Box
from bigstory.core.files.refused import Refused
from outcomes.media.queries import may_check
from outcomes.models import ChangeStory, Redaction, StoryMedia
from outcomes.publishing.actions.publications import tighten_publication
from outcomes.stories.actions.evidence import open_story, touched
from outcomes.stories.models.moves import tells
from partnerships.log.actions.photos import Line, describe, drop_unused, take_away, take_in
from partnerships.models import MediaItem


@transaction.atomic
def save_story_photos(story: ChangeStory, *, by, lines: Iterable[Line]) -> bool:
    """Save what a form says of a story's photos. True where anything changed.

    Raises Closed once the story is sent, and ChangedMeanwhile, with nothing saved, where somebody
    else changed the words of the same photo.
    """
    current = open_story(story, by=by)
    lines = list(lines)
    kept = [line for line in lines if not line.gone]
    added = _join(current, by, [line for line in kept if not line.item.has_a_place])
    changed = sum(describe(line) for line in kept if line.item.has_a_place and line.changed)
    gone = [line.item for line in lines if line.gone]
    for item in gone:
        take_away(item)
    if not (added or changed or gone):
        return False
    counts = {"added": added, "changed": changed, "taken_away": len(gone)}
    audit.record("changestory.photos", current, by=by, area=current.area.slug, **counts)
    touched(current)
    tighten_publication(current, by=by)
    return True


@transaction.atomic
def remove_photo(story: ChangeStory, *, name, by) -> bool:
    """Take one photo away, whatever became of the story since. False: it was gone already."""
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


def _join(story: ChangeStory, by, lines: list[Line]) -> int:
    """A photo that another sending of the form took with it is not taken again."""
    last = story.media.aggregate(last=Max("order"))["last"] or 0
    waiting = MediaItem.objects.waiting().filter(area=story.area, added_by=by)
    joined = 0
    for order, line in enumerate(lines, last + 1):
        if waiting.filter(pk=line.item.pk).update(for_story=True, order=order, **line.words):
            StoryMedia.objects.create(story=story, media=line.item, order=order)
            joined += 1
    return joined


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
    tighten_publication(current, by=by)
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
    tighten_publication(current, by=by)
    return found


@transaction.atomic
def uncover(story: ChangeStory, item: MediaItem, *, by) -> None:
    """Take the boxes off. Only while the story is being told: then nobody outside reads it.

    Raises Closed.
    """
    current = open_story(story, by=by)
    if _drop(item):
        audit.record("photo.uncovered", item, by=by, area=current.area.slug, story=current.pk)
        tighten_publication(current, by=by)


def _drop(item: MediaItem) -> int:
    """The rows now, their files once that is certain."""
    earlier = list(Redaction.objects.filter(media=item))
    for each in earlier:
        transaction.on_commit(partial(store.take_cover_away, item.name, each.rendition))
        each.delete()
    return len(earlier)
