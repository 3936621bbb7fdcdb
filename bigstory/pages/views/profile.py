"""One area on one page, as a resident would show it to a neighbour; and its years."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from areas.access import can
from areas.models import Area
from bigstory.accounts.roles import May
from bigstory.pages.reads.profile import said_yes, with_heads_and_lto
from bigstory.pages.reads.timeline import Timeline
from partnerships.models import Plan

YEARS_SHOWN = 3
ITEMS_A_YEAR = 6
FITS_ON_A_PAGE = 60


def _areas(request):
    return Area.objects.visible_to(request.user).select_related("region", "facts", "partnership", "programme")


@login_not_required
@require_safe
def profile(request, slug: str):
    area = get_object_or_404(with_heads_and_lto(_areas(request)), slug=slug)
    plans = Plan.objects.visible_to(request.user).filter(area=area)
    plan = plans.current().prefetch_related("priorities").first()
    return render(
        request,
        "pages/area/profile.html",
        {
            "section": "areas",
            "area": area,
            "here": "profile",
            "plan": plan,
            "earlier_plans": plan is None and plans.exists(),
            "years": Timeline(request.user, area).newest(years=YEARS_SHOWN, each=ITEMS_A_YEAR),
            "most": ITEMS_A_YEAR,
            "outcomes": said_yes(area),
            "public_stories": area.facts.public_stories if hasattr(area, "facts") else 0,
            "may_log": can(request.user, May.LOG, area),
        },
    )


@login_not_required
@require_safe
def timeline(request, slug: str):
    """All years on one page while they fit; a busy area one year at a time, so that it stays readable."""
    area = get_object_or_404(_areas(request), slug=slug)
    found = Timeline(request.user, area)
    years = found.years()
    year = _year_asked(request, years)
    if year is None and sum(n for _year, n in years) <= FITS_ON_A_PAGE:
        groups = found.newest(years=len(years), each=FITS_ON_A_PAGE)
    else:
        year = year or years[0][0]
        groups = [(year, found.items(year))]
    return render(
        request,
        "pages/area/timeline.html",
        {
            "section": "areas",
            "area": area,
            "here": "timeline",
            "years": years,
            "year": year,
            "groups": groups,
            "title": _("%(area)s, year by year") % {"area": area},
        },
    )


def _year_asked(request, years: list[tuple[int, int]]) -> int | None:
    """The year of ?year=, where anything happened in it."""
    return next((year for year, _n in years if str(year) == request.GET.get("year")), None)
