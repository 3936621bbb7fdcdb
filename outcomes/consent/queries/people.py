"""Who is in a story, and what each of them allows today, use by use."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from bigstory.core.db.dated import today
from outcomes.models import Appearance, ChangeStory, PermissionEvent, PermissionWording, Person, Use
from outcomes.publishing.models.gate import SENTENCES, PermissionAnswer, Reason, why_not_with
from outcomes.publishing.queries.facts import person_facts

# How the list of people shows an answer: "over" has to be asked again, "nothing" was not asked.
ANSWERS = {
    PermissionAnswer.YES: "yes",
    PermissionAnswer.NO: "no",
    PermissionAnswer.RAN_OUT: "over",
    PermissionAnswer.OLD_WORDS: "over",
    PermissionAnswer.NOTHING: "nothing",
}


@dataclass
class UseToday:
    """What somebody allows today for one use: one of ANSWERS, and the day it is over."""

    use: str
    label: str
    answer: str
    until: date | None


@dataclass
class ListedPerson:
    """One person on the list of a story, with what they allow today."""

    person: Person
    appearances: list[Appearance] = field(default_factory=list)
    uses: list[UseToday] = field(default_factory=list)
    keeps_in: str = ""  # why they keep its words from everybody, as a sentence

    @property
    def identifiable(self) -> bool:
        return any(appearance.identifiable for appearance in self.appearances)


def people_of(story: ChangeStory, at: date | None = None) -> tuple[list[ListedPerson], int]:
    """The people on the list, in the order they were put on it; and how many nobody could name.

    Two statements, however many people and events there are.
    """
    at = at or today()
    listed: dict[int, ListedPerson] = {}
    unknown = 0
    for appearance in story.appearances.filter(media=None).select_related("person"):
        unknown += appearance.unknown
        if appearance.person_id:
            row = listed.setdefault(appearance.person_id, ListedPerson(appearance.person))
            row.appearances.append(appearance)
    events = _latest_events(story, listed)
    for pk, row in listed.items():
        _add_uses(row, events[pk], at)
    return list(listed.values()), unknown


def _latest_events(
    story: ChangeStory, people: Iterable[int]
) -> dict[int, dict[str, list[PermissionEvent]]]:
    """By person and use: as `outcomes.publishing.queries.facts.latest_events`, for every use."""
    latest: dict = defaultdict(lambda: defaultdict(list))
    seen: set[tuple] = set()
    events = PermissionEvent.objects.about(story).filter(person__in=list(people))
    for event in events.exclude(given_by=PermissionEvent.By.SYSTEM).select_related("wording"):
        key = (event.person_id, event.use, event.given_by, event.guardian_id)
        if key not in seen:
            seen.add(key)
            latest[event.person_id][event.use].append(event)
    return latest


def _add_uses(row: ListedPerson, events: dict[str, list[PermissionEvent]], at: date) -> None:
    appearance = next((item for item in row.appearances if item.identifiable), row.appearances[0])
    for use in Use:
        facts = person_facts(appearance, events[use], at)
        days = [
            event.expires_on
            for event in events[use]
            if event.verb in PermissionEvent.YES and event.expires_on
        ]
        answer = ANSWERS[facts.said]
        until = min(days, default=None) if answer != "nothing" else None
        row.uses.append(UseToday(use.value, use.label, answer, until))
        if use == Use.PUBLIC_WORDS and (reason := why_not_with(facts)):
            row.keeps_in = str(SENTENCES[Reason(reason)])


def history_of(story: ChangeStory, person: Person) -> list[PermissionEvent]:
    """All their permission events of this story or of all stories, newest first."""
    events = PermissionEvent.objects.about(story).filter(person=person)
    return list(events.select_related("wording", "guardian"))


def current_wordings(language: str = "en") -> dict[str, PermissionWording]:
    """By use: the wording people are shown today."""
    wordings: dict[str, PermissionWording] = {}
    in_use = PermissionWording.objects.filter(language=language, from_date__lte=today())
    for wording in in_use.order_by("-version"):
        wordings.setdefault(wording.use, wording)
    return wordings


def wording_on(use: str, on: date, language: str = "en") -> PermissionWording | None:
    """The wording people were shown on a day: the newest that was in use by then."""
    in_use = PermissionWording.objects.filter(use=use, language=language, from_date__lte=on)
    return in_use.order_by("-version").first()


def stories_of(person: Person) -> QuerySet[ChangeStory]:
    """Every story somebody is in or tells, in the order in which stories are locked."""
    listed = person.appearances.order_by().values("story")
    return ChangeStory.objects.filter(Q(teller=person) | Q(pk__in=listed)).order_by("pk")
