"""The decision book of an area: the list, and what the book says about who raises things."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from areas.access import can, require
from areas.models import Area
from bigstory.accounts.roles import May
from partnerships.forms.decision_search import DecisionFilter
from partnerships.models import Decision, Meeting
from partnerships.reads.decisions import book
from partnerships.views.frame import of_area

A_PAGE = 25
MEETINGS_SHOWN = 3


@require_safe
def decisions(request: HttpRequest, slug: str) -> HttpResponse:
    area = get_object_or_404(
        Area.objects.visible_to(request.user).select_related("programme"), slug=slug
    )
    require(request.user, May.READ_DECISIONS, area)
    visible = Decision.objects.visible_to(request.user).filter(area=area)
    told = book(visible)
    wanted = DecisionFilter(request.GET, years=[row.year for row in told.years])
    page = Paginator(wanted.narrow(visible).order_by("-on", "-pk"), A_PAGE).get_page(
        request.GET.get("page")
    )
    meetings = Meeting.objects.visible_to(request.user).filter(area=area).to_come()
    context = {
        **of_area(request, area, "decisions"),
        "filter": wanted,
        "page": page,
        "book": told,
        "meetings": list(meetings[:MEETINGS_SHOWN]),
        "may_record": can(request.user, May.RECORD_DECISIONS, area),
        "sturdiness": any(
            can(request.user, may, area) for may in (May.SEE_STURDINESS, May.READ_STURDINESS)
        ),
    }
    return render(request, "partnerships/decisions/decisions.html", context)
