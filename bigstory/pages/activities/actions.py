"""Changes to an activity that reach over several apps: the record and its public copy."""

from django.db import transaction

from outcomes.publishing.actions.activities import take_down_activity
from partnerships.log.actions import activities
from partnerships.log.actions.photos import Line, save_photos
from partnerships.models import Activity


def change_activity(*, activity: Activity, by, seen: int, values: dict) -> bool:
    """Save a changed activity and return whether it stopped being public by that.

    What visitors read was cleared word for word, so any change takes the cleared copy away until
    Local Trust has looked again. Raises Conflict if somebody saved since version `seen`.
    """
    with transaction.atomic():
        if not activities.change_activity(activity=activity, by=by, seen=seen, values=values):
            return False
        # After the save, which holds the row: a copy made at this moment waits for us, or is taken
        # down here.
        return take_down_activity(by=by, activity=activity)


def change_photos(*, activity: Activity, by, lines: list[Line]) -> bool:
    """Save changes to an activity's photos and return whether it stopped being public by that.

    A photo that was added or is described anew was cleared by nobody, so the cleared copy goes. One
    that is only taken away leaves the copy as it is, without it. Raises ChangedMeanwhile.
    """
    with transaction.atomic():
        return save_photos(activity=activity, by=by, lines=lines) and take_down_activity(
            by=by, activity=activity
        )
