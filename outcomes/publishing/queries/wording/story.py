"""The words of a story that are looked over, and the people on its list as they may be named."""

from collections.abc import Iterator
from dataclasses import replace

from django.db.models import Q
from django.utils.translation import gettext as _

from bigstory.core.db.choices import HowFar
from outcomes.models import ChangeStory, PermissionEvent, Person, Use
from outcomes.publishing.queries.facts import newest_by_person
from outcomes.publishing.queries.names import called_in_words, names_said
from outcomes.publishing.queries.wording.people import ListedName, capital_parts, parts_of

PARTS = (
    "title",
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
    """The people on the list of a story as its words may name them, and those who want to be
    nowhere in it, also off the list. Three statements.
    """
    appearances = story.appearances.filter(person__isnull=False).select_related("person")
    people = {appearance.person_id: appearance.person for appearance in appearances}
    out = {person.pk: person for person in wants_out(story)}
    named = _named(story, people | out)
    return tuple(
        replace(person, allowed="", by_name=False, taken_out=True) if person.pk in out else person
        for person in named
    )


def _named(story: ChangeStory, people: dict[int, Person]) -> tuple[ListedName, ...]:
    said = names_said(people.values(), story) if people else {}
    listed = [
        ListedName(
            pk,
            parts_of(person.name) | capital_parts(*said[pk][1]),
            called_in_words(person, said[pk][0]),
            by_name=bool(said[pk][0]),
        )
        for pk, person in sorted(people.items())
    ]
    return tuple(_nameless(person, listed) for person in listed if person.parts)


def _nameless(person: ListedName, listed: list[ListedName]) -> ListedName:
    """What somebody is may name them or another: “Maureen’s husband”. Where that one may not be
    named, they are only somebody.
    """
    if person.by_name:
        return person
    words = capital_parts(person.allowed)
    names = any(words & other.parts - other.allowed_parts for other in listed)
    return replace(person, allowed=str(_("somebody"))) if names else person


def wants_out(story: ChangeStory) -> list[Person]:
    """Those on its list who want to be nowhere in it, and those who said so of this story and are
    off its list now. One statement.
    """
    events = PermissionEvent.objects.about(story).filter(use=Use.WORDS)
    nowhere = story.permissions.filter(use=Use.WORDS, how_far=HowFar.NOWHERE).order_by()
    theirs = Q(person__appearances__story=story) | Q(person__in=nowhere.values("person"))
    asked = events.filter(theirs).distinct().select_related("person")
    return [
        of_one[0].person
        for of_one in newest_by_person(asked).values()
        if any(event.how_far == HowFar.NOWHERE for event in of_one)
    ]
