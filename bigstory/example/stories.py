"""Stores the stories of the example: readings, versions as sent, and Local Trust's replies."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db.models import prefetch_related_objects

from areas.models import Area
from bigstory.example.evidence import store_evidence
from bigstory.example.files import Record
from bigstory.example.media import store_media
from bigstory.example.people import cast_of
from bigstory.example.store import connect, moment, store
from bigstory.example.story_people import store_story_people
from bigstory.example.when import day_of
from outcomes.models import (
    Barrier,
    ChangeKind,
    ChangeLevel,
    ChangeStory,
    Driver,
    Maker,
    Outcome,
    Reading,
    StoryReview,
    StoryVersion,
)
from outcomes.stories.queries.words import words_as_sent
from partnerships.models import Activity, Priority

TERMS = {
    "levels": ChangeLevel,
    "kinds": ChangeKind,
    "makers": Maker,
    "drivers": Driver,
    "barriers": Barrier,
}
INNER = (*TERMS, "activities", "priorities", "readings", "reviews", "sent")
READERS = {
    Reading.Party.LOCAL_TRUST: "trust@example.org",
    Reading.Party.EVALUATOR: "evaluator@example.org",
}
# Whoever agreed, and a child, is on the list of people; see story_people.
PEOPLE = {"nobody": ChangeStory.People.NOBODY, "not_yet": ChangeStory.People.NOT_YET}
# Stories, each with its entry in the file.
Entries = list[tuple[ChangeStory, dict]]


def store_stories(
    placed: list[tuple[Record, Area]], people: dict, say: Callable[[str], None]
) -> list[ChangeStory]:
    """All stories with all that hangs on them, except publications; see load.py."""
    say("Stories.")
    in_files = [(area, entry) for record, area in placed for entry in record.part("stories")]
    rows = store(
        (_story(area, entry, cast_of(area.slug, people)) for area, entry in in_files),
        created_at=lambda story: moment(story.told_on, 19),
        changed_at=lambda story: (
            story.published_at or story.sent_at or moment(story.told_on, 19, 20)
        ),
    )
    entries = [(story, entry) for story, (_area, entry) in zip(rows, in_files, strict=True)]
    _connect_terms(entries)
    _connect_roots(entries)
    store_evidence(rows)
    store_media(rows, people)
    _store_readings(entries, people)
    _store_reviews(entries, people, _store_versions(entries))
    say("The people of stories, and what they agreed to.")
    store_story_people(entries, people["trust@example.org"])
    return rows


def _story(area: Area, entry: dict, cast: dict) -> ChangeStory:
    first_name = entry.get("told_by", "")
    values = {
        name: value.strip() if isinstance(value, str) else value for name, value in entry.items()
    }
    return ChangeStory(
        area=area,
        written_by=cast.get(first_name),
        written_by_name=first_name if first_name in cast else "",
        sent_at=_sent_at(entry),
        published_at=_published_at(entry),
        people=PEOPLE.get(entry["people"], ChangeStory.People.LISTED),
        **{name: value for name, value in values.items() if name not in (*INNER, "people")},
    )


def _sent_at(entry: dict) -> datetime | None:
    """The evening it was told, if it ever went to Local Trust; what waits there was sent lately."""
    if "sent" in entry:
        return moment(max(day_of(entry["sent"]), entry["told_on"]), 19, 40)
    went = entry["state"] in ("sent", "returned", "published", "not_used") or entry.get("reviews")
    return moment(entry["told_on"], 19, 40) if went and entry["audience"] != "area" else None


def _published_at(entry: dict) -> datetime | None:
    """When Local Trust shared it; what only the partnership reads it shares with itself at once."""
    if entry["state"] != "published":
        return None
    days = [review["on"] for review in entry.get("reviews", []) if review["verdict"] == "published"]
    return moment(max(days), 11, 30) if days else moment(entry["told_on"], 19, 40)


def _connect_terms(entries: Entries) -> None:
    for name, model in TERMS.items():
        known = {term.slug: term for term in model.objects.all()}
        connect(
            getattr(ChangeStory, name),
            [(story, known[slug]) for story, e in entries for slug in _distinct(e.get(name, []))],
        )


def _connect_roots(entries: Entries) -> None:
    areas = {story.area_id for story, _entry in entries}
    activities = {(a.area_id, a.title): a for a in Activity.objects.filter(area__in=areas)}
    chosen = (
        Priority.objects.filter(plan__area__in=areas)
        .select_related("plan")
        .order_by("plan__number")
    )
    priorities = {(priority.plan.area_id, priority.own_words): priority for priority in chosen}
    for name, known in (("activities", activities), ("priorities", priorities)):
        pairs = [
            (s, known[s.area_id, words])
            for s, entry in entries
            for words in _distinct(entry.get(name, []))
        ]
        connect(getattr(ChangeStory, name), pairs)


def _distinct(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _store_readings(entries: Entries, people: dict) -> None:
    outcomes = {outcome.slug: outcome for outcome in Outcome.objects.all()}
    rows = []
    latest = {}
    for story, entry in entries:
        for reading in sorted(entry.get("readings", []), key=lambda reading: reading["on"]):
            party = reading["party"]
            row = Reading(
                story=story,
                outcome=outcomes[reading["outcome"]],
                reader=people.get(READERS.get(party))
                or (story.written_by if party == "teller" else None),
                latest=False,
                **{name: value for name, value in reading.items() if name != "outcome"},
            )
            rows.append(row)
            latest[story.pk, reading["outcome"], party] = row
    for row in latest.values():
        row.latest = True
    store(rows)


def _store_versions(entries: Entries) -> dict[int, StoryVersion]:
    """The words as sent, for every story that went to Local Trust or to the partnership."""
    sent = [story for story, _entry in entries if story.sent_at or story.published_at]
    # What each is about is read at once, not story by story.
    prefetch_related_objects(sent, *TERMS)
    rows = store(
        (
            StoryVersion(story=s, number=1, words=words_as_sent(s), sent_by=s.written_by)
            for s in sent
        ),
        at=lambda version: version.story.sent_at or version.story.published_at,
    )
    return {row.story_id: row for row in rows}


def _store_reviews(entries: Entries, people: dict, versions: dict[int, StoryVersion]) -> None:
    trust = people["trust@example.org"]
    store(
        StoryReview(
            story=story,
            version=versions.get(story.pk),
            reviewer=trust,
            reviewer_name=trust.name,
            verdict=review["verdict"],
            words=review["words"].strip(),
            at=moment(review["on"], 11, 30),
        )
        for story, entry in entries
        for review in entry.get("reviews", [])
    )
