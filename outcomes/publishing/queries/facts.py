"""The facts the gate looks at, gathered from the record.

What somebody allows on a day is computed from all their permission events and never stored. Each
party who speaks for a person (the person, and each who answers for a child) is counted with their
newest event, of this story or of all stories. `outcomes.publishing.queries.gate_sql` is the same
rule in SQL.

Functions take `at`, the day they are about; today where it is left out.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.db.models import Exists

from bigstory.core.db.choices import Audience
from bigstory.core.db.dated import today
from outcomes.models import (
    Appearance,
    ChangeStory,
    ElsewhereFilm,
    Hold,
    PermissionEvent,
    Person,
    StoryReview,
    Use,
)
from outcomes.publishing.models.gate import (
    Age,
    Child,
    Facts,
    PermissionAnswer,
    PersonFacts,
    Reason,
    why_not,
)
from partnerships.models import MediaItem

By = PermissionEvent.By
# Of several answers the first of these counts.
LEAST_ALLOWING = (
    PermissionAnswer.NO,
    PermissionAnswer.RAN_OUT,
    PermissionAnswer.OLD_WORDS,
    PermissionAnswer.YES,
)
ACCEPTED = (ChangeStory.State.ACCEPTED, ChangeStory.State.PUBLISHED)
APPROVALS = (StoryReview.Verdict.ACCEPTED, StoryReview.Verdict.PUBLISHED)


def latest_events(story: ChangeStory, use: Use) -> dict[int, list[PermissionEvent]]:
    """By person id: the newest event of each party who speaks for them, for one use of a story.

    What the calendar wrote (`expire_permissions`) is left out. One statement.
    """
    events = PermissionEvent.objects.about(story).filter(use=use).exclude(given_by=By.SYSTEM)
    newest: dict[tuple, PermissionEvent] = {}
    for event in (
        events.filter(person__appearances__story=story).distinct().select_related("wording")
    ):
        newest.setdefault((event.person_id, event.given_by, event.guardian_id), event)
    by_person = defaultdict(list)
    for event in newest.values():
        by_person[event.person_id].append(event)
    return by_person


def age_on(person: Person, at: date) -> Age:
    """Their age group on a day: grown up from the first day of the month they turn 18."""
    if person.age != Person.Age.ADULT and person.turns_18 is not None and person.turns_18 <= at:
        return Age.ADULT
    return Age(person.age)


def person_facts(appearance: Appearance, events: list[PermissionEvent], at: date) -> PersonFacts:
    """One person in an item as the gate sees them, from their newest events for one use."""
    age = age_on(appearance.person, at)
    own = [event for event in events if event.given_by == By.SELF]
    if age == Age.ADULT:
        return PersonFacts(appearance.identifiable, age, said=_combined_answer(own, at))
    guardians = [event for event in events if event.given_by == By.GUARDIAN]
    return PersonFacts(
        appearance.identifiable,
        age,
        said=_combined_answer(guardians, at),
        child=_child_answer(own, guardians),
    )


def _combined_answer(events: list[PermissionEvent], at: date) -> PermissionAnswer:
    """The answer of several parties: the one that allows least."""
    answers = {_answer_of(event, at) for event in events}
    return next(
        (answer for answer in LEAST_ALLOWING if answer in answers), PermissionAnswer.NOTHING
    )


def _answer_of(event: PermissionEvent, at: date) -> PermissionAnswer:
    if event.verb not in PermissionEvent.YES:
        return PermissionAnswer.NO
    if event.expires_on is None or event.expires_on <= at:
        return PermissionAnswer.RAN_OUT
    if event.wording is None or event.wording.use != event.use:
        return PermissionAnswer.OLD_WORDS
    return PermissionAnswer.YES


def _child_answer(own: list[PermissionEvent], guardians: list[PermissionEvent]) -> Child:
    """The child's answer, their own or written down with a guardian's. Any no wins."""
    answers = {event.child_agreed for event in guardians}
    answers |= {Child.YES if event.verb in PermissionEvent.YES else Child.NO for event in own}
    return next(
        (answer for answer in (Child.NO, Child.YES, Child.TOO_YOUNG) if answer in answers),
        Child.NOT_ASKED,
    )


def runs_out(story: ChangeStory, use: Use, people: set[int]) -> date | None:
    """The first day on which a yes of one of these people (ids) for this use is over.

    None where nobody had to be asked.
    """
    events = latest_events(story, use)
    days = [
        event.expires_on
        for pk in people
        for event in events.get(pk, [])
        if event.verb in PermissionEvent.YES and event.expires_on
    ]
    return min(days, default=None)


def facts_of(story: ChangeStory, at: date | None = None) -> Facts:
    """The facts of a story's words: of all who tell it, whom it is about or who are named in it."""
    at = at or today()
    listed = [row for row in _appearances(story) if row.media_id is None]
    events = latest_events(story, Use.PUBLIC_WORDS) if listed else {}
    return Facts(
        **_story_facts(story, at),
        list_confirmed=_list_confirmed(story, listed),
        unknown_people=sum(row.unknown for row in listed),
        words_unchecked=story.words_unchecked,
        cleaned=True,
        people=_people_facts(listed, events, at),
    )


def facts_of_media(story: ChangeStory, item: MediaItem, at: date | None = None) -> Facts:
    """The facts of a photo, recording or film in a story.

    Where nobody wrote down who is in it, somebody is taken to be.
    """
    at = at or today()
    listed = [row for row in _appearances(story) if row.media_id == item.pk]
    cover = item.redactions.first()
    checked = cover is None or cover.checked_by_id is not None
    # Whoever checked the boxes, and did not draw them, recognised nobody: nobody who is listed is
    # seen in what is left.
    hidden = cover is not None and checked and cover.nobody_known
    seen = [] if hidden else [row for row in listed if row.identifiable]
    events = latest_events(story, Use.PUBLIC_MEDIA) if listed else {}
    free = hidden or (item.people in MediaItem.FREE_OF_PEOPLE and not seen)
    people = _people_facts(listed, events, at)
    return Facts(
        **_story_facts(story, at),
        list_confirmed=free or (item.people == MediaItem.People.KNOWABLE and bool(seen)),
        unknown_people=0 if hidden else sum(row.unknown for row in listed),
        words_unchecked=story.words_unchecked,
        cleaned=checked and not item.unready,
        people=tuple(replace(person, identifiable=False) for person in people)
        if hidden
        else people,
    )


def facts_of_film(story: ChangeStory, film: ElsewhereFilm, at: date | None = None) -> Facts:
    """The facts of a film at YouTube or Vimeo.

    Nobody is in it, or anybody of the story's list may be: then all of them have to say yes.
    """
    at = at or today()
    listed = [row for row in _appearances(story) if row.media_id is None]
    free = film.people in MediaItem.FREE_OF_PEOPLE
    seen = film.people == MediaItem.People.KNOWABLE
    events = latest_events(story, Use.PUBLIC_MEDIA) if listed and not free else {}
    return Facts(
        **_story_facts(story, at),
        list_confirmed=free or (seen and bool(listed) and _list_confirmed(story, listed)),
        unknown_people=0 if free else sum(row.unknown for row in listed),
        words_unchecked=story.words_unchecked,
        cleaned=True,
        people=() if free else _people_facts(listed, events, at),
    )


def keeps_media_in(story: ChangeStory, item: MediaItem) -> list[Reason]:
    """Reasons of the item itself: those left once its story is accepted and meant for everybody."""
    facts = facts_of_media(story, item)
    return why_not(
        replace(facts, accepted=True, approved_by_another=True, for_everybody=True, held_back=False)
    )


def _story_facts(story: ChangeStory, at: date) -> dict:
    return {
        "accepted": story.state in ACCEPTED,
        "for_everybody": story.audience == Audience.PUBLIC,
        "held_back": story.held_until is not None and story.held_until > at,
        **_stop_and_approval(story),
    }


def _stop_and_approval(story: ChangeStory) -> dict:
    """Whether a story is stopped, and whether whoever approved it neither wrote nor sent it.

    An approval without a name is none. One statement.
    """
    approved = story.reviews.filter(verdict__in=APPROVALS, reviewer__isnull=False)
    approved = approved.exclude(reviewer=story.written_by_id) if story.written_by_id else approved
    senders = story.versions.filter(sent_by__isnull=False).values("sent_by")
    columns = {
        "approved_by_another": Exists(approved.exclude(reviewer__in=senders)),
        "on_hold": Exists(Hold.objects.over(story)),
    }
    return ChangeStory.objects.filter(pk=story.pk).values(**columns).first() or {}


def _appearances(story: ChangeStory) -> list[Appearance]:
    return list(story.appearances.select_related("person"))


def _list_confirmed(story: ChangeStory, listed: list) -> bool:
    """Whether somebody confirmed that the list is complete, or that nobody is on it."""
    if story.people_confirmed_at is None:
        return False
    if story.people == ChangeStory.People.NOBODY:
        return not any(row.identifiable for row in listed)
    return story.people == ChangeStory.People.LISTED and bool(listed)


def _people_facts(
    listed: Iterable[Appearance], events: dict[int, list[PermissionEvent]], at: date
) -> tuple[PersonFacts, ...]:
    named = (row for row in listed if row.person_id)
    return tuple(person_facts(row, events.get(row.person_id, []), at) for row in named)
