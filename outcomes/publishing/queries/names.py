"""Whose names a reader sees. Evaluators see none: of a teller they learn what they are, not who."""

from areas.access import areas_where, grants
from bigstory.accounts.roles import May
from bigstory.core.db.choices import NETWORK_UP
from outcomes.models import ChangeStory


def sees_names(user, story: ChangeStory) -> bool:
    """Own area, its Rep and LTO, Local Trust; and another area's people, of what was shared with
    every area.
    """
    if areas_where(user, May.READ_NAMES).includes(story.area_id):
        return True
    shared = story.state == ChangeStory.State.PUBLISHED and story.audience in NETWORK_UP
    return shared and bool(grants(user).area_ids())


def without_name(told_by: str) -> str:
    """What somebody is, without who: "Maureen, 74, resident" becomes "resident".

    No comma: nothing but a name.
    """
    _name, comma, rest = told_by.rpartition(",")
    if comma:
        return rest.strip()
    return told_by if told_by.lower().startswith(("the ", "a ", "an ")) else ""


def teller(user, story: ChangeStory) -> str:
    """The byline this reader may see; empty where there is none."""
    return story.told_by if sees_names(user, story) else without_name(story.told_by)
