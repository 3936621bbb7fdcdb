"""The profile of an area, on a page and on paper, and its timeline.

What everybody may read stands first; the area's own people find their part below.
"""

from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from areas.access import can, require
from areas.models import Area
from areas.programme.queries import Words
from bigstory.accounts.roles import May
from bigstory.core.text.sides import with_names
from bigstory.pages.area import exchange as paper
from bigstory.pages.area.queries.members import is_theirs, members_part
from bigstory.pages.area.queries.profile import ALL_YEARS, area_for_profile, public_part
from bigstory.pages.area.queries.years import PEOPLE, PLANS, TOLD, YearByYear
from partnerships.money.queries.leverage import leverage_by_kind
from partnerships.money.queries.priorities import spent_of_planned_on

MEMBERS = "members"
ITEMS_A_YEAR = 12
OWN_EACH = 40


@login_not_required
@require_safe
def profile(request: HttpRequest, slug: str) -> HttpResponse:
    """The public part, the same for everybody; below it the part of the area's own people."""
    area = get_object_or_404(area_for_profile(Area.objects.visible_to(request.user)), slug=slug)
    theirs = is_theirs(request.user, area)
    part = public_part(area)
    context = {
        "section": "areas",
        "area": area,
        "programme": area.programme,
        "words": Words(area.programme.words),
        "part": part,
        "own": members_part(request.user, area) if theirs else None,
        "theirs": theirs,
        "spent": spent_of_planned_on(request.user, area),
        "beside": leverage_by_kind(request.user, area) if part.money.leverage else [],
        "reads_more": not theirs and can(request.user, May.READ_SHARED, area),
        "paper": paper.available(),
        "may_see_elements": can(request.user, May.READ_PLAN, area),
        "may_see_desk": can(request.user, May.READ_DESK, area),
        "may_log": can(request.user, May.LOG, area),
    }
    return render(request, "pages/area.html", context)


@login_not_required
@require_safe
def timeline(request: HttpRequest, slug: str) -> HttpResponse:
    """All years on one page while they fit; of a busy area one year at a time."""
    areas = Area.objects.visible_to(request.user).select_related(
        "region", "facts", "partnership", "programme"
    )
    area = get_object_or_404(areas, slug=slug)
    record = YearByYear(request.user, area, request.GET.get("show", ""))
    year = _year_in_query(request, record.years)
    groups = record.on_the_page(year)
    context = {
        "section": "areas",
        "area": area,
        "record": record,
        "year": year or (groups[0].year if len(groups) < len(record.years) else None),
        "groups": groups,
        "any_mixed": any(group.is_mixed for group in groups),
        "kinds": _kinds(record),
        "title": with_names(_("%(area)s, year by year"), area=area),
    }
    return render(request, "pages/area/timeline.html", context)


def _kinds(record: YearByYear) -> list[tuple[str, str]]:
    """What can be chosen to look at; nothing where all is of one kind."""
    names = {
        "": _("All"),
        TOLD: _("Stories and activities"),
        PLANS: _("Plans and decisions"),
        PEOPLE: _("People and money"),
    }
    there = {"", TOLD} | record.kinds
    return [(kind, name) for kind, name in names.items() if kind in there] if record.kinds else []


def _year_in_query(request: HttpRequest, years: list[tuple[int, int]]) -> int | None:
    """The year of ?year=, where anything happened in it."""
    return next((year for year, _n in years if str(year) == request.GET.get("year")), None)


@login_not_required
@require_safe
def area_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The public part, the same for everybody; with ?part=members for the area's own people.

    503 where no paper can be made.
    """
    area = get_object_or_404(area_for_profile(Area.objects.visible_to(request.user)), slug=slug)
    wanted_part = request.GET.get("part", "")
    if wanted_part not in ("", MEMBERS):
        raise Http404
    for_members = wanted_part == MEMBERS
    if for_members:
        require(request.user, May.READ_OWN_LOG, area)
    context = {"area": area, "programme": area.programme, "words": Words(area.programme.words)}
    if not paper.available():
        context |= {"section": "areas"}
        return render(request, "pages/paper/none.html", context, status=503)
    part = public_part(area, years=ALL_YEARS, each=ITEMS_A_YEAR, all_priorities=True)
    own = members_part(request.user, area, each=OWN_EACH) if for_members else None
    photos = frozenset(
        item.photo.name for _year, items in part.years for item in items if item.photo
    )
    context |= {
        "part": part,
        "own": own,
        "address": request.build_absolute_uri(area.get_absolute_url()),
    }
    pdf = paper.as_pdf(render_to_string("pages/paper.html", context), photos)
    return _as_file(pdf, area, part.at, for_members=for_members)


def _as_file(pdf: bytes, area: Area, day: date, *, for_members: bool) -> HttpResponse:
    name = f"{area.slug}-{'members-' if for_members else ''}{day.isoformat()}.pdf"
    headers = {
        "Content-Disposition": f'inline; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
    }
    if for_members:
        headers["Cache-Control"] = "private, no-store"
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
