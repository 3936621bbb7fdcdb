"""What somebody allows today: computed from everything they ever said, never kept.

Each person who speaks has the last word on what they said: the person, and each who answers for a
child. The newest word of each counts, of this story or of all stories. `outcomes.reads.cleared`
says the same in SQL.
"""

from collections import defaultdict
from datetime import date

from outcomes.gate import Age, Child, Said, Somebody
from outcomes.models import Appearance, ChangeStory, PermissionEvent, Person, Use

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
