"""Whose names a reader sees. An evaluator sees none: what a teller is, and not who."""

from areas.access import areas_where, grants
from bigstory.accounts.roles import May
from bigstory.core.db.choices import NETWORK_UP
from outcomes.models import ChangeStory


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


def teller(user, story: ChangeStory) -> str:
    """The byline this reader may see; empty where there is none."""
    return story.told_by if sees_names(user, story) else without_name(story.told_by)
