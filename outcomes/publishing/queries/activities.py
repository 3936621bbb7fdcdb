"""What was logged for everybody, in the words in which everybody reads it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from outcomes.models import TextDecision
from outcomes.publishing.queries.wording.called import CalledNames
from outcomes.publishing.queries.wording.logged import PHOTO_WORDS, photos_to_show
from outcomes.publishing.queries.wording.people import Names, known_names
from partnerships.models import Activity, MediaItem


@dataclass(frozen=True)
class Cleared:
    """The words of an activity and its photos, each photo with what is written of it, without what
    somebody decided to cut.
    """

    activity: Activity
    title: str
    what_happened: str
    photos: list[MediaItem]


def cleared(activity: Activity, called: CalledNames) -> Cleared:
    photos = photos_to_show(activity)
    for photo in photos:
        for name in PHOTO_WORDS:
            setattr(photo, name, called.field(photo, name))
    return Cleared(
        activity,
        title=called.field(activity, "title"),
        what_happened=called.text(activity.what_happened),
        photos=photos,
    )


def all_cleared(activities: Iterable[Activity]) -> list[Cleared]:
    """The same for several, in three statements. Where nothing is cut, names need not be known."""
    activities = list(activities)
    prefetch_related_objects(activities, "media", "text_decisions")
    cut = [activity for activity in activities if _is_cut(activity)]
    known = known_names({activity.area_id for activity in cut}) if cut else {}
    return [
        cleared(activity, CalledNames(activity, Names(known.get(activity.area_id, frozenset()))))
        for activity in activities
    ]


def _is_cut(activity: Activity) -> bool:
    decisions = activity.text_decisions.all()
    return any(row.answer == TextDecision.Answer.CUT for row in decisions)
