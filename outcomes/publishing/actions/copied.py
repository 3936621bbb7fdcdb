"""What a cleared copy holds of a story: which fields, under which names, in which words."""

from datetime import datetime

from django.utils import timezone

from outcomes.consent.models.permissions import Use
from outcomes.models import ChangeStory, Publication, PublishedReading, Reading
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
ROOTS = ("activities", "priorities", "decisions")


def copied_values(story: ChangeStory, at: datetime) -> dict:
    """The fields of a copy that are taken from the story, with each listed person called as they
    may be.
    """
    called = CalledNames(story)
    told_by, told_by_is = byline_of_copy(story)
    texts = {name: called.field(story, name) for name in COPIED_TEXTS}
    return (
        texts
        | {name: getattr(story, name) for name in COPIED_FIELDS}
        | {
            "area": story.area,
            "told_by": told_by[:120],
            "told_by_is": called.text(told_by_is, most=120),
            "told_on": story.told_on or timezone.localdate(at),
            "shown_from": story.held_until,
            "grew_from": grew_from(story),
            "roots": {name: _ids(getattr(story, name).all()) for name in ROOTS},
            "evidence": as_cleared(story, called),
            "lasting": story.followups.latest().values_list("answer", flat=True).first() or "",
            "lifeline": [_said_again(row, "words", called) for row in as_data(story)],
            "sortings": _sortings(story, called),
        }
    )


def rename_tellers(copy: Publication, story: ChangeStory) -> None:
    """Call its tellers in a copy as they may be called now. Where none had a name, none gets one:
    that is for whoever publishes. (In its texts such a name is looked over, and closes the gate.)
    """
    if copy.told_by:
        told_by, told_by_is = byline_of_copy(story)
        copy.told_by = told_by[:120]
        copy.told_by_is = CalledNames(story).text(told_by_is, most=120)


def _ids(rows) -> list[int]:
    return sorted(rows.order_by().values_list("pk", flat=True))


def copy_choices(copy: Publication, story: ChangeStory) -> None:
    """The framework's words that were chosen for it."""
    for name in COPIED_CHOICES:
        getattr(copy, name).set(getattr(story, name).all())


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


def _said_again(row: dict, name: str, called: CalledNames) -> dict:
    """The same row with one of its texts as it may be copied."""
    return row | {name: called.text(row[name])}


def _sortings(story: ChangeStory, called: CalledNames) -> list[dict]:
    return [
        {
            "on": sorting.on.isoformat(),
            "latest": sorting.latest,
            "chosen": sorting.chosen,
            "because": called.text(sorting.because),
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
        copy_readings_to(copy, story)


def copy_readings_to(copy: Publication, story: ChangeStory) -> None:
    latest = list(
        story.readings.latest().select_related("outcome").order_by("outcome__order", "party")
    )
    called = CalledNames(story)
    copy.readings = [
        {
            "outcome": reading.outcome.slug,
            "party": reading.party,
            "answer": reading.answer,
            "because": called.text(reading.because),
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
