"""The words of a story as plain data: what was sent, what two editors differ in, whether anything changed."""

import hashlib
import json
from collections.abc import Iterable

from outcomes.models import ChangeStory, Reading

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
)
CHOICES = ("levels", "kinds", "makers", "drivers", "barriers", "activities", "priorities")
ANSWERS = "answers"


def words_of(story: ChangeStory, names: Iterable[str]) -> dict:
    """The named parts of a story as they stand: texts as they are, choices as ids, the teller's answers by outcome."""
    found = {}
    for name in names:
        if name == ANSWERS:
            found[name] = {str(r.outcome_id): [r.answer, r.because] for r in _teller(story)}
        elif name in CHOICES:
            found[name] = sorted(getattr(story, name).values_list("pk", flat=True))
        else:
            found[name] = getattr(story, name)
    return found


def digest(words: dict) -> str:
    """A short mark that differs when any of the words do."""
    return hashlib.sha256(json.dumps(words, sort_keys=True, default=str).encode()).hexdigest()[:16]


def words_as_sent(story: ChangeStory) -> dict:
    """Everything a reviewer reads, in words and not only ids, so that it stays what it was."""
    sent = {name: getattr(story, name) for name in TEXTS}
    sent |= {name: [str(each) for each in getattr(story, name).all()] for name in CHOICES}
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
