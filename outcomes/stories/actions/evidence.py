"""What supports a story is added, changed and taken away while the story is being told."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from bigstory.core.db import audit
from bigstory.core.files.refused import Refused
from bigstory.kit.marks import Mark
from bigstory.kit.two_editors import save_merged
from outcomes.models import ChangeStory, Evidence
from outcomes.publishing.actions.wording import count_undecided
from outcomes.stories.actions.telling import Closed
from outcomes.stories.models.moves import OPEN_STATES, tells

# How many things may stand beside one story.
MOST = 20


@transaction.atomic
def add_evidence(story: ChangeStory, *, by, kind: str, values: dict) -> Evidence:
    """Set something beside a story.

    Raises Closed once it is sent, and Refused where there is very much already.
    """
    current = open_story(story, by=by)
    if current.evidence.count() >= MOST:
        raise Refused(
            [
                _("There are %(n)s things beside this story already. Take one away first.")
                % {"n": MOST}
            ]
        )
    last = current.evidence.aggregate(last=Max("order"))["last"] or 0
    item = Evidence.objects.create(story=current, kind=kind, order=last + 1, added_by=by, **values)
    _record(current, "evidence.added", item, by=by)
    return item


@transaction.atomic
def change_evidence(item: Evidence, *, by, seen: Mark, values: dict) -> Evidence:
    """Put one thing right.

    Raises Closed once the story is sent, Evidence.DoesNotExist when it was taken away, and Conflict
    where somebody else changed the same words.
    """
    story = open_story(item.story, by=by)
    if save_merged(item, seen=seen, values=values, together=[("number", "unit")]):
        _record(story, "evidence.changed", item, by=by)
    return item


@transaction.atomic
def take_evidence_away(item: Evidence, *, by) -> None:
    """It is gone at once. What was sent before keeps its own words.

    Taken away twice is taken away.
    """
    story = open_story(item.story, by=by)
    if current := Evidence.objects.filter(pk=item.pk).first():
        _record(story, "evidence.taken_away", current, by=by)
        current.delete()
        count_undecided(story)


def open_story(story: ChangeStory, *, by) -> ChangeStory:
    """The story with its row locked, for somebody who tells it.

    Raises PermissionDenied, or Closed once it is sent.
    """
    current = ChangeStory.objects.lock(story)
    if not tells(by, current):
        raise PermissionDenied
    if current.state not in OPEN_STATES:
        raise Closed(current)
    return current


def touched(story: ChangeStory) -> None:
    """Whoever looked the story over before this looks once more before it is sent."""
    story.save_if_unchanged(seen=story.version, fields=["changed_at"])
    count_undecided(story)


def _record(story: ChangeStory, verb: str, item: Evidence, *, by) -> None:
    audit.record(verb, item, by=by, area=story.area.slug, story=story.pk, kind=item.kind)
    touched(story)
