"""The partnership: who sits there and who ever did, what to sort out, and who holds the money."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from areas.access import can, require
from areas.models import Area
from areas.places.views import of_area
from bigstory.accounts.roles import May
from bigstory.core.db.dated import today
from partnerships.models import Interest, LtoAppointment, Partnership, PartnershipReview
from partnerships.table.exchange import roster_lines
from partnerships.table.queries.roster import (
    ever_sat,
    heads_by_year,
    name_them,
    scale_of,
    sitting_now,
    spells,
)
from partnerships.table.queries.rules import (
    Heads,
    SortOut,
    about_people,
    about_the_review,
    heads_on,
    required_heads,
    rules_on,
)
from partnerships.table.queries.setting_up import keepers_of, may_see_keeper, workers_of
from partnerships.table.queries.year import retained_of

PER_PAGE = 25


def area_or_404(request: HttpRequest, slug: str) -> Area:
    """The area with its partnership and programme, in one statement."""
    areas = Area.objects.visible_to(request.user).select_related("programme", "partnership")
    return get_object_or_404(areas, slug=slug)


def partnership_of(area: Area) -> Partnership | None:
    """Its partnership, which knows the area it belongs to; None where nobody wrote one down yet."""
    partnership = getattr(area, "partnership", None)
    if partnership:
        partnership.area = area
    return partnership


@login_not_required
@require_safe
def partnership(request: HttpRequest, slug: str) -> HttpResponse:
    """Numbers for everybody; names and what to sort out for those who may read the roster."""
    area = area_or_404(request, slug)
    group = partnership_of(area)
    appointments = list(LtoAppointment.objects.filter(area=area).select_related("organisation"))
    rules = rules_on(area.programme, today())
    reads = can(request.user, May.READ_ROSTER, area)
    context = {
        **of_area(request, area),
        "partnership": group,
        "rule": required_heads(rules),
        "reads": reads,
        "may_edit": can(request.user, May.EDIT_ROSTER, area),
        "may_set_up": can(request.user, May.SET_UP_AREA, area),
        "may_reply": can(request.user, May.REVIEW_ROSTER, area),
        "reads_sturdiness": can(request.user, May.SEE_STURDINESS, area)
        or can(request.user, May.READ_STURDINESS, area),
        "inside": can(request.user, May.NAME_EVERY_SEAT, area),
        "holds_now": [lto for lto in appointments if lto.is_active()],
        "held_before": [lto for lto in appointments if lto.has_ended and not lto.never_held],
    }
    if group and reads:
        context |= _roster(request, group, rules)
    elif group:
        context["heads"] = heads_on(group, today())
    return render(request, "partnerships/table/partnership.html", context)


def _roster(request: HttpRequest, partnership: Partnership, rules: dict) -> dict:
    """Names, sums, interests and the yearly review: for those who may read the roster."""
    seats = name_them(request.user, sitting_now(request.user, partnership))
    heads = Heads.count((seat.kind, seat.votes) for seat in seats)
    reviews = PartnershipReview.objects.visible_to(request.user).filter(partnership=partnership)
    last = reviews.select_related("review").first()
    lines = about_people(rules, heads)
    lines += about_the_review(rules, partnership, last, at=today())
    interests = Interest.objects.visible_to(request.user).filter(seat__partnership=partnership)
    return {
        "heads": heads,
        "page": Paginator(seats, PER_PAGE).get_page(request.GET.get("page")),
        "sort_out": SortOut.of(lines),
        "last_review": last,
        "retained": retained_of(last) if last else "",
        "open_interests": interests.open().count(),
        "keepers": keepers_of(partnership.area),
        "sees_keeper": may_see_keeper(request.user, partnership.area),
        "works_here": bool(workers_of(partnership.area)),
    }


@require_safe
def partnership_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Who sat when, those who left as well."""
    area = area_or_404(request, slug)
    require(request.user, May.READ_ROSTER, area)
    group = partnership_of(area)
    page = None
    scale = None
    years = []
    if group:
        everybody = ever_sat(request.user, group)
        days = list(everybody.values_list("joined", "left"))
        scale = scale_of(days[0][0] if days else None)
        years = heads_by_year(days, scale)
        page = Paginator(everybody, PER_PAGE).get_page(request.GET.get("page"))
        page.spells = spells(name_them(request.user, list(page)), scale)
    context = {
        **of_area(request, area),
        "partnership": group,
        "page": page,
        "scale": scale,
        "years": years,
        "may_edit": can(request.user, May.EDIT_ROSTER, area),
    }
    return render(request, "partnerships/table/history.html", context)


@require_safe
def roster_download(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    """The roster as a CSV file."""
    area = area_or_404(request, slug)
    require(request.user, May.READ_ROSTER, area)
    lines = roster_lines(request.user, area, partnership_of(area))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{area.slug}-partnership.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
