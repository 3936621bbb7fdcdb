"""What somebody allows today: computed from everything they ever said, never kept.

Each person who speaks has the last word on what they said: the person, and each who answers for a
child. The newest word of each counts, of this story or of all stories.
`outcomes.publishing.queries.gate_sql` says the same in SQL.

What the gate asks, gathered from the record: the facts of a story's words, and of each thing
that goes with it.
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
from outcomes.publishing.models.gate import Age, Child, Facts, Reason, Said, Somebody, why_not
from partnerships.models import MediaItem

By = PermissionEvent.By
SaidOf = PermissionEvent


def said_of(story: ChangeStory, use: Use) -> dict[int, list[PermissionEvent]]:
    """For each person, the newest event of everybody who speaks for them about this use of this
    story.
    """
    events = PermissionEvent.objects.about(story).filter(use=use).exclude(given_by=By.SYSTEM)
    newest: dict[tuple, PermissionEvent] = {}
    for event in (
        events.filter(person__appearances__story=story).distinct().select_related("wording")
    ):
        newest.setdefault((event.person_id, event.given_by, event.guardian_id), event)
    found = defaultdict(list)
    for event in newest.values():
        found[event.person_id].append(event)
    return found


def age_on(person: Person, at: date) -> Age:
    if person.age != Person.Age.ADULT and person.turns_18 is not None and person.turns_18 <= at:
        return Age.ADULT
    return Age(person.age)


def somebody(appearance: Appearance, said: list[PermissionEvent], at: date) -> Somebody:
    """One person in an item, as the gate sees them."""
    age = age_on(appearance.person, at)
    own = [event for event in said if event.given_by == By.SELF]
    if age == Age.ADULT:
        return Somebody(appearance.identifiable, age, said=_all(own, at))
    guardians = [event for event in said if event.given_by == By.GUARDIAN]
    return Somebody(
        appearance.identifiable, age, said=_all(guardians, at), child=_child(own, guardians)
    )


def _all(events: list[PermissionEvent], at: date) -> Said:
    """What they say together: one no is a no, and a yes that no longer holds is none."""
    found = {_holds(event, at) for event in events}
    return next(
        (each for each in (Said.NO, Said.RAN_OUT, Said.OLD_WORDS, Said.YES) if each in found),
        Said.NOTHING,
    )


def _holds(event: PermissionEvent, at: date) -> Said:
    if event.verb not in PermissionEvent.YES:
        return Said.NO
    if event.expires_on is None or event.expires_on <= at:
        return Said.RAN_OUT
    if event.wording is None or event.wording.use != event.use:
        return Said.OLD_WORDS
    return Said.YES


def _child(own: list[PermissionEvent], guardians: list[PermissionEvent]) -> Child:
    """The child's own word, said by themselves or written down beside a guardian's. Any no wins."""
    words = {event.child_agreed for event in guardians}
    words |= {Child.YES if event.verb in PermissionEvent.YES else Child.NO for event in own}
    return next(
        (each for each in (Child.NO, Child.YES, Child.TOO_YOUNG) if each in words), Child.NOT_ASKED
    )


def runs_out(story: ChangeStory, use: Use, people: set[int]) -> date | None:
    """The first day on which a yes somebody gave for this use is over;

    None where nobody had to be asked.
    """
    said = said_of(story, use)
    days = [
        e.expires_on
        for pk in people
        for e in said.get(pk, [])
        if e.verb in PermissionEvent.YES and e.expires_on
    ]
    return min(days, default=None)


ACCEPTED = (ChangeStory.State.ACCEPTED, ChangeStory.State.PUBLISHED)
APPROVALS = (StoryReview.Verdict.ACCEPTED, StoryReview.Verdict.PUBLISHED)


def facts_of(story: ChangeStory, at: date | None = None) -> Facts:
    """Of the story's words: everybody who tells it, whom it is about or who is named in it."""
    at = at or today()
    listed = [each for each in _appearances(story) if each.media_id is None]
    said = said_of(story, Use.PUBLIC_WORDS) if listed else {}
    return Facts(
        **_of_the_story(story, at),
        list_confirmed=_confirmed(story, listed),
        unknown_people=sum(each.unknown for each in listed),
        words_unchecked=story.words_unchecked,
        cleaned=True,
        people=_people(listed, said, at),
    )


def facts_of_media(story: ChangeStory, item: MediaItem, at: date | None = None) -> Facts:
    """Of a photo, recording or film in a story.

    Nothing said of who is in it means that somebody is.
    """
    at = at or today()
    listed = [each for each in _appearances(story) if each.media_id == item.pk]
    cover = item.redactions.first()
    checked = cover is None or cover.checked_by_id is not None
    # Somebody who did not draw the boxes looked, and could make out nobody: what is left shows
    # nobody who is listed.
    hidden = cover is not None and checked and cover.nobody_known
    seen = [] if hidden else [each for each in listed if each.identifiable]
    said = said_of(story, Use.PUBLIC_MEDIA) if listed else {}
    free = hidden or (item.people in MediaItem.FREE_OF_PEOPLE and not seen)
    people = _people(listed, said, at)
    return Facts(
        **_of_the_story(story, at),
        list_confirmed=free or (item.people == MediaItem.People.KNOWABLE and bool(seen)),
        unknown_people=0 if hidden else sum(each.unknown for each in listed),
        words_unchecked=story.words_unchecked,
        cleaned=checked and not item.unready,
        people=tuple(replace(each, identifiable=False) for each in people) if hidden else people,
    )


def facts_of_film(story: ChangeStory, film: ElsewhereFilm, at: date | None = None) -> Facts:
    """Of a film elsewhere.

    Who is in it is nobody, or people of the story's list: then all of them are asked.
    """
    at = at or today()
    listed = [each for each in _appearances(story) if each.media_id is None]
    free = film.people in MediaItem.FREE_OF_PEOPLE
    seen = film.people == MediaItem.People.KNOWABLE
    said = said_of(story, Use.PUBLIC_MEDIA) if listed and not free else {}
    return Facts(
        **_of_the_story(story, at),
        list_confirmed=free or (seen and bool(listed) and _confirmed(story, listed)),
        unknown_people=0 if free else sum(each.unknown for each in listed),
        words_unchecked=story.words_unchecked,
        cleaned=True,
        people=() if free else _people(listed, said, at),
    )


def keeps_media_in(story: ChangeStory, item: MediaItem) -> list[Reason]:
    """What of the thing itself keeps it from everybody, as if its story were accepted and meant for
    them.
    """
    facts = facts_of_media(story, item)
    return why_not(
        replace(facts, accepted=True, approved_by_another=True, for_everybody=True, held_back=False)
    )


def _of_the_story(story: ChangeStory, at: date) -> dict:
    return {
        "accepted": story.state in ACCEPTED,
        "for_everybody": story.audience == Audience.PUBLIC,
        "held_back": story.held_until is not None and story.held_until > at,
        **_asked_of_the_record(story),
    }


def _asked_of_the_record(story: ChangeStory) -> dict:
    """In one statement: whether it is stopped, and whether whoever accepted it neither wrote nor
    sent it. An approval without a name is none.
    """
    approved = story.reviews.filter(verdict__in=APPROVALS, reviewer__isnull=False)
    approved = approved.exclude(reviewer=story.written_by_id) if story.written_by_id else approved
    senders = story.versions.filter(sent_by__isnull=False).values("sent_by")
    asked = {
        "approved_by_another": Exists(approved.exclude(reviewer__in=senders)),
        "on_hold": Exists(Hold.objects.over(story)),
    }
    return ChangeStory.objects.filter(pk=story.pk).values(**asked).first() or {}


def _appearances(story: ChangeStory) -> list:
    return list(story.appearances.select_related("person"))


def _confirmed(story: ChangeStory, listed: list) -> bool:
    """Somebody said the list is complete: that it is empty, or who is on it."""
    if story.people_confirmed_at is None:
        return False
    if story.people == ChangeStory.People.NOBODY:
        return not any(each.identifiable for each in listed)
    return story.people == ChangeStory.People.LISTED and bool(listed)


def _people(listed: Iterable, said: dict[int, list[SaidOf]], at: date) -> tuple[Somebody, ...]:
    named = (each for each in listed if each.person_id)
    return tuple(somebody(each, said.get(each.person_id, []), at) for each in named)
