"""The words of a story as plain data: what was sent, what two editors differ in, whether anything
changed.
"""

from collections.abc import Iterable

from django.db.models import CharField, QuerySet, Value
from django.utils.translation import gettext as _

from bigstory.kit.marks import Mark
from outcomes.models import ChangeStory, Outcome, Publication, Reading
from outcomes.stories.queries.evidence import as_told

TEXTS = (
    "title",
    "told_by",
    "told_by_is",
    "in_short",
    "what_changed",
    "before",
    "for_whom",
    "changed_from",
    "changed_until",
    "how_it_came_about",
    "what_was_hard",
    "how_we_know",
    "kind",
    "audience",
    "people",
    "picture",
    "held_until",
)
CHOICES = (
    "levels",
    "kinds",
    "makers",
    "drivers",
    "barriers",
    "activities",
    "priorities",
    "decisions",
)
ROOTS = ("activities", "priorities", "decisions")
ANSWERS = "answers"
PEOPLE = "people"


def words_of(story: ChangeStory, names: Iterable[str]) -> dict:
    """The named parts of a story as they stand: texts as they are, choices as ids, the teller's
    answers by outcome.
    """
    names = list(names)
    words = {name: getattr(story, name) for name in names if name not in (*CHOICES, ANSWERS)}
    if ANSWERS in names:
        readings = teller_readings(story)
        words[ANSWERS] = {str(r.outcome_id): [r.answer, r.because] for r in readings}
    return words | chosen_ids(story, [name for name in names if name in CHOICES])


def chosen_ids(story: ChangeStory, names: Iterable[str]) -> dict[str, list[int]]:
    """Ids of what was chosen for each name, all in one statement."""
    chosen = {name: [] for name in names}
    parts = [
        getattr(story, name)
        .order_by()
        .annotate(which=Value(name, CharField()))
        .values_list("which", "pk")
        for name in names
    ]
    for which, pk in parts[0].union(*parts[1:], all=True) if parts else ():
        chosen[which].append(pk)
    return {name: sorted(ids) for name, ids in chosen.items()}


def by_part(words: dict) -> dict:
    """The same with each answer as a part of its own: two people may answer different questions.

    `words` are those of `words_of`, or what a page gives, with the answers by outcome.
    """
    parts = {name: value for name, value in words.items() if name != ANSWERS}
    for outcome, (answer, because) in words.get(ANSWERS, {}).items():
        parts[part_of_answer(outcome)] = (answer, because) if answer else None
    return parts


def part_of_answer(outcome: Outcome | str) -> str:
    """The name of the part that is the answer to one question."""
    return f"{ANSWERS}_{getattr(outcome, 'pk', outcome)}"


def mark_of(story: ChangeStory, names: Iterable[str]) -> Mark:
    """The mark of a page that shows these parts of a story."""
    return Mark.of(by_part(words_of(story, names)), version=story.version)


def words_as_sent(story: ChangeStory) -> dict:
    """Everything a reviewer reads, in words and not only ids, so that it stays what it was."""
    sent = {name: getattr(story, name) for name in TEXTS}
    sent["held_until"] = story.held_until.isoformat() if story.held_until else ""
    sent |= {name: [str(choice) for choice in getattr(story, name).all()] for name in CHOICES}
    sent["evidence"] = as_told(story)
    media = [link.media for link in story.media.select_related("media")]
    sent["photos"] = [
        {"name": str(m.name), "alt_text": m.alt_text} for m in media if m.kind == "photo"
    ]
    sent["recordings"] = [
        {"name": str(m.name), "alt_text": m.alt_text, "transcript": m.transcript}
        for m in media
        if m.kind in ("audio", "film")
    ]
    sent["films"] = list(
        story.films.values("host", "film_id", "title", "said_by", "said_by_is", "transcript")
    )
    sent["readings"] = [
        {
            "id": reading.pk,
            "outcome": reading.outcome.slug,
            "answer": reading.answer,
            "because": reading.because,
        }
        for reading in teller_readings(story)
    ]
    return sent


def teller_readings(story: ChangeStory) -> QuerySet[Reading]:
    """The teller's own answers that count, in the order of the outcomes."""
    latest = Reading.objects.latest().filter(story=story, party=Reading.Party.TELLER)
    return latest.select_related("outcome").order_by("outcome__order", "pk")


def years(thing: ChangeStory | Publication) -> str:
    """When it changed: “2017 to 2024”, “from 2017 to now”, or nothing."""
    first = thing.changed_from
    last = thing.changed_until
    if first and last:
        if first == last:
            return str(first)
        return _("%(first)d to %(last)d") % {"first": first, "last": last}
    if first:
        return _("%(first)d to now") % {"first": first}
    return _("until %(last)d") % {"last": last} if last else ""
