"""How far an action has got, in one press by somebody who writes the plan."""

from django.db import transaction

from areas.access import require
from bigstory.accounts.roles import May
from bigstory.core import audit
from partnerships.models import Action, Plan
from partnerships.moves import ON_ITS_WAY


class ChangedMeanwhile(Exception):
    """Somebody else said something else a moment ago. `action` is as it is now."""

    def __init__(self, action: Action):
        super().__init__(f"Action {action.pk} is {action.state} by now.")
        self.action = action


class NotUnderWay(Exception):
    """Only the actions of an endorsed plan are marked like this; in a draft they are part of what
    is written.
    """


@transaction.atomic
def mark(action: Action, *, by, state: str, was: str | None = None) -> Action:
    """Say how far an action has got. `was` is the state the presser saw; pressed twice, it is
    written once.

    The same action in a plan on its way is marked too: what is done is done, whichever plan says
    so. Raises ChangedMeanwhile, NotUnderWay, PermissionDenied, and ValueError for a state there is
    not.
    """
    wanted = Action.State(state)
    current = (
        Action.objects.select_for_update(of=("self",))
        .select_related("priority__plan__area")
        .get(pk=action.pk)
    )
    plan = current.priority.plan
    require(by, May.EDIT_PLAN, plan.area)
    if plan.state != Plan.State.ENDORSED:
        raise NotUnderWay
    if current.state == wanted:
        return current
    if was and current.state != was:
        raise ChangedMeanwhile(current)
    later = Action.objects.filter(thread=current.thread, priority__plan__area=plan.area_id)
    for copy in [
        current,
        *later.filter(priority__plan__state__in=ON_ITS_WAY).exclude(pk=current.pk),
    ]:
        before = copy.state
        copy.state = wanted
        copy.save(update_fields=["state"])
        audit.record("action.marked", copy, by=by, area=plan.area.slug, was=before, now=str(wanted))
    return current
