"""Who is in a story, and what each of them allows today, use by use."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from bigstory.core.db.choices import HowFar, rung
from bigstory.core.db.dated import today
from bigstory.kit.two_editors import words_of
from outcomes.models import Appearance, ChangeStory, PermissionEvent, PermissionWording, Person, Use
from outcomes.publishing.models.gate import SENTENCES, Reason, why_not_with
from outcomes.publishing.queries.facts import NO_YES, person_facts

# What is held on somebody, and how they are in one story: the parts of the page about them.
PERSON_FIELDS = ("name", "what_they_are", "age", "turns_18", "contact", "told", "told_how")
HERE = ("how", "identifiable", "private_matter")
# Of these both people must have written the same, or be asked.
TOGETHER = [("age", "turns_18"), ("told", "told_how")]


def parts_of(person: Person, appearance: Appearance) -> dict:
    """What is held on somebody, and how they are in a story, by the name of the part."""
    return words_of(person, [*PERSON_FIELDS, "died_on"]) | words_of(appearance, HERE)


@dataclass
class UseToday:
    """How far somebody lets one use go today: a rung, or empty where nobody asked them.

    `over`: their yes has run out, and they have to be asked again.
    """

    use: str
    label: str
    how_far: str
    until: date | None
    over: bool

    @property
    def how_far_label(self) -> str:
        return str(HowFar(self.how_far).label) if self.how_far else ""


@dataclass
class ListedPerson:
    """One person on the list of a story, with what they allow today."""

    person: Person
    appearances: list[Appearance] = field(default_factory=list)
    uses: list[UseToday] = field(default_factory=list)
    keeps_in: str = ""  # why they keep its words from those its area chose, as a sentence

    @property
    def identifiable(self) -> bool:
        return any(appearance.identifiable for appearance in self.appearances)

    @property
    def asked(self) -> bool:
        """Whether they were, or nobody can ask them any more."""
        return self.person.died_on is not None or any(use.how_far for use in self.uses)

    @property
    def tells(self) -> bool:
        return any(appearance.how == Appearance.How.TELLER for appearance in self.appearances)

    @property
    def to_be_told(self) -> bool:
        """Nobody has told them yet that they are in it. Whoever tells it knows."""
        told = self.tells or self.person.died_on is not None
        return not told and self.person.told == Person.Told.NOT_YET

    @property
    def to_be_cut(self) -> bool:
        """They want their part taken out of the words."""
        return any(use.use == Use.WORDS and use.how_far == HowFar.NOWHERE for use in self.uses)


def people_of(story: ChangeStory, at: date | None = None) -> tuple[list[ListedPerson], int]:
    """The people on the list, in the order they were put on it; and how many nobody could name.

    Three statements, however many people and events there are.
    """
    at = at or today()
    listed: dict[int, ListedPerson] = {}
    unknown = 0
    in_media: set[int | None] = set()
    for appearance in story.appearances.select_related("person"):
        if appearance.media_id:
            in_media.add(appearance.person_id)
            continue
        unknown += appearance.unknown
        if appearance.person_id:
            row = listed.setdefault(appearance.person_id, ListedPerson(appearance.person))
            row.appearances.append(appearance)
    events = _latest_events(story, listed)
    in_films = story.films.with_people().exists()
    for pk, row in listed.items():
        _add_uses(row, events[pk], story.audience, at)
        if (
            pk not in in_media and not in_films
        ):  # of pictures they are asked only where they are in one
            row.uses = [use for use in row.uses if use.use != Use.MEDIA or use.how_far]
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


def _add_uses(
    row: ListedPerson, events: dict[str, list[PermissionEvent]], audience: str, at: date
) -> None:
    appearance = next((item for item in row.appearances if item.identifiable), row.appearances[0])
    for use in Use:
        facts = person_facts(appearance, events[use], at)
        days = [event.expires_on for event in events[use] if event.expires_on]
        over = facts.ran_out and facts.limit not in NO_YES
        lasts = facts.limit in NO_YES or row.person.died_on is not None
        until = None if lasts else min(days, default=None)
        row.uses.append(UseToday(use.value, str(use.label), facts.limit, until, over))
        if use == Use.WORDS and (reason := why_not_with(facts, audience)):
            row.keeps_in = str(SENTENCES[Reason(reason)])


def history_of(story: ChangeStory, person: Person) -> list[PermissionEvent]:
    """All their permission events of this story or of all stories, newest first."""
    events = PermissionEvent.objects.about(story).filter(person=person)
    return list(events.select_related("wording", "guardian"))


def current_wordings(language: str = "en") -> dict[str, PermissionWording]:
    """By use: the wording people are shown today."""
    wordings = {use.value: wording_on(use, today(), language) for use in Use}
    return {use: wording for use, wording in wordings.items() if wording}


def wording_on(use: str, on: date, language: str = "en") -> PermissionWording | None:
    """The wording people were shown on a day: the newest that was in use by then.

    Before the ladder, that which asked about most.
    """
    in_use = PermissionWording.objects.filter(use=use, language=language, from_date__lte=on)
    whole = in_use.filter(how_far="").order_by("-version").first()
    return whole or max(in_use, key=lambda wording: rung(wording.how_far), default=None)


def stories_of(person: Person) -> QuerySet[ChangeStory]:
    """Every story somebody is in or tells, in the order in which stories are locked."""
    listed = person.appearances.order_by().values("story")
    return ChangeStory.objects.filter(pk__in=listed).order_by("pk")


def told_by_them(person: Person) -> QuerySet[ChangeStory]:
    """The stories somebody tells, alone or with others, in the order in which they are locked."""
    return told_by_any([person.pk])


def told_by_any(people: Iterable[int]) -> QuerySet[ChangeStory]:
    """The same for several people, by their ids."""
    teller = Appearance.How.TELLER
    told = Appearance.objects.filter(person__in=list(people), how=teller, media=None)
    return ChangeStory.objects.filter(pk__in=told.order_by().values("story")).order_by("pk")
