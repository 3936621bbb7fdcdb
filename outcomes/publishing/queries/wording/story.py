"""What may say who somebody is in all the words of a story, with what was decided about each."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from areas.models import AreaRole
from outcomes.models import ChangeStory, TextDecision
from outcomes.publishing.queries.names import allowed_names, called_in_words
from outcomes.publishing.queries.wording.finding import Hit, hits_in
from outcomes.publishing.queries.wording.people import ListedName, Names, parts_of
from partnerships.models import Seat

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
# Which step of telling has the words of each part; the others are in "know".
STEPS = {
    "title": "what",
    "told_by": "what",
    "told_by_is": "what",
    "what_changed": "what",
    "before": "before",
    "for_whom": "before",
    "how_it_came_about": "how",
    "what_was_hard": "how",
}
CONTEXT = 70  # letters shown before and after a hit

Answer = TextDecision.Answer
# What can be decided about the name of somebody on the list, and about anything else.
ANSWERS_FOR_LISTED = (Answer.REPLACE, Answer.CUT, Answer.NOT_THEM)
ANSWERS_FOR_OTHERS = (Answer.STAY, Answer.CUT)


@dataclass
class Place:
    """Where the words stand: what is before them, themselves, what is after, and the step of
    telling in which they can be changed.
    """

    before: str
    words: str
    after: str
    step: str


@dataclass
class Finding:
    """The same words found in a story, with each place, and what was decided about them.

    `instead` is what somebody on the list may be called; empty for anything else.
    """

    found: str
    digest: str
    words: str
    places: list[Place] = field(default_factory=list)
    answer: str = ""
    instead: str = ""

    @property
    def kind(self) -> str:
        return TextDecision.Found(self.found).label

    @property
    def field_name(self) -> str:
        return f"{self.found}-{self.digest[:20]}"

    @property
    def answers(self) -> tuple[str, ...]:
        return answers_for(self.found)


def answers_for(found: str) -> tuple[str, ...]:
    return ANSWERS_FOR_LISTED if found == TextDecision.Found.LISTED else ANSWERS_FOR_OTHERS


def findings_in(story: ChangeStory) -> list[Finding]:
    """Everything to decide about: undecided first, then in the order of the story."""
    decisions = decisions_of(story)
    findings: dict[tuple[str, str], Finding] = {}
    for text, hit in places_in(story):
        key = (hit.found, hit.digest)
        if key not in findings:
            findings[key] = Finding(
                *key,
                text[hit.start : hit.end],
                answer=decisions.get(key, ""),
                instead=hit.allowed if hit.people else "",
            )
        findings[key].places.append(_place(text, hit))
    return sorted(findings.values(), key=lambda finding: bool(finding.answer))


def decisions_of(story: ChangeStory) -> dict[tuple[str, str], str]:
    """By kind and digest: the answer. One statement."""
    return {
        (found, digest): answer
        for found, digest, answer in story.text_decisions.values_list("found", "digest", "answer")
        if answer in answers_for(found)
    }


def _place(text: str, hit: Hit) -> Place:
    before = text[max(0, hit.start - CONTEXT) : hit.start]
    after = text[hit.tail : hit.tail + CONTEXT]
    return Place(
        before=f"…{before.partition(' ')[2]}" if hit.start > CONTEXT else before,
        words=hit.words,
        after=f"{after.rpartition(' ')[0]}…" if hit.tail + CONTEXT < len(text) else after,
        step=STEPS.get(hit.part, "know"),
    )


def hits_of(story: ChangeStory, names: Names | None = None) -> list[Hit]:
    """The hits in the words of a story, part by part, in its evidence and in what goes with it."""
    return [hit for _text, hit in places_in(story, names)]


def places_in(story: ChangeStory, names: Names | None = None) -> Iterator[tuple[str, Hit]]:
    """Each hit with the text in which it stands. `names` where they were read just now."""
    names = names or names_for(story)
    for part, text in _texts_of(story):
        for hit in hits_in(text, part=part, story=story.pk, names=names):
            yield text, hit


def _texts_of(story: ChangeStory) -> Iterator[tuple[str, str]]:
    for part in PARTS:
        yield part, getattr(story, part)
    for row in story.evidence.filter(media=None).values_list(*EVIDENCE_FIELDS):
        for name, text in zip(EVIDENCE_FIELDS, row, strict=True):
            yield f"evidence_{name}", text
    media = story.media.values_list(*MEDIA_FIELDS)
    films = story.films.values_list(*FILM_FIELDS)
    for row in [*media, *films]:
        yield from (("photos", text) for text in row)


def names_for(story: ChangeStory) -> Names:
    """The names of people of its area who might be named, and of those on the story's list."""
    seats = Seat.objects.filter(partnership__area=story.area_id).values_list("name", flat=True)
    users = AreaRole.objects.filter(area=story.area_id).values_list("user__name", flat=True)
    known = seats.order_by().union(users.order_by())
    return Names(known=parts_of(*known), listed=listed_names(story))


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
