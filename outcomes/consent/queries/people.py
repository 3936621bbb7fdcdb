"""Who is in a story and what each said about each use, in one statement for all that was ever
said.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from bigstory.core.db.dated import today
from outcomes.models import Appearance, ChangeStory, PermissionEvent, PermissionWording, Person, Use
from outcomes.publishing.models.gate import SENTENCES, Reason, Said, why_not_with
from outcomes.publishing.queries.facts import somebody

WORDS = {
    Said.YES: "yes",
    Said.NO: "no",
    Said.RAN_OUT: "over",
    Said.OLD_WORDS: "over",
    Said.NOTHING: "nothing",
}


@dataclass
class UseNow:
    use: str
    label: str
    said: str
    until: date | None


@dataclass
class Listed:
    """One person on the list, with what they allow today."""

    person: Person
    appearances: list[Appearance] = field(default_factory=list)
    uses: list[UseNow] = field(default_factory=list)
    keeps_in: str = ""

    @property
    def identifiable(self) -> bool:
        return any(each.identifiable for each in self.appearances)


def people_of(story: ChangeStory, at: date | None = None) -> tuple[list[Listed], int]:
    """The people on the list, in the order they were put on it; and how many nobody could name."""
    at = at or today()
    listed: dict[int, Listed] = {}
    unknown = 0
    for each in story.appearances.filter(media=None).select_related("person"):
        unknown += each.unknown
        if each.person_id:
            listed.setdefault(each.person_id, Listed(each.person)).appearances.append(each)
    said = _newest(story, listed)
    for pk, one in listed.items():
        _fill(one, said[pk], at)
    return list(listed.values()), unknown


def history_of(story: ChangeStory, person: Person) -> list[PermissionEvent]:
    """All that was ever said of this story or of all stories, newest first."""
    events = PermissionEvent.objects.about(story).filter(person=person)
    return list(events.select_related("wording", "guardian"))


def wordings_now(language: str = "en") -> dict[str, PermissionWording]:
    """For each use the words people are shown today."""
    found: dict[str, PermissionWording] = {}
    for each in PermissionWording.objects.filter(
        language=language, from_date__lte=today()
    ).order_by("-version"):
        found.setdefault(each.use, each)
    return found


def _newest(story: ChangeStory, people) -> dict[int, dict[str, list[PermissionEvent]]]:
    """The same rule as `outcomes.publishing.queries.facts.said_of`, for every use at once."""
    found: dict = defaultdict(lambda: defaultdict(list))
    newest: set[tuple] = set()
    events = PermissionEvent.objects.about(story).filter(person__in=list(people))
    for event in events.exclude(given_by=PermissionEvent.By.SYSTEM).select_related("wording"):
        key = (event.person_id, event.use, event.given_by, event.guardian_id)
        if key not in newest:
            newest.add(key)
            found[event.person_id][event.use].append(event)
    return found


def _fill(one: Listed, said: dict[str, list[PermissionEvent]], at: date) -> None:
    seen = next((each for each in one.appearances if each.identifiable), one.appearances[0])
    for use in Use:
        facts = somebody(seen, said[use], at)
        until = [e.expires_on for e in said[use] if e.verb in PermissionEvent.YES and e.expires_on]
        state = WORDS[facts.said]
        one.uses.append(
            UseNow(
                use.value,
                use.label,
                state,
                min(until, default=None) if state != "nothing" else None,
            )
        )
        if use == Use.PUBLIC_WORDS and (reason := why_not_with(facts)):
            one.keeps_in = str(SENTENCES[Reason(reason)])


def wording_of(use: str, on: date, language: str = "en") -> PermissionWording | None:
    """The words people were shown on a day: the newest that were in use by then."""
    shown = PermissionWording.objects.filter(use=use, language=language, from_date__lte=on)
    return shown.order_by("-version").first()


def stories_of(person: Person):
    """Every story somebody is in or tells, in the one order in which they are locked."""
    listed = person.appearances.order_by().values("story")
    return ChangeStory.objects.filter(Q(teller=person) | Q(pk__in=listed)).order_by("pk")
