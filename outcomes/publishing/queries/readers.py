"""Who reads a story today, for every page that says so."""

from enum import StrEnum

from areas.programme.queries import audience_label
from bigstory.core.db.choices import PROGRAMME_UP
from bigstory.core.db.dated import today
from outcomes.models import ChangeStory, Publication
from outcomes.stories.models.querysets import StoryQuerySet


class ReadBy(StrEnum):
    """Who that is, by what keeps others out. The words: outcomes/stories/read_by.html."""

    TELLERS = "tellers"  # it was taken back
    STOP = "stop"  # those who deal with a stop: they tell it, or lift the stop
    TELLERS_AND_STOP = "tellers_and_stop"  # of what was not sent nobody else has a right to read
    CUT = "cut"  # somebody in it wants to be taken out
    AREA = "area"
    CIRCLE = "circle"  # see `readers_now`


def read_by(story: ChangeStory, *, stopped: bool) -> ReadBy:
    """Who reads a story of the record today. Whoever asks knows whether a stop stands over it."""
    if story.state == ChangeStory.State.WITHDRAWN:
        return ReadBy.TELLERS
    if stopped:
        return ReadBy.STOP if _is_with_local_trust(story) else ReadBy.TELLERS_AND_STOP
    if story.to_be_cut:
        return ReadBy.CUT
    return ReadBy.CIRCLE if readers_now(story) else ReadBy.AREA


def readers_now(story: ChangeStory) -> str:
    """Who beyond its own area reads a story of the record today; empty where nobody does."""
    copy = getattr(story, "publication", None)
    return readers_of_copy(copy) if copy else ""


def readers_of_copy(copy: Publication) -> str:
    """Who reads a story today, beyond its own area: the label of its circle; empty: nobody."""
    return audience_label(copy.circle_today) if copy.circle_today else ""


def waits_for_its_day(story: ChangeStory) -> bool:
    """Whether its own area keeps it to itself until a day that has not come."""
    return story.held_until is not None and story.held_until > today()


def _is_with_local_trust(story: ChangeStory) -> bool:
    sent = story.state in StoryQuerySet.SENT and story.audience in PROGRAMME_UP
    return sent and not waits_for_its_day(story)
