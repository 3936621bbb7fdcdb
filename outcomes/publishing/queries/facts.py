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

from bigstory.core.db.choices import Audience, HowFar, rung
from bigstory.core.db.dated import today
from outcomes.models import (
    Appearance,
    ChangeStory,
    ElsewhereFilm,
    Hold,
    PermissionEvent,
    Person,
    Redaction,
    StoryReview,
    Use,
)
from outcomes.publishing.models.gate import (
    Age,
    Child,
    Faces,
    Facts,
    PersonFacts,
    Reason,
    Stage,
    why_not,
)
from partnerships.models import MediaItem

By = PermissionEvent.By
State = ChangeStory.State
STAGES = {
    State.DRAFT: Stage.OPEN,
    State.RETURNED: Stage.OPEN,
    State.SENT: Stage.SENT,
    State.ACCEPTED: Stage.SENT,
    State.NOT_USED: Stage.SENT,
    State.PUBLISHED: Stage.PUBLISHED,
    State.WITHDRAWN: Stage.WITHDRAWN,
}
APPROVALS = (StoryReview.Verdict.ACCEPTED, StoryReview.Verdict.PUBLISHED)


def latest_events(story: ChangeStory, use: Use) -> dict[int, list[PermissionEvent]]:
    """By person id: the newest event of each party who speaks for them, for one use of a story.

    One statement.
    """
    events = PermissionEvent.objects.about(story).filter(use=use)
    listed = events.filter(person__appearances__story=story)
    return newest_by_person(listed.distinct().select_related("wording"))


def newest_by_person(events: Iterable[PermissionEvent]) -> dict[int, list[PermissionEvent]]:
    """The newest of each party, of events with the newest first.

    What the calendar wrote (`expire_permissions`) is left out.
    """
    newest: dict[tuple, PermissionEvent] = {}
    for event in events:
        if event.given_by != By.SYSTEM:
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
    """One person in an item as the gate sees them, from their newest events for one use.

    A limit of anybody counts; a yes is that of a grown-up, or of everybody who answers for a child.
    Of somebody who has died everything is as on the day we learned it, and their family may narrow
    it.
    """
    died_on = appearance.person.died_on
    at = min(at, died_on) if died_on else at
    age = age_on(appearance.person, at)
    own = [event for event in events if event.given_by == By.SELF]
    guardians = [event for event in events if event.given_by == By.GUARDIAN]
    speakers = own if age == Age.ADULT else guardians
    allowed = [how_far_in_force(event, at) for event in speakers]
    family = [event for event in guardians if died_on and event.on >= died_on]
    return PersonFacts(
        identifiable=appearance.identifiable,
        age=age,
        limit=_least(event.how_far for event in (own + family if age == Age.ADULT else events)),
        allowed=_least(allowed) or HowFar.NOWHERE,
        ran_out=any(_is_over(event, at) for event in speakers),
        child="" if age == Age.ADULT else _child_answer(own, guardians),
        private_matter=appearance.private_matter,
    )


def _least(answers: Iterable[str]) -> str:
    """The answer that allows least; empty where there is none."""
    return min(answers, key=rung, default="")


def how_far_in_force(event: PermissionEvent, at: date) -> str:
    """How far one answer allows something on a day, as far as its wording asked about that.

    *Nowhere* where its time is over, or where nobody knows in which words it was given.
    """
    wording = event.wording
    if _is_over(event, at) or wording is None or wording.use != event.use:
        return HowFar.NOWHERE
    return _least([event.how_far, wording.how_far or event.how_far])


def _is_over(event: PermissionEvent, at: date) -> bool:
    return event.expires_on is None or event.expires_on <= at


def _child_answer(own: list[PermissionEvent], guardians: list[PermissionEvent]) -> Child:
    """The child's answer, their own or written down with a guardian's. Any no wins.

    How far a child's own yes goes is a limit like any other.
    """
    answers = {event.child_agreed for event in guardians}
    answers |= {Child.NO if event.how_far in NO_YES else Child.YES for event in own}
    return next(
        (answer for answer in (Child.NO, Child.YES, Child.TOO_YOUNG) if answer in answers),
        Child.NOT_ASKED,
    )


# The answers by which nothing leaves the area.
NO_YES = (HowFar.NOWHERE, HowFar.AREA)


def facts_of(story: ChangeStory, at: date | None = None) -> Facts:
    """The facts of a story's words: of all who tell it, whom it is about or who are named in it."""
    at = at or today()
    listed = [row for row in _appearances(story) if row.media_id is None]
    events = latest_events(story, Use.WORDS) if listed else {}
    return Facts(
        **_story_facts(story, at),
        list_confirmed=_list_confirmed(story, listed),
        unknown_people=sum(row.unknown for row in listed),
        cleaned=True,
        cover_checked=True,
        faces=Faces.COVERED,
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
    hidden = _hides_everybody(cover)
    known = hidden or _known_who_is_in_it(item, listed)
    events = latest_events(story, Use.MEDIA) if listed else {}
    people = _people_facts(listed, events, at)
    return Facts(
        **_story_facts(story, at),
        list_confirmed=known,
        unknown_people=0,
        is_media=True,
        cleaned=not item.unready,
        cover_checked=checked,
        faces=Faces.COVERED if hidden else _faces(listed, known=known),
        people=tuple(replace(person, identifiable=False) for person in people)
        if hidden
        else people,
    )


def _hides_everybody(cover: Redaction | None) -> bool:
    """Whoever checked the boxes, and did not draw them, recognised nobody: nobody who is listed is
    seen in what is left.
    """
    return cover is not None and cover.checked_by_id is not None and cover.nobody_known


def _known_who_is_in_it(item: MediaItem, listed: list[Appearance]) -> bool:
    """Whether what somebody answered and the list agree; where they do not, nobody knows."""
    seen = any(row.identifiable for row in listed)
    if item.people in MediaItem.FREE_OF_PEOPLE:
        return not seen
    return item.people == MediaItem.People.KNOWABLE and seen


def _faces(listed: list[Appearance], *, known: bool) -> Faces:
    """Of those nobody could name; where nobody knows who is in it, they may be anybody."""
    unknown = [row for row in listed if row.unknown]
    if unknown:
        return Faces.GROWN_UP if all(row.grown_up for row in unknown) else Faces.OPEN
    return Faces.COVERED if known else Faces.OPEN


def facts_of_film(story: ChangeStory, film: ElsewhereFilm, at: date | None = None) -> Facts:
    """The facts of a film at YouTube or Vimeo.

    Nobody is in it, or anybody of the story's list may be: then all of them have to say yes.
    """
    at = at or today()
    listed = [row for row in _appearances(story) if row.media_id is None]
    free = film.people in MediaItem.FREE_OF_PEOPLE
    seen = film.people == MediaItem.People.KNOWABLE
    events = latest_events(story, Use.MEDIA) if listed and not free else {}
    known = free or (seen and bool(listed) and not any(row.unknown for row in listed))
    return Facts(
        **_story_facts(story, at),
        list_confirmed=free or (seen and bool(listed) and _list_confirmed(story, listed)),
        unknown_people=0,
        is_media=True,
        cleaned=True,
        cover_checked=True,
        faces=Faces.COVERED if known else Faces.OPEN,
        people=() if free else _people_facts(listed, events, at),
    )


def as_published(facts: Facts) -> Facts:
    """The same once Local Trust publishes it: for what still keeps it in then."""
    return replace(facts, stage=Stage.PUBLISHED, approved_by_another=True)


def keeps_media_in(story: ChangeStory, item: MediaItem) -> list[Reason]:
    """Reasons of the item itself: those left once its story is published for everybody."""
    facts = as_published(facts_of_media(story, item))
    return why_not(replace(facts, audience=Audience.PUBLIC, held_back=False), Audience.PUBLIC)


def _story_facts(story: ChangeStory, at: date) -> dict:
    return {
        "stage": STAGES[State(story.state)],
        "audience": story.audience,
        "held_back": story.held_until is not None and story.held_until > at,
        "words_unchecked": story.words_unchecked,
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
