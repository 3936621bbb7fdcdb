"""What residents set out to do: the present plan, and the ones before it."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from areas.access import can
from areas.models import Area
from bigstory.accounts.roles import May
from bigstory.core.models import today
from partnerships.models import Action, Activity, Plan
from partnerships.views.frame import of_area


@login_not_required
@require_safe
def plan_now(request: HttpRequest, slug: str) -> HttpResponse:
    """The plan that holds today; where none does, the list of the others and what a plan is for."""
    area = get_object_or_404(Area.objects.visible_to(request.user), slug=slug)
    plans = _plans(request, area)
    return _page(request, area, plans, _present(plans))


@login_not_required
@require_safe
def plan(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    area = get_object_or_404(Area.objects.visible_to(request.user), slug=slug)
    plans = _plans(request, area)
    wanted = next((one for one in plans if one.number == number), None)
    if wanted is None:
        raise Http404
    return _page(request, area, plans, wanted, by_number=True)


def _plans(request: HttpRequest, area: Area) -> list[Plan]:
    return list(Plan.objects.visible_to(request.user).filter(area=area).order_by("-number"))


def _present(plans: list[Plan]) -> Plan | None:
    return next((one for one in plans if one.state == Plan.State.ENDORSED and one.is_active()), None)


def _page(
    request: HttpRequest, area: Area, plans: list[Plan], shown: Plan | None, *, by_number: bool = False
) -> HttpResponse:
    priorities = _priorities(request, shown) if shown else []
    actions = [action for priority in priorities for action in priority.shown_actions]
    context = {
        **of_area(request, area, "plan"),
        "plan": shown,
        "by_number": by_number,
        "present": _present(plans),
        "others": [one for one in plans if one != shown],
        "priorities": priorities,
        "planned": sum(action.cost for action in actions if action.state != Action.State.DROPPED),
        "names": can(request.user, May.READ_NAMES, area),
        "today": today(),
    }
    return render(request, "partnerships/plan.html", context)


def _priorities(request: HttpRequest, shown: Plan) -> list:
    """The plan's priorities with their actions, each knowing what was logged under it that this reader may see."""
    logged = Activity.objects.visible_to(request.user).filter(action__priority__plan=shown)
    counts = {row["action"]: row for row in logged.order_by().values("action").annotate(n=Count("pk"), last=Max("on"))}
    priorities = list(shown.priorities.prefetch_related("actions"))
    for priority in priorities:
        priority.shown_actions = list(priority.actions.all())
        for action in priority.shown_actions:
            action.logged = counts.get(action.pk, {"n": 0, "last": None})
        kept = [action for action in priority.shown_actions if action.state != Action.State.DROPPED]
        priority.planned = sum(action.cost for action in kept)
    return priorities
