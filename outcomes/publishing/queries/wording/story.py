"""The words of a story that are looked over, and the people on its list as they may be named."""

from collections.abc import Iterator

from outcomes.models import ChangeStory
from outcomes.publishing.queries.names import allowed_names, called_in_words
from outcomes.publishing.queries.wording.people import ListedName, parts_of

PARTS = (
    "title",
    "told_by",
    "told_by_is",
    "in_short",
    "what_changed",
    "before",
    "for_whom",
    "how_it_came_about",
    "what_was_hard",
    "how_we_know",
)
# The fields of each piece of evidence, of each photo or recording, and of each film.
EVIDENCE_FIELDS = ("words", "said_by", "said_by_is", "source", "unit", "url")
MEDIA_FIELDS = ("media__alt_text", "media__caption", "media__transcript", "media__captions")
FILM_FIELDS = ("title", "said_by", "said_by_is", "transcript")


def texts_of_story(story: ChangeStory) -> Iterator[tuple[str, str]]:
    """Each text with its part: its own, those of its evidence and of what goes with it."""
    for part in PARTS:
        yield part, getattr(story, part)
    for row in story.evidence.filter(media=None).values_list(*EVIDENCE_FIELDS):
        for name, text in zip(EVIDENCE_FIELDS, row, strict=True):
            yield f"evidence_{name}", text
    media = story.media.values_list(*MEDIA_FIELDS)
    films = story.films.values_list(*FILM_FIELDS)
    for row in [*media, *films]:
        yield from (("photos", text) for text in row)


def listed_names(story: ChangeStory) -> tuple[ListedName, ...]:
    """The people on the list of a story as its words may name them. Two statements."""
    appearances = story.appearances.filter(person__isnull=False).select_related("person")
    people = {appearance.person_id: appearance.person for appearance in appearances}
    allowed = allowed_names(people.values(), story) if people else {}
    return tuple(
        ListedName(pk, parts_of(person.name), called_in_words(person, allowed[pk]))
        for pk, person in sorted(people.items())
        if person.name
    )
