"""The photos, recordings and films that go with a cleared copy, and what is written of them."""

from dataclasses import replace

from bigstory.core.db.choices import Audience, rung
from outcomes.media.queries.items import as_copied
from outcomes.models import ChangeStory, Publication, PublishedMedia
from outcomes.publishing.actions.spoken import spoken_for_all_readers
from outcomes.publishing.models.gate import Facts, widest
from outcomes.publishing.models.published_media import COPIED_WORDS
from outcomes.publishing.queries.facts import facts_of_media
from outcomes.publishing.queries.sharing import first_day
from outcomes.publishing.queries.wording.called import CalledNames
from partnerships.models import MediaItem


def media_facts(story: ChangeStory) -> dict[MediaItem, Facts]:
    """The facts of each photo, recording and film of a story, on the first day it is read.

    One whose cover waits for a second look keeps its place; until then nobody is shown it.
    """
    items = MediaItem.objects.filter(in_story__story=story).order_by("in_story__order", "pk")
    day = first_day(story)
    return {item: replace(facts_of_media(story, item, day), cover_checked=True) for item in items}


def set_media(copy: Publication, circles: dict[MediaItem, str], called: CalledNames) -> None:
    """The items that go with the words, each as far as it may; of others nothing is shown."""
    copy.published_media.all().delete()
    PublishedMedia.objects.bulk_create(
        _published(copy, item, circle, called)
        for item, circle in circles.items()
        if circle not in ("", Audience.AREA)
    )


def add_media(copy: Publication, item: MediaItem, circle: str) -> None:
    """One item goes with the copy from now on, as far as this circle."""
    copy.published_media.filter(media=item).delete()
    _published(copy, item, circle, CalledNames(copy.story)).save()


def narrow_media(copy: Publication, media: dict[MediaItem, Facts], called: CalledNames) -> bool:
    """What goes with the words goes no further than before, and no further than they do; a name
    that was left out of what is written of it stays out. Whether any of it goes less far than that.
    """
    by_id = {item.pk: facts for item, facts in media.items()}
    kept_in = False
    for row in copy.published_media.select_related("media"):
        most = min(row.circle, copy.circle, key=rung)
        facts = by_id.get(row.media_id)
        row.circle = widest(facts, at_most=most) if facts else ""
        kept_in = kept_in or row.circle != most
        if row.circle in ("", Audience.AREA):
            row.delete()
            continue
        item = as_copied(row)
        row.words = {name: called.text(getattr(item, name)) for name in COPIED_WORDS}
        row.save(update_fields=["circle", "words"])
    return kept_in


def keep_within(copy: Publication, circles: dict[int, str]) -> None:
    """No item goes further than it did; `circles` are those of before, by the id of the item."""
    for row in copy.published_media.all():
        before = circles.get(row.media_id)
        if before is None:
            row.delete()
        elif rung(before) < rung(row.circle):
            row.circle = before
            row.save(update_fields=["circle"])


def set_spoken(copy: Publication) -> None:
    """The transcripts in which every reader of the copy may search."""
    rows = copy.published_media.filter(circle=copy.circle).select_related("media")
    items = [as_copied(row) for row in rows.order_by("media__in_story__order", "media")]
    films = [film for film in copy.films if film.get("circle", copy.circle) == copy.circle]
    spoken = spoken_for_all_readers(items, films)
    if spoken != copy.spoken:
        copy.spoken = spoken
        copy.save(update_fields=["spoken"])


def _published(
    copy: Publication, item: MediaItem, circle: str, called: CalledNames
) -> PublishedMedia:
    words = {name: called.text(getattr(item, name)) for name in COPIED_WORDS}
    return PublishedMedia(publication=copy, media=item, circle=circle, words=words)
