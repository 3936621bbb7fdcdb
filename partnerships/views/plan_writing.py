"""Writing a plan: begin it, and the page that shows its pieces and what is still open."""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from areas.access import require
from areas.models import Area
from areas.words import Words
from bigstory.accounts.roles import May
from bigstory.core.models import FormToken
from bigstory.core.once import AlreadySent, fingerprint, once
from partnerships.actions.plan_writing import OPEN_STATES, AlreadyBegun, begin_plan, legacy_is_asked
from partnerships.forms.plan_writing import BeginForm
from partnerships.models import Action, Plan, Priority, Review
from partnerships.reads.plan_open import planned, still_open
from partnerships.views.autosaved import is_autosave, not_saved
from partnerships.views.frame import of_area


@require_http_methods(["GET", "HEAD", "POST"])
def plan_begin(request: HttpRequest, slug: str) -> HttpResponse:
    """The first plan of an area: one question."""
    area = get_object_or_404(
        Area.objects.visible_to(request.user).select_related("programme"), slug=slug
    )
    require(request.user, May.EDIT_PLAN, area)
    if earlier := area.plans.order_by("-number").first():
        return _already(request, area, earlier)
    form = BeginForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(
            request,
            "partnerships/plan/begin.html",
            of_area(request, area, "plan") | {"form": form},
        )

    def make() -> str:
        begun = begin_plan(area=area, by=request.user, title=form.cleaned_data["title"])
        return reverse("plan_write", args=[area.slug, begun.number])

    token = form.cleaned_data["token"]
    try:
        return redirect(
            once(user=request.user, token=token, body=fingerprint(request.POST), make=make)
        )
    except AlreadyBegun as found:
        return _already(request, area, found.plan)
    except AlreadySent:
        return redirect(FormToken.objects.get(user=request.user, token=token).result)


def _already(request: HttpRequest, area: Area, plan: Plan) -> HttpResponse:
    """Pressed twice, or somebody was first: to the plan that is there."""
    if plan.state in OPEN_STATES:
        messages.info(request, _("Your plan is begun already. Carry on here."))
        return redirect("plan_write", area.slug, plan.number)
    messages.info(
        request,
        _("There is a plan already. Changing it, or writing the next one, begins on this page."),
    )
    return redirect("plan", area.slug, plan.number)


def plan_to_write(request: HttpRequest, slug: str, number: int, pk: int | None = None) -> Plan:
    """A plan whose area this person writes for; with `pk`, one that has or had this priority.

    What somebody may not even read is 404 to them; what they may read and not write is 403.
    """
    area = get_object_or_404(
        Area.objects.visible_to(request.user).select_related("programme"), slug=slug
    )
    plan = get_object_or_404(Plan.objects.visible_to(request.user), area=area, number=number)
    plan.area = area
    if pk is not None and not plan.priorities.filter(pk=pk).exists():
        _had(plan, pk)
    require(request.user, May.EDIT_PLAN, area)
    return plan


def _had(plan: Plan, pk: int) -> None:
    """Somebody took this priority out of the plan a moment ago; what never was in it is 404."""
    if not Priority.history.filter(id=pk, plan_id=plan.pk).exists():
        raise Http404


@require_safe
def plan_write(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    plan = plan_to_write(request, slug, number)
    if plan.state not in OPEN_STATES:
        return closed(request, plan)
    in_order = Prefetch("actions", Action.objects.order_by("order", "pk"))
    priorities = list(plan.priorities.order_by("order", "pk").prefetch_related(in_order))
    for priority in priorities:
        priority.costed = list(priority.actions.all())
        priority.planned = planned(priority.costed)
    legacy = legacy_is_asked(plan)
    context = frame(request, plan) | {
        "priorities": priorities,
        "actions": sum(len(priority.costed) for priority in priorities),
        "planned": sum(priority.planned for priority in priorities),
        "legacy": legacy or plan.legacy_statement,
        "open": still_open(plan, priorities, legacy=legacy),
        "reasons": reasons(plan),
    }
    return render(request, "partnerships/plan/write.html", context)


def frame(request: HttpRequest, plan: Plan, priority: Priority | None = None) -> dict:
    """What every page of the writing shows around its questions."""
    return of_area(request, plan.area, "plan") | {"plan": plan, "priority": priority}


def reasons(plan: Plan) -> Review | None:
    """What Local Trust wrote when the plan came back."""
    if plan.state != Plan.State.RETURNED:
        return None
    return Review.objects.filter(plan_version__plan=plan, verdict=Review.Verdict.RETURNED).first()


def closed(request: HttpRequest, plan: Plan, typed: list[tuple[str, str]] = ()) -> HttpResponse:
    """The plan was sent, endorsed or ended: why it stands, what to do instead, and what was just
    typed, to copy.
    """
    why = why_closed(plan)
    if is_autosave(request):
        return not_saved(why)
    context = frame(request, plan) | {
        "why": why,
        "typed": [(label, text) for label, text in typed if text],
    }
    status = 409 if request.method == "POST" else 200
    return render(request, "partnerships/plan/write_closed.html", context, status=status)


def why_closed(plan: Plan) -> str:
    words = Words(plan.area.programme.words)
    if plan.state == Plan.State.SENT:
        return (
            _(
                "This plan was sent to %(funder)s, so its words stand until there is an "
                "answer. Take it back first."
            )
            % words
        )
    if plan.state == Plan.State.ENDORSED:
        return _(
            "This plan is endorsed, so its words stand. To do something differently, "
            "begin a change to the plan."
        )
    return _("This plan has ended. It stays as it was, for everybody to read.")


def typed_in(form) -> list[tuple[str, str]]:
    """What somebody wrote, with its questions, to copy where it can no longer be saved."""
    return [(field.label, str(field.value() or "")) for field in form.visible_fields()]
