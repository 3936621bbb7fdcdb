"""Writing a plan: begin it, the page that shows its pieces and what is still open, and the page of
its own words.
"""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from areas.access import require
from areas.models import Area
from areas.places.views import of_area
from bigstory.accounts.roles import May
from bigstory.kit.once import AlreadySent, fingerprint, once
from partnerships.models import Action, Plan, Priority, Review
from partnerships.plan.actions.writing import AlreadyBegun, begin_plan, save_words
from partnerships.plan.forms.writing import BeginForm, PlanWordsForm
from partnerships.plan.models.moves import OPEN_STATES
from partnerships.plan.queries.progress import planned_cost
from partnerships.plan.queries.still_open import legacy_required, still_open
from partnerships.plan.views.pieces import closed, frame, piece_page, plan_to_write


@require_http_methods(["GET", "HEAD", "POST"])
def plan_begin(request: HttpRequest, slug: str) -> HttpResponse:
    """The first plan of an area: one question."""
    area = get_object_or_404(
        Area.objects.visible_to(request.user).select_related("programme"), slug=slug
    )
    require(request.user, May.EDIT_PLAN, area)
    if earlier := area.plans.order_by("-number").first():
        return _begun_already(request, area, earlier)
    form = BeginForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        context = of_area(request, area) | {"form": form}
        return render(request, "partnerships/plan/begin.html", context)
    return _begin(request, area, form)


def _begin(request: HttpRequest, area: Area, form: BeginForm) -> HttpResponse:
    def make() -> str:
        plan = begin_plan(area=area, by=request.user, title=form.cleaned_data["title"])
        return reverse("plan_write", args=[area.slug, plan.number])

    token = form.cleaned_data["token"]
    body = fingerprint(request.POST)
    try:
        return redirect(once(user=request.user, token=token, body=body, make=make))
    except AlreadyBegun as earlier:
        return _begun_already(request, area, earlier.plan)
    except AlreadySent:
        return _begun_already(request, area, area.plans.latest("number"))


def _begun_already(request: HttpRequest, area: Area, plan: Plan) -> HttpResponse:
    """Pressed twice, or somebody was first: to the plan that is there."""
    if plan.state in OPEN_STATES:
        messages.info(request, _("Your plan is begun already. Carry on here."))
        return redirect("plan_write", area.slug, plan.number)
    messages.info(
        request,
        _("There is a plan already. Changing it, or writing the next one, begins on this page."),
    )
    return redirect("plan", area.slug, plan.number)


@require_safe
def plan_write(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The pieces of a plan, and what is still open in them."""
    plan = plan_to_write(request, slug, number)
    if plan.state not in OPEN_STATES:
        return closed(request, plan)
    priorities = _costed_priorities(plan)
    legacy = legacy_required(plan)
    context = frame(request, plan) | {
        "priorities": priorities,
        "actions": sum(len(priority.costed) for priority in priorities),
        "planned": sum(priority.planned for priority in priorities),
        "legacy": legacy or plan.legacy_statement,
        "open": still_open(plan, priorities, legacy=legacy),
        "reasons": _reasons(plan),
    }
    return render(request, "partnerships/plan/write.html", context)


def _costed_priorities(plan: Plan) -> list[Priority]:
    """The plan's priorities, each with its actions as `costed` and their pounds as `planned`."""
    in_order = Prefetch("actions", Action.objects.order_by("order", "pk"))
    priorities = list(plan.priorities.order_by("order", "pk").prefetch_related(in_order))
    for priority in priorities:
        priority.costed = list(priority.actions.all())
        priority.planned = planned_cost(priority.costed)
    return priorities


def _reasons(plan: Plan) -> Review | None:
    """What Local Trust wrote when the plan came back."""
    if plan.state != Plan.State.RETURNED:
        return None
    return Review.objects.filter(plan_version__plan=plan, verdict=Review.Verdict.RETURNED).first()


@require_http_methods(["GET", "HEAD", "POST"])
def plan_write_words(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The plan's own words. The legacy statement is among them where it is required, or there."""
    plan = plan_to_write(request, slug, number)
    with_legacy = (
        legacy_required(plan) or bool(plan.legacy_statement) or "legacy_statement" in request.POST
    )

    def make_form(*args, **kwargs):
        return PlanWordsForm(*args, with_legacy=with_legacy, **kwargs)

    def save(**kwargs):
        return save_words(plan=plan, by=request.user, **kwargs)

    return piece_page(
        request,
        plan,
        make_form=make_form,
        save=save,
        template="partnerships/plan/write_words.html",
    )
