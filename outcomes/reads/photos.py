"""Which photos a reader may see: with a story they may read; and for visitors, those on a cleared
copy, as long as everything that cleared them still holds.
"""

from uuid import UUID

from django.db.models import F, Prefetch, Q, QuerySet

from bigstory.core.choices import Audience
from bigstory.core.models import today
from outcomes.gate import why_not
from outcomes.models import ChangeStory, Publication
from outcomes.reads.covers import shown_beyond
from outcomes.reads.facts import facts_of_media
from partnerships.models import MediaItem

PHOTO = MediaItem.Kind.PHOTO


def with_stories_of(user) -> QuerySet[MediaItem]:
    """What belongs to a story is seen by whoever reads the story in the record."""
    return MediaItem.objects.filter(
        in_story__story__in=ChangeStory.objects.visible_to(user).values("pk")
    )


def photos_of(story: ChangeStory) -> list[MediaItem]:
    """For a reader who may read this story. One statement."""
    return list(
        MediaItem.objects.filter(in_story__story=story, kind=PHOTO).order_by(
            "in_story__order", "pk"
        )
    )


def shown_to_everybody() -> QuerySet[MediaItem]:
    """On a publication of its own activity or story, still in force, and with nobody in it to be
    recognised.

    Looked at each time: saying that somebody can be recognised, or narrowing who reads the
    activity, works at once, whoever forgot to take the copy down.
    """
    in_time = Q(publications__expires_on=None) | Q(publications__expires_on__gt=today())
    with_activity = Q(activity__audience=Audience.PUBLIC, publications__activity=F("activity"))
    with_story = Q(publications__story=F("in_story__story"))
    free = MediaItem.objects.filter(people__in=MediaItem.FREE_OF_PEOPLE, unready="")
    return shown_beyond(free.filter(in_time & (with_activity | with_story)))


def everybody_may_see(name: UUID) -> bool:
    """Whether one file may go to somebody without an account."""
    if shown_to_everybody().filter(name=name).exists():
        return True
    item = (
        MediaItem.objects.filter(name=name, in_story__isnull=False)
        .select_related("in_story__story")
        .first()
    )
    if item is None:
        return False
    copies = Publication.objects.visible_to(None).filter(story=item.in_story.story_id, photos=item)
    return copies.exists() and _cleared(item.in_story.story, item)


def media_of_copy(copy: Publication) -> list[MediaItem]:
    """The photos, recordings and films that go with the public words of a story today.

    One statement, and more only where somebody can be recognised who said yes: that is asked again
    each time.
    """
    items = shown_beyond(copy.photos.filter(in_story__story=copy.story_id, unready=""))
    items = items.order_by("in_story__order", "pk")
    shown = []
    story = None
    for item in items:
        story = story or (copy.story if not item.may_be_public else None)
        if item.may_be_public or _cleared(story, item):
            shown.append(item)
    return shown


def _cleared(story: ChangeStory, item: MediaItem) -> bool:
    return not why_not(facts_of_media(story, item))


def first_shown(path: str = "photos") -> Prefetch:
    """The first photo of each publication of a list, as `first_photos`.

    One statement, however long the list.
    """
    photos = shown_to_everybody().filter(kind=PHOTO)
    return Prefetch(path, photos.order_by("order", "pk")[:1], to_attr="first_photos")
