"""An evaluator's own words of the framework for a story.

Another view later is another row; the teller's stay.
"""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model

from areas.access import where
from bigstory.accounts.roles import May
from bigstory.core import audit
from outcomes.actions.readings import READ_STATES
from outcomes.models import ChangeStory, Sorting
from outcomes.reads.choices import CHOSEN


def may_sort(user, story: ChangeStory) -> bool:
    """Evaluators, once there is something that was sent."""
    return story.state in READ_STATES and where(user, May.CODE).includes(story.area_id)


@transaction.atomic
def sort(
    story: ChangeStory, *, by, values: dict[str, Iterable[Model]], because: str = ""
) -> Sorting | None:
    """Set this evaluator's view beside the teller's. Said again unchanged, nothing is added.

    None: nothing chosen.
    """
    current = ChangeStory.objects.lock(story)
    if not may_sort(by, current):
        raise PermissionDenied
    chosen = {name: [[each.pk, each.name] for each in values.get(name, ())] for name in CHOSEN}
    earlier = current.sortings.latest().filter(reader=by)
    last = earlier.first()
    if last is not None and (last.chosen, last.because) == (chosen, because):
        return last
    if last is None and not because and not any(chosen.values()):
        return None
    earlier.update(latest=False)
    made = Sorting.objects.create(story=current, reader=by, chosen=chosen, because=because)
    audit.record("changestory.sorted", current, by=by, area=current.area.slug)
    return made
