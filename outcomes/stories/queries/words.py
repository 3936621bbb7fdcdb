"""The words of a story as plain data: what was sent, what two editors differ in, whether anything
changed.

What a story says so far, part by part, each with the step it is changed on.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import CharField, Value
from django.utils.translation import gettext as _

from bigstory.core.db.choices import Picture
from outcomes.framework.queries import chosen
from outcomes.models import ChangeStory, Reading
from outcomes.stories.queries.evidence import as_told, counted

TEXTS = (
    "title",
    "told_by",
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
    found = {name: getattr(story, name) for name in names if name not in (*CHOICES, ANSWERS)}
    if ANSWERS in names:
        found[ANSWERS] = {str(r.outcome_id): [r.answer, r.because] for r in _teller(story)}
    return found | _chosen(story, [name for name in names if name in CHOICES])


def _chosen(story: ChangeStory, names: list[str]) -> dict[str, list[int]]:
    """Ids of what was chosen for each name, all in one statement."""
    found = {name: [] for name in names}
    parts = [
        getattr(story, name)
        .order_by()
        .annotate(which=Value(name, CharField()))
        .values_list("which", "pk")
        for name in names
    ]
    for which, pk in parts[0].union(*parts[1:], all=True) if parts else ():
        found[which].append(pk)
    return {name: sorted(ids) for name, ids in found.items()}


def digest(words: dict) -> str:
    """A short mark that differs when any of the words do."""
    return hashlib.sha256(json.dumps(words, sort_keys=True, default=str).encode()).hexdigest()[:16]


def words_as_sent(story: ChangeStory) -> dict:
    """Everything a reviewer reads, in words and not only ids, so that it stays what it was."""
    sent = {name: getattr(story, name) for name in TEXTS}
    sent["held_until"] = story.held_until.isoformat() if story.held_until else ""
    sent |= {name: [str(each) for each in getattr(story, name).all()] for name in CHOICES}
    sent["evidence"] = as_told(story)
    media = [each.media for each in story.media.select_related("media")]
    sent["photos"] = [
        {"name": str(m.name), "alt_text": m.alt_text} for m in media if m.kind == "photo"
    ]
    sent["recordings"] = [
        {"name": str(m.name), "alt_text": m.alt_text, "transcript": m.transcript}
        for m in media
        if m.kind in ("audio", "film")
    ]
    sent["films"] = list(story.films.values("host", "film_id", "title", "said_by", "transcript"))
    sent["readings"] = [
        {
            "id": reading.pk,
            "outcome": reading.outcome.slug,
            "answer": reading.answer,
            "because": reading.because,
        }
        for reading in _teller(story)
    ]
    return sent


def _teller(story: ChangeStory):
    latest = Reading.objects.latest().filter(story=story, party=Reading.Party.TELLER)
    return latest.select_related("outcome").order_by("outcome__order", "pk")


@dataclass
class Said:
    step: str
    label: str
    text: str = ""
    items: list = field(default_factory=list)
    readings: list = field(default_factory=list)

    def __bool__(self):
        return bool(self.text or self.items or self.readings)


def said(story: ChangeStory, found: dict[str, list]) -> list[Said]:
    """Every part of a story in the order it is told, empty ones too. `found` is what hangs on it
    (reads.gathered).
    """
    names = chosen(story)
    readings = story.readings.latest().filter(party=Reading.Party.TELLER).select_related("outcome")
    return [
        Said("what", _("Title"), story.title),
        Said("what", _("What changed"), story.what_changed),
        Said("what", _("For whom"), story.for_whom),
        Said("what", _("Whose story it is"), story.told_by),
        Said("before", _("Before"), story.before),
        Said("before", _("When"), years(story)),
        Said("how", _("How it came about"), story.how_it_came_about),
        Said("how", _("Who made it happen"), items=names["makers"]),
        Said("how", _("What helped"), items=names["drivers"]),
        Said("how", _("It grew from"), items=[str(each) for each in found["activities"]]),
        Said("how", _("What you decided"), items=[str(each) for each in found["decisions"]]),
        Said("how", _("Your priority"), items=[str(each) for each in story.priorities.all()]),
        Said("hard", _("What was hard"), story.what_was_hard),
        Said("hard", _("What stood in the way"), items=names["barriers"]),
        Said("hard", _("What sort of story"), story.get_kind_display()),
        Said(
            "questions",
            _("The plain questions"),
            readings=list(readings.order_by("outcome__order")),
        ),
        Said("know", _("How you know"), story.how_we_know),
        Said("know", _("What stands beside it"), beside_in_words(found)),
        Said("know", _("Where the change is"), items=names["levels"]),
        Said("know", _("What sort of change"), items=names["kinds"]),
        Said("know", _("In one sentence"), story.in_short),
        Said(
            "know",
            _("Drawing"),
            Picture(story.picture).label if story.picture in Picture.values else "",
        ),
    ]


def beside_in_words(found: dict[str, list]) -> str:
    """“A number and a photo.” Nothing where nothing supports it."""
    heard = len(found["recordings"]) + len(found["films"])
    words = counted(found["proofs"], photos=len(found["photos"]), recordings=heard)
    return f"{words[0].upper()}{words[1:]}." if words else ""


def said_so_far(story: ChangeStory) -> list[Said]:
    """The few parts that help somebody remember where they were. No statement of its own."""
    parts = [
        Said("what", _("What changed"), story.what_changed),
        Said("before", _("Before"), story.before),
        Said("what", _("For whom"), story.for_whom),
        Said("how", _("How it came about"), story.how_it_came_about),
        Said("know", _("How you know"), story.how_we_know),
    ]
    return [part for part in parts if part]


def years(thing) -> str:
    """“2017 to 2024”, “from 2017 to now”, or nothing."""
    first = thing.changed_from
    last = thing.changed_until
    if first and last:
        if first == last:
            return str(first)
        return _("%(first)d to %(last)d") % {"first": first, "last": last}
    if first:
        return _("%(first)d to now") % {"first": first}
    return _("until %(last)d") % {"last": last} if last else ""
