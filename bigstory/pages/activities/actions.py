"""Saving an activity, which reaches over several apps: the record, what of its words has to be
looked at before everybody reads it, and its public copy.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from areas.models import Area
from bigstory.core.db.choices import Audience
from bigstory.kit.marks import Mark
from outcomes.publishing.actions.activities import take_down_activity
from outcomes.publishing.actions.wording import count_undecided
from partnerships.log.actions import activities, regular
from partnerships.log.actions.photos import Line, save_photos
from partnerships.models import Activity, Regular


@dataclass(frozen=True)
class Saved:
    """What was saved, how many of its words look like somebody's name, number or address and have
    to be decided about before everybody reads it, and whether it stopped being public by that.
    """

    activity: Activity
    to_look_at: int = 0
    taken_down: bool = False


def log_activity(*, area: Area, by, values: dict, lines: Iterable[Line]) -> Saved:
    """Log something that happened, with its photos. Call it in the transaction of its token."""
    activity = activities.log_activity(area=area, by=by, values=values)
    save_photos(activity=activity, by=by, lines=lines)
    return _logged(activity)


def log_meeting(*, regular_thing: Regular, on: date, by, values: dict) -> Saved:
    """Log that something regular met; as above. Raises IntegrityError where this day is logged."""
    return _logged(regular.log_meeting(regular=regular_thing, on=on, by=by, values=values))


def _logged(activity: Activity) -> Saved:
    """What is logged for fewer than everybody is not looked over, and costs nothing more."""
    public = activity.audience == Audience.PUBLIC
    return Saved(activity, to_look_at=count_undecided(activity) if public else 0)


@transaction.atomic
def change_activity(*, activity: Activity, by, seen: Mark, values: dict) -> Saved:
    """Save a changed activity.

    What visitors read was cleared word for word, so any change takes the cleared copy away until
    Local Trust has looked again, and new words are looked over before that. Raises Conflict
    where somebody else changed the same.
    """
    if not activities.change_activity(activity=activity, by=by, seen=seen, values=values):
        return Saved(activity)
    # After the save, which holds the row: a copy made at this moment waits for us, or is taken
    # down here.
    taken_down = take_down_activity(by=by, activity=activity)
    return Saved(activity, count_undecided(activity), taken_down)


@transaction.atomic
def change_photos(*, activity: Activity, by, lines: list[Line]) -> Saved:
    """Save changes to an activity's photos.

    A photo that was added or is described anew was cleared by nobody, so the cleared copy goes. One
    that is only taken away leaves the copy as it is, without it. Raises ChangedMeanwhile.
    """
    described = save_photos(activity=activity, by=by, lines=lines)
    taken_down = described and take_down_activity(by=by, activity=activity)
    return Saved(activity, count_undecided(activity), taken_down)
