"""Organisations that hold the money for an area: public facts only."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from bigstory.core.db.dated import today
from partnerships.models import LtoAppointment, Organisation

PER_PAGE = 25


@login_not_required
@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """All of them by name; ?q= looks in their names and in those of their areas."""
    words = request.GET.get("q", "").strip()
    matches = Organisation.objects.order_by("name")
    if words:
        matches = matches.filter(
            Q(name__icontains=words) | Q(appointments__area__name__icontains=words)
        ).distinct()
    page = Paginator(matches, PER_PAGE).get_page(request.GET.get("page"))
    appointments = _appointments([organisation.pk for organisation in page])
    for organisation in page:
        own = appointments.get(organisation.pk, [])
        organisation.holds = [appointment for appointment in own if appointment.is_active()]
    context = {"section": "areas", "q": words, "page": page}
    return render(request, "partnerships/organisations/organisations.html", context)


@login_not_required
@require_safe
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """One organisation, and the areas it holds or held the money for."""
    organisation = get_object_or_404(Organisation, pk=pk)
    appointments = _appointments([pk]).get(pk, [])
    context = {
        "section": "areas",
        "organisation": organisation,
        "now": [lto for lto in appointments if lto.is_active()],
        "before": [lto for lto in appointments if lto.ends and lto.ends <= today()],
    }
    return render(request, "partnerships/organisations/organisation.html", context)


def _appointments(organisations: list[int]) -> dict[int, list[LtoAppointment]]:
    """For which areas each organisation (by id) holds or held the money, newest first.

    One statement for a whole page.
    """
    by_organisation: dict[int, list[LtoAppointment]] = {}
    rows = LtoAppointment.objects.filter(organisation__in=organisations).select_related("area")
    for appointment in rows.order_by("-starts", "pk"):
        by_organisation.setdefault(appointment.organisation_id, []).append(appointment)
    return by_organisation
