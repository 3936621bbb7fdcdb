"""What a cleared copy holds of a story: which fields, under which names, in which words."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.utils import timezone

from outcomes.consent.models.permissions import Use
from outcomes.models import ChangeStory, Publication, PublishedReading, Reading
from outcomes.publishing.actions.cards import keep_card
from outcomes.publishing.models.gate import Age, Facts
from outcomes.publishing.queries.names import byline_of_copy
from outcomes.publishing.queries.wording.called import CalledNames
from outcomes.stories.queries.evidence import as_cleared
from outcomes.stories.queries.still_true import as_data
from partnerships.plan.models.plan import PlanQuerySet

COPIED_TEXTS = (
    "title",
    "in_short",
    "before",
    "what_changed",
    "for_whom",
    "how_it_came_about",
    "what_was_hard",
    "how_we_know",
)
COPIED_FIELDS = ("kind", "changed_from", "changed_until", "picture")
COPIED_CHOICES = ("levels", "kinds", "makers", "drivers", "barriers")
FILM_TEXTS = ("title", "who", "transcript")
ROOTS = ("activities", "priorities", "decisions")


def copied_values(
    story: ChangeStory, called: CalledNames, chosen: dict[str, list[int]], at: datetime
) -> dict:
    """The fields of a copy that are taken from the story, with each listed person called as they
    may be. `chosen` are the ids of what it grew from.
    """
    told_by, told_by_is = byline_of_copy(story, called.text)
    texts = {name: called.field(story, name) for name in COPIED_TEXTS}
    return (
        texts
        | {name: getattr(story, name) for name in COPIED_FIELDS}
        | {
            "area": story.area,
            "told_by": told_by[:120],
            "told_by_is": told_by_is[:120],
            "told_on": story.told_on or timezone.localdate(at),
            "shown_from": story.held_until,
            "grew_from": grew_from(story),
            "roots": {name: chosen[name] for name in ROOTS},
            "evidence": as_cleared(story, called),
            "lasting": _lasting(story),
            "lifeline": _lifeline(story, called),
            "sortings": _sortings(story, called),
        }
    )


# What is said again of a copy where somebody may be called otherwise by now.
SAID_AGAIN = (
    *COPIED_TEXTS,
    "told_by",
    "told_by_is",
    "evidence",
    "films",
    "readings",
    "lifeline",
    "sortings",
)


def say_again(copy: Publication, story: ChangeStory, called: CalledNames) -> None:
    """Call everybody in the words of a copy as they may be called now. It begins from the copy's
    own words: a name that was left out of them stays out; that is for whoever publishes.
    """
    for name in COPIED_TEXTS:
        setattr(copy, name, called.field(copy, name))
    _rename_tellers(copy, story, called)
    copy.evidence = [_proof_again(entry, called) for entry in copy.evidence]
    copy.films = [_said_again(film, FILM_TEXTS, called.text) for film in copy.films]
    copy.readings = [_said_again(row, ("because",), called.later) for row in copy.readings]
    copy.sortings = [_said_again(row, ("because",), called.later) for row in copy.sortings]
    copy.lifeline = [_said_again(row, ("words",), called.later) for row in copy.lifeline]


def _rename_tellers(copy: Publication, story: ChangeStory, called: CalledNames) -> None:
    """Where none had a name, none gets one."""
    told_by, told_by_is = byline_of_copy(story, called.text)
    if copy.told_by:
        copy.told_by = told_by[:120]
    if copy.told_by or told_by_is or not told_by:
        copy.told_by_is = told_by_is[:120]


def _said_again(entry: dict, texts: Iterable[str], said: Callable[[str], str]) -> dict:
    return entry | {name: said(entry[name]) for name in texts if entry.get(name)}


def _proof_again(entry: dict, called: CalledNames) -> dict:
    again = _said_again(entry, ("words", "who", "source", "unit"), called.text)
    if called.text(again.get("url", "")) != again.get("url", ""):
        del again["url"]
    return again


def copy_choices(copy: Publication, chosen: dict[str, list[int]], *, new: bool) -> None:
    """The framework's words that were chosen for it, by their ids. A new copy has none yet."""
    for name in COPIED_CHOICES:
        if chosen[name] or not new:
            getattr(copy, name).set(chosen[name])


def whole_permissions(words: Facts, media: list[Facts]) -> list[list]:
    """For evaluators, who see no name: [use, whether all who can be recognised said yes to that
    for everybody]. Where nobody said who that is, they did not.
    """
    return [
        [Use.WORDS.value, _all_yes(words)],
        [Use.MEDIA.value, all(_all_yes(facts) for facts in media)],
    ]


def _all_yes(facts: Facts) -> bool:
    if facts.list_confirmed is not True or facts.unknown_people != 0:
        return False
    seen = [person for person in facts.people or () if person.identifiable is not False]
    return all(person.allowed == "public" and person.age == Age.ADULT for person in seen)


def _lasting(story: ChangeStory) -> str:
    """The newest answer to whether it is still true; empty where nobody was asked."""
    return story.followups.latest().values_list("answer", flat=True).first() or ""


def _lifeline(story: ChangeStory, called: CalledNames) -> list[dict]:
    return [moment | {"words": called.later(moment["words"])} for moment in as_data(story)]


def copy_lifeline(story: ChangeStory) -> None:
    """Bring the life line of the copy up to date, and whether it is still true."""
    copy = Publication.objects.filter(story=story).first()
    if copy is not None:
        copy.lifeline = _lifeline(story, CalledNames(story))
        copy.lasting = _lasting(story)
        copy.save(update_fields=["lifeline", "lasting"])


def _sortings(story: ChangeStory, called: CalledNames) -> list[dict]:
    return [
        {
            "on": sorting.on.isoformat(),
            "latest": sorting.latest,
            "chosen": sorting.chosen,
            "because": called.later(sorting.because),
        }
        for sorting in story.sortings.all()
    ]


def copy_sortings(story: ChangeStory) -> None:
    """Bring the evaluators' views of the copy up to date, without their names."""
    copy = Publication.objects.filter(story=story).first()
    if copy is not None:
        copy.sortings = _sortings(story, CalledNames(story))
        copy.save(update_fields=["sortings"])


def copy_readings(story: ChangeStory) -> None:
    """Bring the readings of the copy up to date: the latest of each party, unnamed."""
    copy = Publication.objects.filter(story=story).first()
    if copy is not None:
        copy_readings_to(copy, story, CalledNames(story))
        keep_card(copy)


def copy_readings_to(copy: Publication, story: ChangeStory, called: CalledNames) -> None:
    latest = list(
        story.readings.latest().select_related("outcome").order_by("outcome__order", "party")
    )
    if not latest and not copy.readings:
        return
    copy.readings = [
        {
            "outcome": reading.outcome.slug,
            "party": reading.party,
            "answer": reading.answer,
            "because": called.later(reading.because),
            "on": reading.on.isoformat(),
        }
        for reading in latest
    ]
    copy.save(update_fields=["readings"])
    copy.said_yes.set(
        reading.outcome
        for reading in latest
        if reading.party == Reading.Party.TELLER and reading.answer == Reading.Answer.YES
    )
    copy.answers.all().delete()
    PublishedReading.objects.bulk_create(
        PublishedReading(
            publication=copy,
            outcome=reading.outcome,
            party=reading.party,
            answer=reading.answer,
        )
        for reading in latest
    )


def grew_from(story: ChangeStory) -> dict:
    """The public roots of a story, as stored in its copy: activities that have a cleared copy, and
    priorities of endorsed plans.
    """
    copies = (
        Publication.objects.activities().filter(activity__stories=story).order_by("told_on", "pk")
    )
    endorsed = story.priorities.filter(plan__state__in=PlanQuerySet.ENDORSED).select_related("plan")
    return {
        "activities": [
            {"id": copy.activity_id, "title": copy.title, "on": copy.told_on.isoformat()}
            for copy in copies
        ],
        "priorities": [
            {
                "words": priority.own_words,
                "plan": priority.plan.title,
                "number": priority.plan.number,
            }
            for priority in endorsed
        ],
    }
