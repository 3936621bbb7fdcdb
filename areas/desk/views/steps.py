"""Where an area stands: the steps of the pathway, and whether it is open, closing or closed."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from areas.access import require
from areas.desk.actions.facts import change_steps, remove_standing, set_standing
from areas.desk.forms.steps import StandingForm, StepsForm
from areas.desk.views.desks import desk_area_or_404
from areas.models import Area, AreaStanding
from areas.places.queries.facts import steps_of
from areas.places.queries.standing import pathway_of
from areas.places.views import of_area
from bigstory.accounts.roles import May
from bigstory.accounts.somebody import SignedInRequest
from bigstory.core.db.dated import today
from bigstory.core.db.versioned import Conflict
from bigstory.kit.marks import Mark
from bigstory.kit.once import made_once, with_a_token
from bigstory.kit.two_editors import is_choice, two_wrote, with_both


@require_http_methods(["GET", "HEAD", "POST"])
def area_steps(request: SignedInRequest, slug: str) -> HttpResponse:
    """The seven steps on one page, each with its days."""
    area = desk_area_or_404(request, slug, May.KEEP_DESK)
    pathway = pathway_of(area)
    if request.method != "POST":
        stored = steps_of(area)
        initial = stored | {"seen": Mark.of(stored)}
        return _page(request, area, StepsForm(initial=initial, pathway=pathway))
    data = with_both(request.POST, steps_of(area))
    form = StepsForm(data, pathway=pathway)
    if not form.is_valid():
        return (_two_wrote if is_choice(data) else _page)(request, area, form)
    try:
        change_steps(area=area, by=request.user, seen=form.mark, values=form.chosen())
    except Conflict as conflict:
        return _two_wrote(request, area, form, parts=conflict.parts)
    messages.success(request, _("Saved."))
    return redirect("area_desk", slug=slug)


def _page(request: SignedInRequest, area: Area, form: StepsForm) -> HttpResponse:
    context = {**of_area(request, area), "form": form}
    return render(request, "areas/desk/steps.html", context)


def _two_wrote(
    request: SignedInRequest, area: Area, form: StepsForm, parts: Any = ()
) -> HttpResponse:
    frame = of_area(request, area) | {"thing": _("A step of this place")}
    return two_wrote(request, form, steps_of(area), parts=parts, frame=frame)


@require_http_methods(["GET", "HEAD", "POST"])
def area_step_standing(request: SignedInRequest, slug: str) -> HttpResponse:
    """Open, closing or closed, each from a day on."""
    area = desk_area_or_404(request, slug, May.KEEP_DESK)
    if request.method != "POST":
        return _standing_page(request, area, StandingForm(initial={"on": today()}))
    typed = with_a_token(request.POST)
    form = StandingForm(typed)
    if not form.is_valid():
        return _standing_page(request, area, form)

    def make() -> str:
        data = form.cleaned_data
        set_standing(area=area, by=request.user, standing=data["standing"], on=data["on"])
        return reverse("area_desk", args=[area.slug])

    path, saved = made_once(request, form, make)
    if not saved:
        again = StandingForm(with_a_token(typed, new=True))
        return _standing_page(request, area, again, sent_before=path)
    messages.success(request, _("Saved."))
    return redirect(path)


def _standing_page(
    request: SignedInRequest, area: Area, form: StandingForm, **more: object
) -> HttpResponse:
    rows = area.standings.order_by("-on")
    context = {**of_area(request, area), "form": form, "rows": rows, **more}
    return render(request, "areas/desk/standing.html", context)


@require_POST
def area_step_standing_away(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    row = get_object_or_404(AreaStanding.objects.select_related("area"), area__slug=slug, pk=pk)
    require(request.user, May.KEEP_DESK, row.area)
    remove_standing(row=row, by=request.user)
    messages.success(request, _("Taken out. What held before holds on."))
    return redirect("area_step_standing", slug=slug)
