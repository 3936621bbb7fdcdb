"""How far somebody may let a story go now."""

from datetime import date

from areas.access import areas_where
from bigstory.accounts.roles import May
from bigstory.core.db.choices import Audience, rung
from bigstory.core.db.dated import today
from outcomes.models import ChangeStory
from outcomes.publishing.models.gate import Facts, widest
from outcomes.publishing.queries.facts import facts_of
from outcomes.stories.models.moves import tells
from outcomes.stories.models.querysets import StoryQuerySet


def first_day(story: ChangeStory, at: date | None = None) -> date:
    """The first day on which anybody beyond its area reads it: a hard story may be kept until a
    day. Until then `Publication.shown_from` keeps it.
    """
    at = at or today()
    return max(at, story.held_until) if story.held_until else at


def facts_on_its_day(story: ChangeStory, at: date | None = None) -> Facts:
    """The facts of that day, or of a later one."""
    return facts_of(story, first_day(story, at))


def may_share_to(user, story: ChangeStory) -> str:
    """The circle to which this person may let a sent story go now, beyond where it is; empty where
    there is none: its area to the programme, Local Trust, once published, as far as the area chose
    and everybody in it allows.
    """
    if story.state not in StoryQuerySet.SENT or story.audience == Audience.AREA:
        return ""
    published = story.state == ChangeStory.State.PUBLISHED
    most = ""
    if tells(user, story):
        most = Audience.PROGRAMME.value
    elif published and areas_where(user, May.REVIEW_STORY).includes(story.area_id):
        most = story.audience
    copy = getattr(story, "publication", None) if most else None
    there = rung(copy.circle) if copy else rung(Audience.AREA)
    if not most or there >= rung(most):
        return ""
    circle = widest(facts_on_its_day(story), at_most=most)
    return circle if circle and rung(circle) > there else ""
