"""Local Trust's morning page: what we owe, what came back, whom to ring; then all areas side by
side.
"""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from areas.access import can, require
from areas.desk.forms.officers import OfficerFilter
from areas.desk.models.contacts import dialled
from areas.desk.queries.contacts import whom_to_ring
from areas.desk.queries.letters import came_back
from areas.desk.queries.owed import in_full, to_answer
from areas.models import Area
from areas.places.forms.filters import AreaFilter
from areas.powers.queries import visible_to
from bigstory.accounts.roles import May
from bigstory.core.db.dated import today
from bigstory.pages.home.queries.greeting import greeting
from bigstory.pages.portfolio.queries import (
    SORTS,
    USUAL_SORT,
    is_silent,
    portfolio,
    worth_a_call,
    worth_asking,
)
from partnerships.money.queries.expected import expected_everywhere

OWED_SHOWN = 7
CAME_BACK_SHOWN = 3
CALLS_SHOWN = 3
LATE_SHOWN = 3
# What came back longer ago is no news.
NEWS = timedelta(days=31)


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
    context = {
        "section": "portfolio",
        **filters.as_context(),
        "whose": whose,
        "keeps": keeps,
        "may_invite": can(request.user, May.INVITE),
        "may_move_in": can(request.user, May.MOVE_IN),
        "areas": areas,
        "silent": sorted(silent, key=lambda area: area.short_name),
        "total": len(matches),
        "year": year,
        "sort": sort,
        "may_review": may_review,
        "asking": sum(1 for area in areas if area.ask),
    }
    if whose is not None and whose.chosen:
        context |= {"filtered": True, "narrowed": True}
    if may_review:
        context |= _desk(request, areas)
    return render(request, "pages/portfolio.html", context)


def _desk(request: HttpRequest, areas: list[Area]) -> dict[str, object]:
    """What this morning asks of Local Trust."""
    user = request.user
    owed = list(to_answer(user).with_question().select_related("taken_by"))
    back = [
        (thing, letter)
        for thing, letter in came_back(user, CAME_BACK_SHOWN)
        if timezone.localdate(letter.at) > today() - NEWS
    ]
    calls = worth_a_call(areas, CALLS_SHOWN)
    contacts = whom_to_ring(user, calls)
    for area in calls:
        area.contact = contacts.get(area.pk)
    late = list(expected_everywhere(user).overdue()[: LATE_SHOWN + 1])
    return {
        "greeting": greeting(),
        "late": late[:LATE_SHOWN],
        "more_late": len(late) > LATE_SHOWN,
        "today": today(),
        "owed": in_full(user, owed[:OWED_SHOWN]),
        "owed_count": len(owed),
        "late_count": sum(1 for row in owed if row.due and row.due <= today()),
        "came_back": back,
        "calls": calls,
        "changes_waiting": visible_to(user).waiting().count(),
    }
