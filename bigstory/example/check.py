"""Checks the example record: each name it refers to exists, no rule of the product is broken."""

from collections.abc import Iterable
from datetime import date

from areas.models import Area
from bigstory.core.db.choices import Audience, Picture
from bigstory.example.files import Record, name_of
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
)
from partnerships.models import Action, Activity, Plan, Seat

LAST_DAY = date(2026, 11, 22)  # the example's yesterday
SETTINGS = ("urban", "rural", "seaside")
TERMS = {
    "levels": ChangeLevel,
    "kinds": ChangeKind,
    "makers": Maker,
    "drivers": Driver,
    "barriers": Barrier,
}
# What a record says of the people in a story; `story_people` makes people and permissions of it.
PEOPLE = ("nobody", "agreed", "not_yet", "child")
# For each part of a record, the keys whose value is one of a list.
CHOICES = {
    "seats": {"kind": Seat.Kind},
    "plans": {"state": Plan.State},
    "actions": {"state": Action.State},
    "activities": {"led_by": Activity.LedBy, "counted": Activity.Counted, "audience": Audience},
    "stories": {
        "kind": ChangeStory.Kind,
        "state": ChangeStory.State,
        "audience": Audience,
        "people": PEOPLE,
        "picture": Picture,
    },
    "readings": {"party": Reading.Party, "answer": Reading.Answer},
    "reviews": {"verdict": StoryReview.Verdict},
}
LONGEST = {
    "seats": {"name": 80, "role": 80},
    "ltos": {"name": 160},
    "plans": {"title": 160},
    "priorities": {"words": 200},
    "actions": {"title": 160, "lead": 120},
    "activities": {"title": 120, "logged_by": 80},
    "stories": {"title": 160, "told_by": 120, "told_by_is": 120, "in_short": 200, "for_whom": 200},
}
ANSWERED = {
    "accepted": "accepted",
    "published": "published",
    "returned": "returned",
    "not_used": "not_used",
}


def check(records: list[Record]) -> list[str]:
    """Every problem in every file, each a sentence with file and entry."""
    known = {
        name: set(model.objects.in_use().values_list("slug", flat=True))
        for name, model in TERMS.items()
    }
    known["outcome"] = set(Outcome.objects.in_use().values_list("slug", flat=True))
    areas = set(Area.objects.values_list("slug", flat=True))
    seen = {}
    for record in records:
        if record.problems:
            continue
        if record.slug not in areas:
            record.say("the top", f"there is no area {record.slug!r}.")
        if record.slug in seen:
            record.say("the top", f"the area {record.slug!r} is in {seen[record.slug]} already.")
        seen[record.slug] = record.file
        _check_top(record)
        for part, entry in entries_of(record):
            _check_entry(record, part, entry)
        _check_log(record)
        _check_stories(record, known)
    return [problem for record in records for problem in record.problems]


def entries_of(record: Record) -> Iterable[tuple[str, dict]]:
    """Every entry of a record with the name of its part, inner ones too."""
    for part in ("seats", "ltos", "plans", "activities", "stories"):
        for entry in record.part(part):
            yield part, entry
            for inner in ("readings", "reviews"):
                yield from ((inner, child) for child in entry.get(inner, []))
            if part == "plans":
                for priority in entry.get("priorities", []):
                    yield "priorities", priority
                    yield from (("actions", action) for action in priority.get("actions", []))


def _check_top(record: Record) -> None:
    _one_of(record, "the top", "settings", record.data.get("settings", []), SETTINGS)
    _one_of(record, "the top", "picture", [record.data.get("picture") or "fen"], Picture.values)
    if len(record.data.get("local_name", "")) > 120:
        record.say("the top", "local_name has more than 120 letters.")


def _one_of(record: Record, where: str, key: str, values: list, known: Iterable) -> None:
    for value in values:
        if value not in known:
            record.say(where, f"{key} {value!r} is not known.")


def _check_entry(record: Record, part: str, entry: dict) -> None:
    where = name_of(part, entry)
    for key, choices in CHOICES.get(part, {}).items():
        if entry.get(key):
            _one_of(record, where, key, [entry[key]], getattr(choices, "values", choices))
    for key, longest in LONGEST.get(part, {}).items():
        if len(entry.get(key, "")) > longest:
            record.say(where, f"{key} has {len(entry[key])} letters; at most {longest} fit.")
    for first, second in (
        ("starts", "ends"),
        ("joined", "left"),
        ("on", "until"),
        ("changed_from", "changed_until"),
    ):
        if first in entry and second in entry and entry[second] < entry[first]:
            record.say(where, f"{second} {entry[second]} is before {first} {entry[first]}.")
    for key in ("on", "until", "told_on", "joined", "left"):
        if entry.get(key, LAST_DAY) > LAST_DAY:
            record.say(where, f"{key} {entry[key]} is after the example's last day, {LAST_DAY}.")


def _check_log(record: Record) -> None:
    seats = {seat["name"] for seat in record.part("seats")}
    actions = {entry["title"] for part, entry in entries_of(record) if part == "actions"}
    _once(record, "activities", [entry["title"] for entry in record.part("activities")])
    _once(record, "plans", [entry["number"] for entry in record.part("plans")])
    for entry in record.part("activities"):
        where = name_of("activities", entry)
        if entry.get("action") and entry["action"] not in actions:
            record.say(where, f"there is no action {entry['action']!r} in its plans.")
        if seats and entry["logged_by"] not in seats:
            record.say(where, f"logged_by {entry['logged_by']!r} has no seat on the partnership.")
        if (entry["counted"] == "not_counted") == ("came" in entry):
            record.say(where, "came and counted do not go together.")


def _once(record: Record, part: str, names: list) -> None:
    for name in {name for name in names if names.count(name) > 1}:
        record.say(part, f"{name!r} is there {names.count(name)} times.")


def _check_stories(record: Record, known: dict[str, set]) -> None:
    logged = {entry["title"] for entry in record.part("activities")}
    chosen = {entry["words"] for part, entry in entries_of(record) if part == "priorities"}
    _once(record, "stories", [entry["title"] for entry in record.part("stories")])
    for story in record.part("stories"):
        where = name_of("stories", story)
        for key in TERMS:
            _one_of(record, where, key, story.get(key, []), known[key])
        _one_of(record, where, "activities", story.get("activities", []), logged)
        _one_of(record, where, "priorities", story.get("priorities", []), chosen)
        _one_of(
            record,
            where,
            "outcome",
            [reading["outcome"] for reading in story.get("readings", [])],
            known["outcome"],
        )
        _check_review(record, where, story)


def _check_review(record: Record, where: str, story: dict) -> None:
    state = story["state"]
    if (state == "sent") != ("sent" in story):
        record.say(where, "what was sent and waits says how many days ago, and nothing else does.")
    audience = story["audience"]
    reviews = story.get("reviews", [])
    agreed = story["people"] in ("nobody", "agreed")
    if state == "published" and audience == "public" and not agreed:
        record.say(where, "it is public, but its people have not agreed.")
    if audience == "area" and (reviews or state not in ("draft", "published", "withdrawn")):
        record.say(
            where, "only the partnership reads it, so Local Trust cannot have read or answered it."
        )
    if (
        audience != "area"
        and state in ANSWERED
        and ANSWERED[state] not in [review["verdict"] for review in reviews]
    ):
        record.say(where, f"it is {state}, but no review says so.")
    if any(review["on"] < story["told_on"] for review in reviews):
        record.say(where, "a review is dated before the story was told.")
