"""Which photos and recordings of a story a reader may see.

With a story, they are for its own area. Others get what goes with a cleared copy as far as their
own circle, as long as everything that cleared it still holds.
"""

from uuid import UUID

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from areas.access import areas_where
from bigstory.accounts.roles import May
from bigstory.core.db.choices import Audience, as_far_as
from bigstory.core.db.dated import today
from bigstory.core.files.recordings.look import RecordingRefused, Why
from outcomes.models import ChangeStory, ElsewhereFilm, Publication, PublishedMedia, Redaction
from outcomes.publishing.models.gate import may_go
from outcomes.publishing.models.publication import circle_of
from outcomes.publishing.queries.facts import facts_of_film, facts_of_media
from outcomes.stories.models.moves import tells
from partnerships.models import MediaItem

Kind = MediaItem.Kind
RECORDINGS = (Kind.AUDIO, Kind.FILM)


def at_home(user, area_id: int) -> bool:
    """Whether somebody sees an area's photos as they were taken: whoever reads its drafts does."""
    return areas_where(user, May.READ_DRAFTS).includes(area_id)


def shown_beyond(items: QuerySet[MediaItem]) -> QuerySet[MediaItem]:
    """Without the photos that have a cover nobody else has checked yet."""
    return items.filter(~Exists(Redaction.objects.unchecked().filter(media=OuterRef("pk"))))


def may_see_with_story(user, name: UUID) -> bool:
    """Whether one file may go to somebody of its story's own area. Local Trust reads the record
    too, and sees of its media what may go to the programme.
    """
    own = areas_where(user, May.READ_DRAFTS).q()
    stories = ChangeStory.objects.visible_to(user).filter(own)
    item = MediaItem.objects.filter(name=name, in_story__story__in=stories.values("pk")).first()
    return item is not None and stays_in_area(user, item.in_story.story, item)


def stays_in_area(user, story: ChangeStory, item: MediaItem | ElsewhereFilm) -> bool:
    """Whether its own area sees an item: all of it, until somebody in it wants to be taken out;
    then only those who have to do that.
    """
    if tells(user, story):
        return True
    is_film = isinstance(item, ElsewhereFilm)
    facts = facts_of_film(story, item) if is_film else facts_of_media(story, item)
    return may_go(facts, Audience.AREA)


def media_shown(user, story: ChangeStory) -> list[MediaItem]:
    """What goes with a story, for somebody who reads its record, in its order. Beyond its own area
    that is what goes with its copy.
    """
    if at_home(user, story.area_id):
        items = MediaItem.objects.filter(in_story__story=story).order_by("in_story__order", "pk")
        return [item for item in items if stays_in_area(user, story, item)]
    copy = Publication.objects.visible_to(user).filter(story=story).first()
    return media_of_copy(user, copy) if copy else []


def photos_of(story: ChangeStory) -> list[MediaItem]:
    """The photos of a story, in their order. One statement."""
    return list(
        MediaItem.objects.filter(in_story__story=story, kind=Kind.PHOTO).order_by(
            "in_story__order", "pk"
        )
    )


def shown_to_everybody() -> QuerySet[MediaItem]:
    """Items in which nobody can be recognised, on a public copy of their own story or activity.

    The rows themselves are looked at each time: recording that somebody can be recognised, or
    narrowing who reads the activity, works at once even where the copy was not taken down.
    """
    in_time = Q(publications__expires_on=None) | Q(publications__expires_on__gt=today())
    begun = Q(publications__shown_from=None) | Q(publications__shown_from__lte=today())
    with_activity = Q(activity__audience=Audience.PUBLIC, publications__activity=F("activity"))
    with_story = Q(
        publications__story=F("in_story__story"),
        publications__circle=Audience.PUBLIC,
        published_as__circle=Audience.PUBLIC,
    )
    free = MediaItem.objects.filter(people__in=MediaItem.FREE_OF_PEOPLE, unready="")
    return shown_beyond(free.filter(in_time & begun & (with_activity | with_story)))


def may_see_on_a_copy(user, name: UUID) -> bool:
    """Whether one file may go to somebody who does not read it in the record."""
    if shown_to_everybody().filter(name=name).exists():
        return True
    rows = PublishedMedia.objects.visible_to(user).filter(
        media__name=name, media__unready="", media__in_story__story=F("publication__story")
    )
    row = rows.select_related("media", "publication__story").first()
    if row is None or not shown_beyond(MediaItem.objects.filter(pk=row.media_id)).exists():
        return False
    copy = row.publication
    circle = circle_of(user, copy.area_id)
    return row.media.may_be_public or _cleared(copy.story, row.media, circle)


def as_copied(row: PublishedMedia) -> MediaItem:
    """The item of a row with what is written of it as readers of the copy may read it."""
    for name, words in (row.words or {}).items():
        setattr(row.media, name, words)
    return row.media


def captions_for(user, name: UUID) -> str:
    """The captions of a film for somebody who may see it: as copied, beyond its own area."""
    if may_see_with_story(user, name):
        return MediaItem.objects.values_list("captions", flat=True).get(name=name)
    rows = PublishedMedia.objects.visible_to(user).filter(media__name=name)
    row = rows.select_related("media").first()
    return as_copied(row).captions if row else ""


def media_of_copy(user, copy: Publication) -> list[MediaItem]:
    """The photos, recordings and films that go with a copy today, for this reader.

    One statement, and more only where somebody who said yes can be recognised: their permission is
    looked at each time.
    """
    circle = circle_of(user, copy.area_id)
    items = shown_beyond(MediaItem.objects.filter(in_story__story=copy.story_id, unready=""))
    rows = copy.published_media.filter(circle__in=as_far_as(circle), media__in=items.values("pk"))
    visible = []
    story = None
    for row in rows.select_related("media").order_by("media__in_story__order", "media"):
        item = as_copied(row)
        story = story or (copy.story if not item.may_be_public else None)
        if item.may_be_public or _cleared(story, item, circle):
            visible.append(item)
    return visible


def _cleared(story: ChangeStory, item: MediaItem, circle: str) -> bool:
    return may_go(facts_of_media(story, item), circle)


def first_shown() -> Prefetch:
    """The row of the first photo that everybody sees of each publication of a list, as
    `first_media`; see `as_copied`.

    One statement, however long the list.
    """
    photos = shown_to_everybody().filter(kind=Kind.PHOTO).values("pk")
    rows = PublishedMedia.objects.filter(circle=Audience.PUBLIC, media__in=photos)
    rows = rows.select_related("media").order_by("media__order", "media")
    return Prefetch("published_media", rows[:1], to_attr="first_media")


def recordings_of(story: ChangeStory) -> list[MediaItem]:
    """The recordings and films of a story, those not ready yet too. One statement."""
    items = MediaItem.objects.filter(in_story__story=story, kind__in=RECORDINGS)
    return [with_refusal(item) for item in items.order_by("in_story__order", "pk")]


def with_refusal(item: MediaItem) -> MediaItem:
    """The item with `why_not`: why it can never be made ready, as a sentence; else empty."""
    never = item.unready not in ("", MediaItem.COMING)
    item.why_not = RecordingRefused.sentence(Why(item.unready)) if never else ""
    return item
