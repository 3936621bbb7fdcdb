"""Local Trust's morning page: what waits for us, then all areas side by side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from areas.access import can, require
from areas.desk.forms.officers import OfficerFilter
from areas.desk.models.contacts import dialled
from areas.places.forms.filters import AreaFilter
from areas.powers.queries import visible_to
from bigstory.accounts.roles import May
from bigstory.core.db.dated import today
from bigstory.pages.portfolio.queries import SORTS, USUAL_SORT, is_silent, portfolio, worth_asking
from outcomes.models import ChangeStory

WAITING_SHOWN = 3


@require_safe
def portfolio_page(request: HttpRequest) -> HttpResponse:
    require(request.user, May.SEE_PORTFOLIO)
    year = today().year
    sort = request.GET.get("sort", "")
    if sort.removeprefix("-") not in SORTS:
        sort = USUAL_SORT
    filters = AreaFilter(request.GET)
    keeps = can(request.user, May.KEEP_DESK)
    whose = OfficerFilter(request.GET) if keeps else None
    found = filters.narrow(portfolio(request.user, year=year, sort=sort))
    matches = whose.narrow(found) if whose else list(found)
    areas = [area for area in matches if not is_silent(area)]
    silent = [area for area in matches if is_silent(area)]
    for area in areas:
        area.ask = worth_asking(area)
    for area in matches:
        if area.ring:
            area.ring["dial"] = dialled(area.ring["phone"])
    may_review = can(request.user, May.REVIEW_STORY)
    waiting = ChangeStory.objects.none()
    if may_review:
        waiting = ChangeStory.objects.visible_to(request.user).waiting()
    context = {
        "section": "portfolio",
        **filters.as_context(),
        "whose": whose,
        "keeps": keeps,
        "areas": areas,
        "silent": sorted(silent, key=lambda area: area.short_name),
        "total": len(matches),
        "year": year,
        "sort": sort,
        "may_review": may_review,
        "waiting": list(waiting.select_related("area")[:WAITING_SHOWN]),
        "waiting_count": waiting.count(),
        "changes_waiting": visible_to(request.user).waiting().count() if may_review else 0,
        "asking": sum(1 for area in areas if area.ask),
    }
    if whose is not None and whose.chosen:
        context |= {"filtered": True, "narrowed": True}
    return render(request, "pages/portfolio.html", context)
