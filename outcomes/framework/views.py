"""The outcomes, and what public stories say of each: everybody's pages. And which of them the
priorities of a plan were chosen to serve.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from areas.places.views import of_area
from bigstory.accounts.roles import May
from outcomes.framework.actions import serve_outcomes
from outcomes.framework.forms import ServesForm
from outcomes.framework.queries import by_answer, by_level, counts, newest, served, serving
from outcomes.models import Outcome, Reading
from partnerships.plan.views.plan import plan_or_404

SERVING_SHOWN = 12


def _reader(request) -> str:
    """Whose reading is counted: ?reader=, and the teller's without it."""
    party = request.GET.get("reader", "")
    return party if party in Reading.Party.values else Reading.Party.TELLER.value


@login_not_required
@require_safe
def outcomes(request: HttpRequest) -> HttpResponse:
    reader = _reader(request)
    context = {
        "section": "outcomes",
        "counts": counts(request.user, reader),
        "reader": reader,
        "readers": Reading.Party.choices,
    }
    return render(request, "outcomes/framework/outcomes.html", context)


@login_not_required
@require_safe
def outcome(request: HttpRequest, slug: str) -> HttpResponse:
    shown = get_object_or_404(Outcome, slug=slug)
    reader = _reader(request)
    answers = by_answer(request.user, shown)
    context = {
        "section": "outcomes",
        "outcome": shown,
        "reader": reader,
        "reader_label": Reading.Party(reader).label,
        "readers": [
            (
                party.value,
                party.label,
                [(answer.value, answers[party].get(answer, 0)) for answer in Reading.Answer],
            )
            for party in Reading.Party
        ],
        "answers": Reading.Answer.choices,
        "levels": [
            (level, ((Reading.Answer.YES.value, yes), (Reading.Answer.BIT.value, bit)))
            for level, yes, bit in by_level(request.user, shown, reader)
        ],
        "newest": newest(request.user, shown, reader),
        **_serving(request, shown),
    }
    return render(request, "outcomes/framework/outcome.html", context)


def _serving(request: HttpRequest, shown: Outcome) -> dict:
    """A few priorities that were chosen to serve it, or all of them (?priorities=all)."""
    priorities = serving(request.user, shown)
    everything = request.GET.get("priorities") == "all"
    return {
        "serving": list(priorities if everything else priorities[:SERVING_SHOWN]),
        "serving_in_all": priorities.count(),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def plan_outcomes(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Which outcomes each priority of a plan was chosen to serve."""
    plan = plan_or_404(request, slug, number, needs=May.EDIT_PLAN)
    priorities = list(plan.priorities.order_by("order", "pk"))
    ticked = served(plan.area)
    stored = {one.thread: {outcome.pk for outcome in ticked[one.thread]} for one in priorities}
    outcomes_offered = list(Outcome.objects.in_use())
    form = ServesForm(
        request.POST or None, priorities=priorities, outcomes=outcomes_offered, served=stored
    )
    if form.is_bound and form.is_valid():
        serve_outcomes(plan, by=request.user, seen=form.seen_ticked(), chosen=form.chosen())
        messages.success(request, _("It is saved. Everybody who reads the plan sees it."))
        return redirect(plan)
    context = {**of_area(request, plan.area), "plan": plan, "form": form}
    context["back_url"] = plan.get_absolute_url()
    context["explained"] = outcomes_offered
    return render(request, "outcomes/framework/plan_outcomes.html", context)
