"""Organisations that hold the money for an area: public facts only."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from bigstory.core.db.dated import today
from partnerships.models import LtoAppointment, Organisation

A_PAGE = 25


@login_not_required
@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    found = Organisation.objects.order_by("name")
    if words:
        found = found.filter(
            Q(name__icontains=words) | Q(appointments__area__name__icontains=words)
        ).distinct()
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    held = _held([one.pk for one in page])
    for one in page:
        one.holds = [each for each in held.get(one.pk, []) if each.is_active()]
    context = {"section": "areas", "q": words, "page": page}
    return render(request, "partnerships/organisations/organisations.html", context)


@login_not_required
@require_safe
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Organisation, pk=pk)
    held = _held([found.pk]).get(found.pk, [])
    context = {
        "section": "areas",
        "organisation": found,
        "now": [one for one in held if one.is_active()],
        "before": [one for one in held if one.ends and one.ends <= today()],
    }
    return render(request, "partnerships/organisations/organisation.html", context)


def _held(organisations: list[int]) -> dict[int, list[LtoAppointment]]:
    """For which areas each organisation holds or held the money, newest first.

    One statement for a whole page.
    """
    found: dict[int, list[LtoAppointment]] = {}
    appointments = LtoAppointment.objects.filter(organisation__in=organisations).select_related(
        "area"
    )
    for one in appointments.order_by("-starts", "pk"):
        found.setdefault(one.organisation_id, []).append(one)
    return found
