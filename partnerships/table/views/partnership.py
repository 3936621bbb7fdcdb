"""The residents' group: who they are, what to sort out, and who holds the money."""

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
from partnerships.table import exchange as roster_csv
from partnerships.table.queries import rules
from partnerships.table.queries.roster import (
    ever_sat,
    heads_by_year,
    name_them,
    scale_of,
    sitting_now,
    spells,
)
from partnerships.table.queries.year import retained_of

PER_PAGE = 25


def area_or_404(request: HttpRequest, slug: str) -> Area:
    """The area with its partnership and programme, in one question."""
    found = Area.objects.visible_to(request.user).select_related("programme", "partnership")
    return get_object_or_404(found, slug=slug)


def group_of(area: Area) -> Partnership | None:
    """Its partnership, which knows the area it belongs to; None where nobody wrote one down yet."""
    group = getattr(area, "partnership", None)
    if group:
        group.area = area
    return group


@login_not_required
@require_safe
def partnership(request: HttpRequest, slug: str) -> HttpResponse:
    area = area_or_404(request, slug)
    group = group_of(area)
    appointments = list(LtoAppointment.objects.filter(area=area).select_related("organisation"))
    asked = rules.rules_on(area.programme, today())
    reads = can(request.user, May.READ_ROSTER, area)
    context = {
        **of_area(request, area, "people"),
        "partnership": group,
        "rule": _rule(asked),
        "reads": reads,
        "may_edit": can(request.user, May.EDIT_ROSTER, area),
        "may_reply": can(request.user, May.REVIEW_ROSTER, area),
        "reads_sturdiness": can(request.user, May.SEE_STURDINESS, area)
        or can(request.user, May.READ_STURDINESS, area),
        "inside": can(request.user, May.NAME_EVERY_SEAT, area),
        "holds_now": [one for one in appointments if one.is_active()],
        "held_before": [one for one in appointments if one.ends and one.ends <= today()],
    }
    if group:
        context |= (
            _for_readers(request, group, asked)
            if reads
            else {"heads": rules.heads_on(group, today())}
        )
    return render(request, "partnerships/table/partnership.html", context)


def _for_readers(request: HttpRequest, group: Partnership, asked: dict) -> dict:
    """Names, sums, interests and the yearly review: for those who may read the roster."""
    seats = name_them(request.user, sitting_now(request.user, group))
    heads = rules.Heads.count((seat.kind, seat.votes) for seat in seats)
    reviews = PartnershipReview.objects.visible_to(request.user).filter(partnership=group)
    last = reviews.select_related("review").first()
    lines = rules.about_people(asked, heads) + rules.about_the_review(
        asked, group, last, at=today()
    )
    return {
        "heads": heads,
        "page": Paginator(seats, PER_PAGE).get_page(request.GET.get("page")),
        "sort_out": rules.SortOut.of(lines),
        "last_review": last,
        "retained": retained_of(last) if last else "",
        "open_interests": Interest.objects.visible_to(request.user)
        .filter(seat__partnership=group)
        .open()
        .count(),
    }


def _rule(asked: dict) -> dict | None:
    """What the programme asks of a partnership today; None where it asks nothing."""
    if not {rules.MEMBERS, rules.SHARE} <= asked.keys():
        return None
    share = rules.Fraction(asked[rules.SHARE])
    return {
        "members": int(asked[rules.MEMBERS]),
        "share": rules.percent(share, rules.places_of(share)),
    }


@require_safe
def partnership_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Who sat when, those who left as well."""
    area = area_or_404(request, slug)
    require(request.user, May.READ_ROSTER, area)
    group = group_of(area)
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
        **of_area(request, area, "people"),
        "partnership": group,
        "page": page,
        "scale": scale,
        "years": years,
        "may_edit": can(request.user, May.EDIT_ROSTER, area),
    }
    return render(request, "partnerships/table/history.html", context)


@require_safe
def roster_download(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    area = area_or_404(request, slug)
    require(request.user, May.READ_ROSTER, area)
    body = roster_csv.lines(request.user, area, group_of(area))
    answer = StreamingHttpResponse(body, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{area.slug}-partnership.csv"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
