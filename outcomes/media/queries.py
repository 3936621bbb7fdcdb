"""Which picture of a photo somebody gets: the clean one in its own area, the covered one beyond, or
none.

Which photos a reader may see: with a story they may read; and for visitors, those on a cleared
copy, as long as everything that cleared them still holds.

Films elsewhere, as each reader may know of them: from the record, and from the public copy.

The recordings and films of a story, for those who tell it: those that are still being made ready
too.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from areas.access import areas_where
from bigstory.accounts.roles import May
from bigstory.core.db.choices import Audience
from bigstory.core.db.dated import today
from bigstory.core.files.recordings.look import RecordingRefused, Why
from outcomes.media.models import FRAMES, Elsewhere
from outcomes.models import ChangeStory, ElsewhereFilm, Publication, Redaction
from outcomes.publishing.models.gate import why_not
from outcomes.publishing.queries.facts import facts_of_film, facts_of_media
from outcomes.publishing.queries.names import sees_names, without_name
from outcomes.stories.models.moves import tells
from partnerships.models import MediaItem

Kind = MediaItem.Kind
KINDS = (Kind.AUDIO, Kind.FILM)


@dataclass(frozen=True)
class Lies:
    """Where a picture lies in the store: in the folder of its photo, or in that of a covered copy
    inside it.
    """

    name: UUID
    cover: UUID | None = None


def at_home(user, area_id: int) -> bool:
    """Who reads everything of an area reads its photos as they were taken."""
    return areas_where(user, May.READ_DRAFTS).includes(area_id)


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
    return tells(user, story) or areas_where(user, May.REVIEW_STORY).includes(story.area_id)


def may_check(user, story: ChangeStory, cover: Redaction) -> bool:
    return cover.made_by_id != user.pk and may_look(user, story)


def shown_beyond(items: QuerySet[MediaItem]) -> QuerySet[MediaItem]:
    """Without those in which something was covered that nobody else has looked at yet."""
    return items.filter(~Exists(Redaction.objects.unchecked().filter(media=OuterRef("pk"))))


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


FREE = MediaItem.FREE_OF_PEOPLE


@dataclass(frozen=True)
class Film:
    """Everything a card of a film says."""

    at: Elsewhere
    title: str
    who: str = ""
    transcript: str = ""
    pk: int | None = None

    @property
    def site(self) -> str:
        return str(ElsewhereFilm.Host(self.at.host).label)


def films_of(user, story: ChangeStory, rows: list[ElsewhereFilm] | None = None) -> list[Film]:
    """As far as this reader may know who made them. `rows` where they were read already."""
    names = sees_names(user, story)
    rows = list(story.films.all()) if rows is None else rows
    return [_film(row, row.said_by if names else without_name(row.said_by)) for row in rows]


def films_as_sent(kept: list[dict]) -> list[Film]:
    """From the words of a version."""
    return [
        Film(Elsewhere(f["host"], f["film_id"]), f["title"], f["said_by"], f["transcript"])
        for f in kept
    ]


def films_of_copy(copy: Publication) -> list[Film]:
    """From the public copy.

    Where somebody can be recognised, whether they still say yes is asked again each time.
    """
    shown = []
    story = None
    for kept in copy.films:
        if kept["people"] not in FREE:
            story = story or copy.story
            film = story.films.filter(host=kept["host"], film_id=kept["film_id"]).first()
            if film is None or why_not(facts_of_film(story, film)):
                continue
        at = Elsewhere(kept["host"], kept["film_id"])
        shown.append(Film(at, kept["title"], kept["who"], kept["transcript"]))
    return shown


def cleared_films(story: ChangeStory) -> list[dict]:
    """For the public copy: those that pass the gate, without a maker's name."""
    return [
        {
            "host": film.host,
            "film_id": film.film_id,
            "title": film.title,
            "who": without_name(film.said_by),
            "transcript": film.transcript,
            "people": film.people,
        }
        for film in story.films.all()
        if not why_not(facts_of_film(story, film))
    ]


def frame_policy(films: list[Film]) -> dict[str, list[str]]:
    """What the content security policy of a page with these films adds: the sites it may frame, and
    no others.
    """
    return {"frame-src": sorted({FRAMES[film.at.host] for film in films})} if films else {}


def _film(row: ElsewhereFilm, who: str) -> Film:
    return Film(row.at, row.title, who, row.transcript, row.pk)


def recordings_of(story: ChangeStory) -> list[MediaItem]:
    """In their order, each with what to say of it in `why_not` where it never will be ready.

    One statement.
    """
    items = MediaItem.objects.filter(in_story__story=story, kind__in=KINDS)
    return [told(item) for item in items.order_by("in_story__order", "pk")]


def told(item: MediaItem) -> MediaItem:
    never = item.unready not in ("", MediaItem.COMING)
    item.why_not = RecordingRefused.sentence(Why(item.unready)) if never else ""
    return item
