"""Whose names a reader sees, and what somebody may be called."""

from collections.abc import Callable, Iterable

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from areas.access import areas_where, grants
from bigstory.accounts.roles import May
from bigstory.core.db.choices import NETWORK_UP
from bigstory.core.text.sides import isolated
from outcomes.models import Appearance, ChangeStory, PermissionEvent, Person
from outcomes.stories.models.story import byline_of

CalledBy = PermissionEvent.CalledBy


def sees_names(user, story: ChangeStory) -> bool:
    """Whether this reader sees names in a story.

    Its own area, its Rep and LTO, and Local Trust do; another area's people where the story was
    shared with every area.
    """
    if areas_where(user, May.READ_NAMES).includes(story.area_id):
        return True
    shared = story.state == ChangeStory.State.PUBLISHED and story.audience in NETWORK_UP
    return shared and bool(grants(user).area_ids())


def byline(name: str, what_they_are: str, *, names: bool = True) -> str:
    """Who tells or says something, for a reader: “Maureen, 74, resident”.

    For whoever sees no names, only what they are.
    """
    return byline_of(name if names else "", what_they_are)


def teller(user, story: ChangeStory) -> str:
    """The byline this reader may see; empty where there is none."""
    return byline(isolated(story.told_by), story.told_by_is, names=sees_names(user, story))


def allowed_name(person: Person, story: ChangeStory) -> str:
    """The name under which somebody may stand in what goes beyond their area, as they said last;
    empty where it may be none. One statement.
    """
    return allowed_names([person], story)[person.pk]


def allowed_names(people: Iterable[Person], story: ChangeStory) -> dict[int, str]:
    """The same for several people of one story, by id. One statement."""
    return {pk: allowed for pk, (allowed, _others) in names_said(people, story).items()}


def names_said(
    people: Iterable[Person], story: ChangeStory
) -> dict[int, tuple[str, frozenset[str]]]:
    """By id: the name under which somebody may stand, and the other names by which they were ever
    called in stories. One statement.
    """
    people = list(people)
    answers: dict[int, list[PermissionEvent]] = {person.pk: [] for person in people}
    about = PermissionEvent.objects.about(story).filter(person__in=people)
    for event in about.exclude(called_by=""):
        answers[event.person_id].append(event)
    return {
        person.pk: (
            _allowed(person, next(iter(answers[person.pk]), None)),
            frozenset({person.known_as, *(event.called for event in answers[person.pk])} - {""}),
        )
        for person in people
    }


def _allowed(person: Person, last: PermissionEvent | None) -> str:
    if last is None:
        return person.known_as
    names = {CalledBy.NAME: person.name, CalledBy.ANOTHER: last.called}
    return names.get(CalledBy(last.called_by), "")


def called_in_words(person: Person, name: str) -> str:
    """What sentences may call somebody: by the name they allowed, else as what they are.

    Of a longer description only what is before its comma: “resident, 74” is a resident.
    """
    called = name or person.what_they_are
    return called.partition(",")[0].strip() or str(_("somebody"))


def byline_of_copy(
    story: ChangeStory, said: Callable[[str], str] = lambda words: words
) -> tuple[str, str]:
    """Who tells it, for a copy: its tellers as each may be called, and what they are, in words as
    they may be `said`.

    Nobody on the list tells it: then only what the teller is, and no name. Several stand together
    as one name.
    """
    tellers = Person.objects.filter(
        appearances__story=story, appearances__how=Appearance.How.TELLER, appearances__media=None
    )
    tellers = list(tellers.order_by("appearances__pk"))
    names = allowed_names(tellers, story) if tellers else {}
    if not tellers:
        return "", said(story.told_by_is)
    if len(tellers) == 1:
        return names[tellers[0].pk], said(tellers[0].what_they_are)
    called = [byline_of(names[person.pk], said(person.what_they_are)) for person in tellers]
    return get_text_list([name for name in called if name], _("and")), ""
