"""Which photos, recordings and films of a story a reader may see, and in which form.

With a story, they are for its own area; of a covered photo others get the covered copy, and none
before the cover was checked. Others get what goes with a cleared copy as far as their own circle,
as long as everything that cleared it still holds.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from areas.access import areas_where
from bigstory.accounts.roles import May
from bigstory.core.db.choices import Audience, as_far_as, rung
from bigstory.core.db.dated import today
from bigstory.core.files.recordings.look import RecordingRefused, Why
from outcomes.media.models import FRAMES, FilmAddress
from outcomes.models import ChangeStory, ElsewhereFilm, Publication, PublishedMedia, Redaction
from outcomes.publishing.models.gate import may_go, widest
from outcomes.publishing.models.publication import circle_of
from outcomes.publishing.queries.facts import facts_of_film, facts_of_media
from outcomes.publishing.queries.names import byline
from outcomes.publishing.queries.wording.called import CalledNames
from outcomes.stories.models.moves import tells
from partnerships.models import MediaItem

Kind = MediaItem.Kind
RECORDINGS = (Kind.AUDIO, Kind.FILM)


@dataclass(frozen=True)
class PictureFile:
    """Where a picture is stored: in the folder of its photo, or of a covered copy inside that."""

    name: UUID
    cover: UUID | None = None


def at_home(user, area_id: int) -> bool:
    """Whether somebody sees an area's photos as they were taken: whoever reads its drafts does."""
    return areas_where(user, May.READ_DRAFTS).includes(area_id)


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
    return item is not None and _stays_in_area(user, item.in_story.story, item)


def _stays_in_area(user, story: ChangeStory, item: MediaItem | ElsewhereFilm) -> bool:
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
        return [item for item in items if _stays_in_area(user, story, item)]
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


def first_shown(path: str = "photos") -> Prefetch:
    """The first photo of each publication of a list, as `first_photos`.

    One statement, however long the list.
    """
    photos = shown_to_everybody().filter(kind=Kind.PHOTO)
    return Prefetch(path, photos.order_by("order", "pk")[:1], to_attr="first_photos")


@dataclass(frozen=True)
class Film:
    """What a card of a film shows."""

    at: FilmAddress
    title: str
    who: str = ""
    transcript: str = ""
    pk: int | None = None

    @property
    def site(self) -> str:
        return str(ElsewhereFilm.Host(self.at.host).label)


def films_of(user, story: ChangeStory) -> list[Film]:
    """Its films, for somebody who reads its record; beyond its own area those of its copy."""
    if not at_home(user, story.area_id):
        copy = Publication.objects.visible_to(user).filter(story=story).first()
        return films_of_copy(user, copy) if copy else []
    films = [row for row in story.films.all() if _stays_in_area(user, story, row)]
    return [_film(row, byline(row.said_by, row.said_by_is)) for row in films]


def films_with_people(story: ChangeStory) -> list[Film]:
    """Its films in which anybody of its list may be."""
    films = story.films.exclude(people__in=MediaItem.FREE_OF_PEOPLE)
    return [_film(row, byline(row.said_by, row.said_by_is)) for row in films]


def films_as_sent(words: list[dict]) -> list[Film]:
    """Films as they stand in the words of a version."""
    return [
        Film(
            FilmAddress(film["host"], film["film_id"]),
            film["title"],
            byline(film["said_by"], film.get("said_by_is", "")),
            film["transcript"],
        )
        for film in words
    ]


def films_of_copy(user, copy: Publication) -> list[Film]:
    """The films of a copy, for this reader.

    Where somebody can be recognised, their permission is looked at each time.
    """
    circle = circle_of(user, copy.area_id)
    visible = []
    story = None
    for words in copy.films:
        if rung(words.get("circle", Audience.PUBLIC)) < rung(circle):
            continue
        if words["people"] not in MediaItem.FREE_OF_PEOPLE:
            story = story or copy.story
            film = story.films.filter(host=words["host"], film_id=words["film_id"]).first()
            if film is None or not may_go(facts_of_film(story, film), circle):
                continue
        at = FilmAddress(words["host"], words["film_id"])
        visible.append(Film(at, words["title"], words["who"], words["transcript"]))
    return visible


def cleared_films(
    story: ChangeStory,
    *,
    at_most: str,
    among: list[dict] | None = None,
    at: date | None = None,
) -> list[dict]:
    """For a copy: the films that may go beyond the area on a day (today), each with its circle,
    without a maker's name. With `among`, the films of an earlier copy: only those, and none
    further than there.
    """
    earlier = {
        (film["host"], film["film_id"]): film.get("circle", Audience.PUBLIC) for film in among or []
    }
    films = []
    rows = list(story.films.all())
    called = CalledNames(story) if rows else None
    for film in rows:
        most = at_most
        if among is not None:
            before = earlier.get((film.host, film.film_id))
            if before is None:
                continue
            most = min(before, at_most, key=rung)
        circle = widest(facts_of_film(story, film, at), at_most=most)
        if circle not in ("", Audience.AREA):
            films.append(_film_as_cleared(film, circle, called))
    return films


def _film_as_cleared(film: ElsewhereFilm, circle: str, called: CalledNames) -> dict:
    return {
        "host": film.host,
        "film_id": film.film_id,
        "title": called.field(film, "title"),
        "who": called.text(film.said_by_is),
        "transcript": called.text(film.transcript),
        "people": film.people,
        "circle": circle,
    }


def frame_policy(films: list[Film]) -> dict[str, list[str]]:
    """What a page with these films adds to its content security policy: the sites it may frame."""
    return {"frame-src": sorted({FRAMES[film.at.host] for film in films})} if films else {}


def _film(row: ElsewhereFilm, who: str) -> Film:
    return Film(row.at, row.title, who, row.transcript, row.pk)


def recordings_of(story: ChangeStory) -> list[MediaItem]:
    """The recordings and films of a story, those not ready yet too. One statement."""
    items = MediaItem.objects.filter(in_story__story=story, kind__in=RECORDINGS)
    return [with_refusal(item) for item in items.order_by("in_story__order", "pk")]


def with_refusal(item: MediaItem) -> MediaItem:
    """The item with `why_not`: why it can never be made ready, as a sentence; else empty."""
    never = item.unready not in ("", MediaItem.COMING)
    item.why_not = RecordingRefused.sentence(Why(item.unready)) if never else ""
    return item
