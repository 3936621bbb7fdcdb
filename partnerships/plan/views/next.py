"""Begin the plan after this one: change it while it holds, or follow on from it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from areas.places.views import of_area
from bigstory.accounts.roles import May
from bigstory.kit.once import AlreadySent, fingerprint, once
from partnerships.models import Plan
from partnerships.plan.actions.following import NotNow, OneAtATime, follow_on, vary
from partnerships.plan.forms.sending import NextForm
from partnerships.plan.views.send import plan_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def plan_next(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The two ways on, said plainly; each is a button."""
    plan = plan_or_404(request, slug, number, needs=May.EDIT_PLAN)
    if plan.state != Plan.State.ENDORSED:
        return redirect(plan)
    form = NextForm(
        request.POST if request.method == "POST" else None, plan=plan, initial=_all_of(plan)
    )
    if request.method != "POST" or not form.is_valid():
        return _page(request, plan, form)
    try:
        path = once(
            user=request.user,
            token=form.cleaned_data["token"],
            body=fingerprint(request.POST),
            make=lambda: _begin(request, plan, form.cleaned_data).get_absolute_url(),
        )
    except OneAtATime as there:
        return _there_is_one(request, plan, there.plan, form.cleaned_data["kind"])
    except (NotNow, AlreadySent):
        messages.info(request, _("Something changed meanwhile. Please look once more."))
        return redirect(plan)
    messages.success(request, _("Begun. Change what you like, then send it."))
    return redirect(path)


def _all_of(plan: Plan) -> dict:
    return {"carry": plan.priorities.all()}


def _begin(request: HttpRequest, plan: Plan, typed: dict) -> Plan:
    if typed["kind"] == Plan.Kind.VARIATION:
        return vary(plan, by=request.user)
    return follow_on(plan, by=request.user, carry=[one.pk for one in typed["carry"]])


def _there_is_one(request: HttpRequest, plan: Plan, other: Plan, kind: str) -> HttpResponse:
    """An area has one plan on its way at a time.

    Pressed twice, it is the one that was begun by the first press.
    """
    other.area = plan.area
    if other.follows_id == plan.pk and other.kind == kind:
        messages.info(request, _("It was begun already. Here it is."))
    else:
        say = _(
            "“%(title)s” is on its way already, and there is one at a time. Finish that one first."
        )
        messages.warning(request, say % {"title": other.title})
    return redirect(other)


def _page(request: HttpRequest, plan: Plan, form: NextForm) -> HttpResponse:
    other = Plan.objects.filter(area=plan.area_id, state__in=("draft", "sent", "returned")).first()
    if other is not None:
        other.area = plan.area
    context = {**of_area(request, plan.area, "plan"), "plan": plan, "form": form, "other": other}
    return render(request, "partnerships/plan/next.html", context)
