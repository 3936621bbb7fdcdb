"""Whose names a reader sees. An evaluator sees none: what a teller is, and not who."""

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from areas.access import areas_where, grants
from bigstory.accounts.roles import May
from bigstory.core.db.choices import NETWORK_UP
from outcomes.models import Appearance, ChangeStory, PermissionEvent, Person

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


def without_name(told_by: str) -> str:
    """What a teller is, without who: "Maureen, 74, resident" becomes "resident".

    Without a comma it is taken for a name, and nothing is left.
    """
    _name, comma, rest = told_by.rpartition(",")
    if comma:
        return rest.strip()
    return told_by if told_by.lower().startswith(("the ", "a ", "an ")) else ""


def allowed_name(person: Person, story: ChangeStory) -> str:
    """The name under which somebody may stand in what goes beyond their area, as they said last;
    empty where it may be none. One statement.
    """
    answers = PermissionEvent.objects.about(story).filter(person=person).exclude(called_by="")
    last = answers.first()
    if last is None:
        return person.known_as
    names = {CalledBy.NAME: person.name, CalledBy.ANOTHER: last.called}
    return names.get(CalledBy(last.called_by), "")


def byline(story: ChangeStory) -> str:
    """Who tells it, for a copy: its tellers as each may be called, else as what they are.

    Nobody on the list tells it: then only what the teller is, and no name.
    """
    tellers = Person.objects.filter(
        appearances__story=story, appearances__how=Appearance.How.TELLER, appearances__media=None
    )
    tellers = list(tellers.order_by("appearances__pk"))
    if not tellers:
        return without_name(story.told_by)
    called = [
        ", ".join(filter(None, (allowed_name(person, story), person.what_they_are)))
        for person in tellers
    ]
    return get_text_list([name for name in called if name], _("and"))


def teller(user, story: ChangeStory) -> str:
    """The byline this reader may see; empty where there is none."""
    return story.told_by if sees_names(user, story) else without_name(story.told_by)
