"""What residents set out to do: the present plan, the ones before it, and, in one press, how far an
action has got.
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
from bigstory.core.text.sides import with_names
from partnerships.models import Action, Plan, Priority
from partnerships.money.queries.priorities import spent_of_planned
from partnerships.plan.actions.costed import ActionMarked, NotUnderWay, mark_action
from partnerships.plan.models.moves import ON_ITS_WAY, OPEN_STATES, SEND, TAKE_BACK, can_move
from partnerships.plan.models.plan import PlanQuerySet
from partnerships.plan.queries.progress import planned_cost, with_progress
from partnerships.plan.queries.sent import last_reply, reads_letters


@login_not_required
@require_safe
def plan_now(request: HttpRequest, slug: str) -> HttpResponse:
    """The plan that holds today; where none does, the list of the others and what a plan is for."""
    area = get_object_or_404(Area.objects.visible_to(request.user), slug=slug)
    plans = _plans(request, area)
    return _page(request, area, plans, _present_plan(plans))


@login_not_required
@require_safe
def plan(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One plan of an area, by its number."""
    area = get_object_or_404(Area.objects.visible_to(request.user), slug=slug)
    plans = _plans(request, area)
    chosen = next((plan for plan in plans if plan.number == number), None)
    if chosen is None:
        raise Http404
    return _page(request, area, plans, chosen, by_number=True)


def plan_or_404(request: HttpRequest, slug: str, number: int, *, needs: May) -> Plan:
    """A plan this person may see, and do something with: 404 to strangers, 403 to onlookers."""
    visible = Plan.objects.visible_to(request.user)
    plans = visible.select_related("area__programme", "area__region")
    plan = get_object_or_404(plans, area__slug=slug, number=number)
    require(request.user, needs, plan.area)
    return plan


def _plans(request: HttpRequest, area: Area) -> list[Plan]:
    """The area's plans that this person may see, the newest first."""
    plans = list(Plan.objects.visible_to(request.user).filter(area=area).order_by("-number"))
    for plan in plans:
        plan.area = area
    return plans


def _present_plan(plans: list[Plan]) -> Plan | None:
    present = (plan for plan in plans if plan.state == Plan.State.ENDORSED and plan.is_active())
    return next(present, None)


def _coming_plan(plans: list[Plan]) -> Plan | None:
    """The next one that is endorsed and has not begun."""
    coming = (plan for plan in plans if plan.is_to_come)
    return min(coming, key=lambda plan: plan.starts, default=None)


def _page(
    request: HttpRequest,
    area: Area,
    plans: list[Plan],
    chosen: Plan | None,
    *,
    by_number: bool = False,
) -> HttpResponse:
    priorities = _priorities(request, area, chosen) if chosen else []
    actions = [action for priority in priorities for action in priority.shown_actions]
    context = {
        **of_area(request, area),
        "plan": chosen,
        "by_number": by_number,
        "present": _present_plan(plans),
        "coming": _coming_plan(plans),
        "others": [plan for plan in plans if plan != chosen],
        "only_earlier": all(plan.is_over for plan in plans),
        "priorities": priorities,
        "planned": planned_cost(actions),
        "names": can(request.user, May.READ_NAMES, area),
        "may_begin": not plans and can(request.user, May.EDIT_PLAN, area),
        "to_carry_on": None if chosen else _plan_to_carry_on(request, area, plans),
        **(_standing(request, area, plans, chosen) if chosen else {}),
    }
    return render(request, "partnerships/plan/plan.html", context)


def _priorities(request: HttpRequest, area: Area, plan: Plan) -> list[Priority]:
    """With progress; once it was endorsed, for those who read money, with what was `spent`."""
    priorities = with_progress(request.user, plan, today())
    if plan.state in PlanQuerySet.ENDORSED:
        spent = {row.thread: row for row in spent_of_planned(request.user, plan, area)}
        for priority in priorities:
            priority.spent = spent.get(priority.thread)
    return priorities


def _plan_to_carry_on(request: HttpRequest, area: Area, plans: list[Plan]) -> Plan | None:
    """The plan somebody here is writing, where none holds yet."""
    if not can(request.user, May.EDIT_PLAN, area):
        return None
    return next((plan for plan in plans if plan.state in OPEN_STATES), None)


def _standing(request: HttpRequest, area: Area, plans: list[Plan], chosen: Plan) -> dict:
    """Where a plan stands between an area and Local Trust, and what this reader may do about it."""
    if not can(request.user, May.READ_PLAN, area):
        return {}
    writes = can(request.user, May.EDIT_PLAN, area)
    endorsed = chosen.state == Plan.State.ENDORSED
    others_on_their_way = (plan for plan in plans if plan.state in ON_ITS_WAY and plan != chosen)
    return {
        "reads_versions": True,
        "writes": writes,
        "marks": writes and endorsed,
        "may_send": can_move(SEND, chosen, request.user),
        "may_take_back": can_move(TAKE_BACK, chosen, request.user),
        "may_follow": writes and endorsed,
        "on_its_way": next(others_on_their_way, None),
        "answered": last_reply(chosen) if reads_letters(request.user, area) else None,
        "newest": chosen.versions.defer("words").order_by("-number").first(),
        "ways_on": Action.State.choices,
    }


@require_POST
def action_state(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Mark how far an action of an endorsed plan has got."""
    plans = Plan.objects.visible_to(request.user)
    actions = Action.objects.filter(priority__plan__in=plans).select_related("priority__plan__area")
    action = get_object_or_404(actions, priority__plan__area__slug=slug, pk=pk)
    plan = action.priority.plan
    require(request.user, May.EDIT_PLAN, plan.area)
    state = request.POST.get("state", "")
    try:
        marked = mark_action(action, by=request.user, state=state, was=request.POST.get("was"))
    except ValueError:
        messages.warning(request, _("Choose one of the words under the action."))
    except NotUnderWay:
        messages.warning(request, _("Only a plan that is endorsed is marked like this."))
    except ActionMarked as earlier:
        sentence = _(
            "Somebody marked “%(title)s” a moment ago: %(state)s. Press again if you "
            "still want to change it."
        )
        messages.warning(request, with_names(sentence, **_title_and_state(earlier.action)))
    else:
        said = with_names(_("“%(title)s”: %(state)s."), **_title_and_state(marked))
        messages.success(request, said)
    return redirect(f"{plan.get_absolute_url()}#action-{action.pk}")


def _title_and_state(action: Action) -> dict[str, str]:
    return {"title": action.title, "state": action.get_state_display()}
