"""A story is taken back, and taken up again."""

from django.db import transaction

from outcomes.models import ChangeStory
from outcomes.publishing.actions.area_counts import recount
from outcomes.publishing.actions.publications import take_down
from outcomes.stories.models.moves import TAKE_UP, WITHDRAW, can_take_up, move


@transaction.atomic
def withdraw(story: ChangeStory, *, by) -> ChangeStory:
    """Take a story back. What visitors could read of it is gone in the same transaction."""
    withdrawn = move(WITHDRAW, story, by=by)
    take_down(story=withdrawn, by=by)
    recount(withdrawn.area)
    return withdrawn


@transaction.atomic
def take_up(story: ChangeStory, *, by) -> ChangeStory:
    """Go on telling a story that was taken back; one from which somebody has to be cut is taken
    back first.
    """
    current = ChangeStory.objects.lock(story)
    if current.state != ChangeStory.State.WITHDRAWN and can_take_up(current, by):
        current = withdraw(current, by=by)
    return move(TAKE_UP, current, by=by)
