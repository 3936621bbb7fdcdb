"""Local Trust's morning page: what waits for us, then all areas side by side."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from areas.access import can, require
from areas.forms.filters import AreaFilter
from bigstory.accounts.roles import May
from bigstory.core.models import today
from bigstory.pages.reads.portfolio import SORTS, portfolio, worth_asking
from outcomes.models import ChangeStory

WAITING_SHOWN = 3


@require_safe
def portfolio_page(request):
    require(request.user, May.SEE_PORTFOLIO)
    year = today().year
    sort = request.GET.get("sort", "")
    if sort.lstrip("-") not in SORTS:
        sort = "heard"
    chosen = AreaFilter(request.GET, queryset=portfolio(request.user, year=year, sort=sort))
    areas = list(chosen.qs)
    for area in areas:
        area.ask = worth_asking(area)
    may_review = can(request.user, May.REVIEW_STORY)
    waiting = ChangeStory.objects.visible_to(request.user).waiting() if may_review else ChangeStory.objects.none()
    return render(
        request,
        "pages/portfolio.html",
        {
            "section": "portfolio",
            **chosen.as_context(),
            "areas": areas,
            "total": len(areas),
            "year": year,
            "sort": sort,
            "columns": SORTS,
            "may_review": may_review,
            "waiting": list(waiting.select_related("area")[:WAITING_SHOWN]),
            "waiting_count": waiting.count(),
            "asking": sum(1 for area in areas if area.ask),
        },
    )
