"""What residents set out to do: the present plan, and the ones before it.

One press: how far an action has got.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from areas.access import can, require
from areas.models import Area
from areas.places.views import of_area
from bigstory.accounts.roles import May
from bigstory.core.db.dated import today
from partnerships.models import Action, Plan
from partnerships.plan.actions.sending import ChangedMeanwhile, NotUnderWay, mark
from partnerships.plan.models.moves import ON_ITS_WAY, SEND, TAKE_BACK, can_move
from partnerships.plan.queries.progress import with_progress
from partnerships.plan.queries.sent import last_reply, reads_letters


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
    found = list(Plan.objects.visible_to(request.user).filter(area=area).order_by("-number"))
    for one in found:
        one.area = area
    return found


def _present(plans: list[Plan]) -> Plan | None:
    return next(
        (one for one in plans if one.state == Plan.State.ENDORSED and one.is_active()), None
    )


def _page(
    request: HttpRequest,
    area: Area,
    plans: list[Plan],
    shown: Plan | None,
    *,
    by_number: bool = False,
) -> HttpResponse:
    priorities = with_progress(request.user, shown, today()) if shown else []
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
        "may_begin": not plans and can(request.user, May.EDIT_PLAN, area),
        "to_carry_on": None if shown else _to_carry_on(request, area, plans),
        **(_standing(request, area, plans, shown) if shown else {}),
    }
    return render(request, "partnerships/plan/plan.html", context)


def _to_carry_on(request: HttpRequest, area: Area, plans: list[Plan]) -> Plan | None:
    """The plan somebody here is writing, where none holds yet."""
    if not can(request.user, May.EDIT_PLAN, area):
        return None
    return next(
        (one for one in plans if one.state in (Plan.State.DRAFT, Plan.State.RETURNED)), None
    )


def _standing(request: HttpRequest, area: Area, plans: list[Plan], shown: Plan) -> dict:
    """Where a plan stands between an area and Local Trust, and what this reader may do about it."""
    if not can(request.user, May.READ_PLAN, area):
        return {}
    writes = can(request.user, May.EDIT_PLAN, area)
    return {
        "reads_versions": True,
        "writes": writes,
        "marks": writes and shown.state == Plan.State.ENDORSED,
        "may_send": can_move(SEND, shown, request.user),
        "may_take_back": can_move(TAKE_BACK, shown, request.user),
        "may_follow": writes and shown.state == Plan.State.ENDORSED,
        "on_its_way": next(
            (one for one in plans if one.state in ON_ITS_WAY and one != shown), None
        ),
        "answered": last_reply(shown) if reads_letters(request.user, area) else None,
        "newest": shown.versions.defer("words").order_by("-number").first(),
        "ways_on": Action.State.choices,
    }


@require_POST
def action_state(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    seen = Plan.objects.visible_to(request.user)
    actions = Action.objects.filter(priority__plan__in=seen).select_related("priority__plan__area")
    action = get_object_or_404(actions, priority__plan__area__slug=slug, pk=pk)
    plan = action.priority.plan
    require(request.user, May.EDIT_PLAN, plan.area)
    try:
        marked = mark(
            action,
            by=request.user,
            state=request.POST.get("state", ""),
            was=request.POST.get("was"),
        )
    except ValueError:
        messages.warning(request, _("Choose one of the words under the action."))
    except NotUnderWay:
        messages.warning(request, _("Only a plan that is endorsed is marked like this."))
    except ChangedMeanwhile as now:
        say = _(
            "Somebody marked “%(title)s” a moment ago: %(state)s. Press again if you "
            "still want to change it."
        )
        messages.warning(
            request, say % {"title": now.action.title, "state": now.action.get_state_display()}
        )
    else:
        said = {"title": marked.title, "state": marked.get_state_display()}
        messages.success(request, _("“%(title)s”: %(state)s.") % said)
    return redirect(f"{plan.get_absolute_url()}#action-{action.pk}")
