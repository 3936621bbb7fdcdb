"""The money of an area: totals for everybody, the rest for those who may read it line by line."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from areas.access import can, require
from areas.models import Area
from bigstory.accounts.roles import May
from partnerships.reads import money as sums
from partnerships.reads import money_page
from partnerships.views.frame import of_area

A_PAGE = 25
KINDS = ("award", "payment", "leverage")


def area_of(request: HttpRequest, slug: str) -> Area:
    """The area with its programme, or 404."""
    return get_object_or_404(
        Area.objects.visible_to(request.user).select_related("programme"), slug=slug
    )


@login_not_required
@require_safe
def money(request: HttpRequest, slug: str) -> HttpResponse:
    areas = money_page.with_last_half_year(Area.objects.visible_to(request.user))
    area = get_object_or_404(areas.select_related("programme"), slug=slug)
    found = sums.totals(area)
    context = {
        **of_area(request, area, "money"),
        "totals": found,
        "time": sums.time_left(area),
        "until": money_page.reported_until(area),
        "reads": can(request.user, May.READ_MONEY, area),
        "edits": can(request.user, May.EDIT_MONEY, area),
        "awards": can(request.user, May.REVIEW_MONEY, area),
    }
    if context["reads"]:
        context |= _ledger(request, area, found)
    return render(request, "partnerships/money/money.html", context)


def _ledger(request: HttpRequest, area: Area, found: sums.Totals) -> dict:
    needs, themes = money_page.by_priority_and_theme(area)
    page = Paginator(money_page.reports(request.user, area), A_PAGE).get_page(
        request.GET.get("page")
    )
    return {
        "needs": needs[:A_PAGE],
        "themes": themes,
        "page": page,
        "reports": money_page.with_pounds(page.object_list),
        "closing": money_page.closing(area, found),
    }


@require_safe
def money_ledger(request: HttpRequest, slug: str) -> HttpResponse:
    """Every award, every payment to the LTO and all that came in beside them, newest first."""
    area = area_of(request, slug)
    require(request.user, May.READ_MONEY, area)
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    page = Paginator(money_page.movements(request.user, area, kind), A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        **of_area(request, area, "money"),
        "page": page,
        "kind": kind,
        "totals": sums.totals(area),
        "edits": can(request.user, May.EDIT_MONEY, area),
        "awards": can(request.user, May.REVIEW_MONEY, area),
    }
    return render(request, "partnerships/money/ledger.html", context)
