"""Photos of what happened: taken in one by one, then joined to an activity, described and taken
away.
"""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from areas.models import Area
from bigstory.core.closings.ledger import closed
from bigstory.core.db import audit
from bigstory.core.db.tokens import FormToken
from bigstory.core.files.papers import as_paper, is_pdf, pages_of
from bigstory.core.files.photos import CleanPhoto, PhotoRefused, clean
from bigstory.core.files.photos import store as photos_store
from bigstory.core.files.recordings import store as recordings_store
from bigstory.core.files.refused import Refused
from bigstory.kit.once import digest_of, once_with_files
from partnerships.models import Activity, MediaItem

# The fields in which people describe a photo.
WORDS = ("alt_text", "people", "caption", "credit")
# How many photos of one person may wait for their forms, as a number of full forms.
FORMS_AT_ONCE = 16


class ChangedMeanwhile(Exception):
    """Somebody else changed the words of this photo since they were read."""


@dataclass
class Line:
    """One photo of a form, with the words typed about it.

    `words` holds only the fields that the form asked for.
    """

    item: MediaItem
    words: dict = field(default_factory=dict)
    gone: bool = False

    @property
    def changed(self) -> dict:
        """The words that differ from the stored ones."""
        return {name: text for name, text in self.words.items() if text != getattr(self.item, name)}


def take_in(*, area: Area, by, file: BinaryIO, token: uuid.UUID | None = None) -> MediaItem:
    """Clean a photo and store it until its form comes; the same file with the same token once.

    Raises PhotoRefused; Busy where many others are before it; Refused where too many are waiting.
    """
    digest = digest_of(file)
    # The token of a photo holds what is in it, so that one token sent with another photo is another
    # photo.
    token = uuid.uuid5(token, digest) if token else uuid.uuid4()
    if earlier := _earlier(by, token):
        return earlier
    _refuse_too_many(area, by)
    return _stored(area, by, clean(file), token, digest)


def take_in_drawn(*, area: Area, by, photo: CleanPhoto) -> MediaItem:
    """The same for a picture that was drawn here already, of a page of a paper."""
    _refuse_too_many(area, by)
    return _stored(area, by, photo, uuid.uuid4(), "")


def take_in_pages(
    *, area: Area, by, file: BinaryIO, may_have: Callable[[int], None]
) -> list[MediaItem]:
    """Pictures of the pages of a PDF, or of one photo, waiting for what they are sent for.

    `may_have` raises Refused where so many pages are too many. Raises Refused, with nothing stored.
    """
    if not is_pdf(file):
        may_have(1)
        try:
            return [take_in(area=area, by=by, file=file)]
        except PhotoRefused as refused:
            raise as_paper(refused) from None
    pages = pages_of(file)
    may_have(len(pages))
    taken: list[MediaItem] = []
    try:
        for page in pages:
            taken.append(take_in_drawn(area=area, by=by, photo=page))
    except Refused:
        drop_unused(taken)
        raise
    return taken


def _stored(area: Area, by, photo: CleanPhoto, token: uuid.UUID, digest: str) -> MediaItem:
    """The files are there before the row, and go again if the row cannot be written."""
    name = photos_store.keep(photo)
    make = partial(_write, area, by, photo, name)
    first = once_with_files(
        user=by, token=token, body=digest, name=name, make=make, take_away=photos_store.take_away
    )
    return MediaItem.objects.get(name=first)


def _write(area: Area, by, photo, name: uuid.UUID) -> str:
    MediaItem.objects.create(
        area=area, added_by=by, name=name, width=photo.width, height=photo.height, bytes=photo.bytes
    )
    return str(name)


def _earlier(by, token: uuid.UUID) -> MediaItem | None:
    sent = FormToken.objects.filter(user=by, token=token).values_list("result", flat=True).first()
    return MediaItem.objects.filter(name=sent).first() if sent else None


def _refuse_too_many(area: Area, by) -> None:
    waiting = MediaItem.objects.waiting().filter(area=area, added_by=by).count()
    if waiting >= FORMS_AT_ONCE * settings.PHOTOS_PER_ACTIVITY:
        raise Refused([_("Many photos of yours wait for their form. Save what you began first.")])


def save_photos(*, activity: Activity, by, lines: Iterable[Line]) -> bool:
    """Join, describe and take away the photos of an activity.

    True where something was added or described anew, which nobody has cleared yet.

    Raises ChangedMeanwhile, with nothing saved, where somebody else changed the same photo's words.
    """
    lines = list(lines)
    if not lines:
        return False
    with transaction.atomic():
        # Whoever shows this activity to everybody holds the same row: they see all of this or none.
        Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
        gone = [line.item for line in lines if line.gone]
        present = [line for line in lines if not line.gone]
        added = _join(activity, by, [line for line in present if line.item.activity_id is None])
        changed = sum(describe(line) for line in present if line.item.activity_id and line.changed)
        for item in gone:
            take_away(item)
        if added or changed or gone:
            counts = {"added": added, "changed": changed, "taken_away": len(gone)}
            audit.record("activity.photos", activity, by=by, area=activity.area.slug, **counts)
    return bool(added or changed)


def _join(activity: Activity, by, lines: list[Line]) -> int:
    """How many waiting photos were joined.

    A photo that another sending of the form took with it is not taken again.
    """
    if not lines:
        return 0
    last = MediaItem.objects.filter(activity=activity).aggregate(last=Max("order"))["last"] or 0
    waiting = MediaItem.objects.waiting().filter(area=activity.area, added_by=by)
    return sum(
        waiting.filter(pk=line.item.pk).update(activity=activity, order=order, **line.words)
        for order, line in enumerate(lines, last + 1)
    )


def describe(line: Line) -> int:
    """Save the words of a stored photo; always 1, to be counted.

    Compare and swap by the words themselves: they are few, and there is no version to forget.
    Raises ChangedMeanwhile.
    """
    read = {name: getattr(line.item, name) for name in WORDS}
    if not MediaItem.objects.filter(pk=line.item.pk, **read).update(**line.changed):
        raise ChangedMeanwhile
    return 1


def take_away(item: MediaItem) -> None:
    """Delete the row now, for everybody; its files once that is certain."""
    name = item.name
    if item.has_a_place:
        closed("media", item, born=name)
    store = photos_store if item.kind == MediaItem.Kind.PHOTO else recordings_store
    item.delete()
    transaction.on_commit(partial(store.take_away, name))


def drop_unused(items: Iterable[MediaItem]) -> None:
    """Take away those of photos just taken in that were not joined: the form was sent twice."""
    for item in MediaItem.objects.waiting().filter(pk__in=[item.pk for item in items]):
        take_away(item)
