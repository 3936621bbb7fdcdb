"""The photos of a story: joined, described anew, taken away.

What visitors see of them follows at once.
"""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from bigstory.core import audit
from outcomes.actions.evidence import open_story, touched
from outcomes.actions.publications import settle
from outcomes.models import ChangeStory, StoryMedia
from outcomes.moves import tells
from partnerships.actions.photos import Line, say, take_away
from partnerships.models import MediaItem


@transaction.atomic
def save_story_photos(story: ChangeStory, *, by, lines: Iterable[Line]) -> bool:
    """Save what a form says of a story's photos. True where anything changed.

    Raises Closed once the story is sent, and ChangedMeanwhile, with nothing saved, where somebody
    else changed the words of the same photo.
    """
    current = open_story(story, by=by)
    lines = list(lines)
    kept = [line for line in lines if not line.gone]
    added = _join(current, by, [line for line in kept if not line.item.has_a_place])
    changed = sum(say(line) for line in kept if line.item.has_a_place and line.changed)
    gone = [line.item for line in lines if line.gone]
    for item in gone:
        take_away(item)
    if not (added or changed or gone):
        return False
    counts = {"added": added, "changed": changed, "taken_away": len(gone)}
    audit.record("changestory.photos", current, by=by, area=current.area.slug, **counts)
    touched(current)
    settle(current, by=by)
    return True


@transaction.atomic
def remove_photo(story: ChangeStory, *, name, by) -> bool:
    """Take one photo away, whatever became of the story since. False: it was gone already."""
    current = ChangeStory.objects.lock(story)
    if not tells(by, current):
        raise PermissionDenied
    item = MediaItem.objects.filter(in_story__story=current, name=name).first()
    if item is None:
        return False
    take_away(item)
    audit.record(
        "changestory.photos",
        current,
        by=by,
        area=current.area.slug,
        added=0,
        changed=0,
        taken_away=1,
    )
    settle(current, by=by)
    return True


def _join(story: ChangeStory, by, lines: list[Line]) -> int:
    """A photo that another sending of the form took with it is not taken again."""
    last = story.media.aggregate(last=Max("order"))["last"] or 0
    waiting = MediaItem.objects.waiting().filter(area=story.area, added_by=by)
    joined = 0
    for order, line in enumerate(lines, last + 1):
        if waiting.filter(pk=line.item.pk).update(for_story=True, order=order, **line.words):
            StoryMedia.objects.create(story=story, media=line.item, order=order)
            joined += 1
    return joined
