"""Stores the people of the example's stories and what they allowed: in a record, one word each.

Whoever tells a story that everybody reads said yes, and said so again this year: a permission lasts
two years at most.
"""

from datetime import timedelta

from bigstory.core.db.choices import HowFar
from bigstory.core.db.dated import today
from bigstory.example.store import moment, store
from outcomes.consent.actions.permissions import record_event
from outcomes.models import (
    Appearance,
    ChangeStory,
    Guardian,
    PermissionEvent,
    PermissionWording,
    Person,
    TextDecision,
    Use,
)
from outcomes.publishing.actions.wording import count_undecided
from outcomes.publishing.queries.wording.whole import mildest_answers

AGES = {"agreed": Person.Age.ADULT, "child": Person.Age.TEEN}
SINCE_ASKED = timedelta(days=60)
LASTS = timedelta(days=700)


def store_story_people(entries: list[tuple[ChangeStory, dict]], trust) -> None:
    """Who is in each story; the yes of those who gave it; and that somebody looked at its words."""
    tellers = [(story, entry["people"]) for story, entry in entries if entry["people"] in AGES]
    people = store(
        Person(
            area=story.area,
            name=_name(story),
            what_they_are=_what_they_are(story),
            age=AGES[answer],
            added_by=story.written_by,
        )
        for story, answer in tellers
    )
    store(
        Appearance(story=story, person=person, how="teller", added_by=story.written_by)
        for (story, _answer), person in zip(tellers, people, strict=True)
    )
    pairs = list(zip(tellers, people, strict=True))
    _store_permissions([(story, person) for (story, answer), person in pairs if answer == "agreed"])
    _store_of_guardians([(story, person) for (story, answer), person in pairs if answer == "child"])
    _confirm(entries)
    for story, _entry in entries:
        store(
            TextDecision(
                story=story,
                found=found,
                digest=digest,
                answer=answer,
                decided_by=trust,
            )
            for (found, digest), answer in mildest_answers(story).items()
        )
        count_undecided(story)


def _name(story: ChangeStory) -> str:
    return story.told_by or story.told_by_is


def _what_they_are(story: ChangeStory) -> str:
    return story.told_by_is if story.told_by else ""


def _confirm(entries: list[tuple[ChangeStory, dict]]) -> None:
    for story, entry in entries:
        if entry["people"] != "not_yet":
            story.people_confirmed_at = moment(story.told_on, 19, 30)
            story.people_confirmed_by = story.written_by
    changed = ["people_confirmed_at", "people_confirmed_by"]
    ChangeStory.objects.bulk_update([story for story, _entry in entries], changed)


def _store_of_guardians(children: list[tuple[ChangeStory, Person]]) -> None:
    """Their mother lets it go to the programme, and so do they; no further."""
    for story, person in children:
        mother = Guardian.objects.create(person=person, what_they_are="mother")
        record_event(
            person=person,
            story=story,
            use=Use.WORDS,
            how_far=HowFar.PROGRAMME,
            by=story.written_by,
            given_by=PermissionEvent.By.GUARDIAN,
            guardian=mother,
            child_agreed=PermissionEvent.Child.YES,
            called_by=PermissionEvent.CalledBy.WHAT_THEY_ARE,
            method=PermissionEvent.Method.PAPER,
        )


def _store_permissions(tellers: list[tuple[ChangeStory, Person]]) -> None:
    wordings = {
        wording.use: wording
        for wording in PermissionWording.objects.filter(how_far="", language="en")
    }
    day = today() - SINCE_ASKED
    store(
        PermissionEvent(
            person=person,
            story=story,
            use=use,
            how_far=HowFar.PUBLIC,
            called_by=PermissionEvent.CalledBy.NAME,
            wording=wordings.get(use),
            method=PermissionEvent.Method.PAPER,
            taken_by=story.written_by,
            taken_by_name=story.written_by_name,
            on=day,
            expires_on=day + LASTS,
        )
        for story, person in tellers
        for use in (Use.WORDS,)
    )
