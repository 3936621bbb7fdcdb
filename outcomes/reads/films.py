"""Films elsewhere, as each reader may know of them: from the record, and from the public copy."""

from dataclasses import dataclass

from outcomes.elsewhere import FRAMES, Elsewhere
from outcomes.gate import why_not
from outcomes.models import ChangeStory, ElsewhereFilm, Publication
from outcomes.names import sees_names, without_name
from outcomes.reads.facts import facts_of_film
from partnerships.models import MediaItem

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
