"""The films of a story at other sites: of the record, as sent, and of a cleared copy."""

from dataclasses import dataclass
from datetime import date

from bigstory.core.db.choices import Audience, rung
from outcomes.media.models import FRAMES, FilmAddress
from outcomes.media.queries.items import at_home, stays_in_area
from outcomes.models import ChangeStory, ElsewhereFilm, Publication
from outcomes.publishing.models.gate import may_go, widest
from outcomes.publishing.models.publication import circle_of
from outcomes.publishing.queries.facts import facts_of_film
from outcomes.publishing.queries.names import byline
from outcomes.publishing.queries.wording.called import CalledNames
from partnerships.models import MediaItem


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
    films = [row for row in story.films.all() if stays_in_area(user, story, row)]
    return [_film(row) for row in films]


def films_with_people(story: ChangeStory) -> list[Film]:
    """Its films in which anybody of its list may be."""
    return [_film(row) for row in story.films.with_people()]


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
    story: ChangeStory, *, at_most: str, called: CalledNames, at: date | None = None
) -> list[dict]:
    """For a copy: the films that may go beyond the area on a day (today), each with its circle,
    without a maker's name.
    """
    films = []
    for film in story.films.all():
        circle = widest(facts_of_film(story, film, at), at_most=at_most)
        if circle not in ("", Audience.AREA):
            films.append(_film_as_cleared(film, circle, called))
    return films


def narrowed_films(
    story: ChangeStory, films: list[dict], *, at_most: str, at: date | None = None
) -> list[dict]:
    """The films of a copy that may still go beyond the area, none further than there."""
    rows = {(film.host, film.film_id): film for film in story.films.all()} if films else {}
    left = []
    for words in films:
        film = rows.get((words["host"], words["film_id"]))
        if film is None:
            continue
        most = min(words.get("circle", Audience.PUBLIC), at_most, key=rung)
        circle = widest(facts_of_film(story, film, at), at_most=most)
        if circle not in ("", Audience.AREA):
            left.append(words | {"people": film.people, "circle": circle})
    return left


def films_kept_in(before: list[dict], left: list[dict], at_most: str) -> bool:
    """Whether a film that went with a copy goes less far than the words do now."""
    now = {(film["host"], film["film_id"]): film["circle"] for film in left}
    return any(
        now.get((film["host"], film["film_id"]))
        != min(film.get("circle", Audience.PUBLIC), at_most, key=rung)
        for film in before
    )


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


def _film(row: ElsewhereFilm) -> Film:
    who = byline(row.said_by, row.said_by_is)
    return Film(row.at, row.title, who, row.transcript, row.pk)
