"""Begin the plan after this one: change it while it holds, or follow on from it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from areas.places.views import of_area
from bigstory.accounts.roles import May
from bigstory.core.text.sides import with_names
from bigstory.kit.once import AlreadySent, fingerprint, once
from partnerships.models import Plan
from partnerships.plan.actions.following import NotNow, OneAtATime, follow_on, vary
from partnerships.plan.forms.sending import NextForm
from partnerships.plan.models.moves import ON_ITS_WAY
from partnerships.plan.views.plan import plan_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def plan_next(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The two ways on, in plain words; each is a button."""
    plan = plan_or_404(request, slug, number, needs=May.EDIT_PLAN)
    if plan.state != Plan.State.ENDORSED:
        if request.method == "POST":
            messages.info(request, _("Something changed meanwhile. Please look once more."))
        return redirect(plan)
    data = request.POST if request.method == "POST" else None
    form = NextForm(data, plan=plan, initial={"carry": plan.priorities.all()})
    if data is None or not form.is_valid():
        return _page(request, plan, form)
    try:
        path = once(
            user=request.user,
            token=form.cleaned_data["token"],
            body=fingerprint(request.POST),
            make=lambda: _begin(request, plan, form.cleaned_data).get_absolute_url(),
        )
    except OneAtATime as refused:
        return _to_plan_on_its_way(request, plan, refused.plan, form.cleaned_data["kind"])
    except (NotNow, AlreadySent):
        messages.info(request, _("Something changed meanwhile. Please look once more."))
        return redirect(plan)
    messages.success(request, _("Begun. Change what you like, then send it."))
    return redirect(path)


def _begin(request: HttpRequest, plan: Plan, values: dict) -> Plan:
    if values["kind"] == Plan.Kind.VARIATION:
        return vary(plan, by=request.user)
    carry = [priority.pk for priority in values["carry"]]
    return follow_on(plan, by=request.user, carry=carry)


def _to_plan_on_its_way(request: HttpRequest, plan: Plan, other: Plan, kind: str) -> HttpResponse:
    """An area has one plan on its way at a time.

    Pressed twice, it is the one that was begun by the first press.
    """
    other.area = plan.area
    if other.follows_id == plan.pk and other.kind == kind:
        messages.info(request, _("It was begun already. Here it is."))
    else:
        sentence = _(
            "“%(title)s” is on its way already, and there is one at a time. Finish that one first."
        )
        messages.warning(request, with_names(sentence, title=other.title))
    return redirect(other)


def _page(request: HttpRequest, plan: Plan, form: NextForm) -> HttpResponse:
    other = Plan.objects.filter(area=plan.area_id, state__in=ON_ITS_WAY).first()
    if other is not None:
        other.area = plan.area
    context = {**of_area(request, plan.area), "plan": plan, "form": form, "other": other}
    return render(request, "partnerships/plan/next.html", context)
