"""One area on one page, as a resident would show it to a neighbour; and its years.

The area profile on paper: what everybody may read; and for the area's own people, both parts.
"""

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
from bigstory.pages.area import exchange as paper
from bigstory.pages.area.queries.members import is_theirs, members_part
from bigstory.pages.area.queries.profile import ALL_YEARS, area_for_profile, public_part
from bigstory.pages.area.queries.timeline import Timeline

FITS_ON_A_PAGE = 60


@login_not_required
@require_safe
def profile(request, slug: str):
    """The public part reads the same for everybody; the area's own people find theirs below, marked
    as theirs.
    """
    area = get_object_or_404(area_for_profile(Area.objects.visible_to(request.user)), slug=slug)
    theirs = is_theirs(request.user, area)
    context = {
        "section": "areas",
        "area": area,
        "here": "profile",
        "programme": area.programme,
        "words": Words(area.programme.words),
        "part": public_part(area),
        "own": members_part(request.user, area) if theirs else None,
        "theirs": theirs,
        "reads_more": not theirs and can(request.user, May.READ_SHARED, area),
        "paper": paper.available(),
        "may_log": can(request.user, May.LOG, area),
    }
    return render(request, "pages/area.html", context)


@login_not_required
@require_safe
def timeline(request, slug: str):
    """All years on one page while they fit; a busy area one year at a time, so that it stays
    readable.
    """
    areas = Area.objects.visible_to(request.user).select_related(
        "region", "facts", "partnership", "programme"
    )
    area = get_object_or_404(areas, slug=slug)
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


MEMBERS = "members"
ITEMS_A_YEAR = 12
OWN_EACH = 40


@login_not_required
@require_safe
def area_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """Without ?part= the public part, the same for whoever asks. ?part=members is for the area's
    own people.
    """
    area = get_object_or_404(area_for_profile(Area.objects.visible_to(request.user)), slug=slug)
    asked = request.GET.get("part", "")
    if asked not in ("", MEMBERS):
        raise Http404
    if asked == MEMBERS:
        require(request.user, May.READ_OWN_LOG, area)
    context = {"area": area, "programme": area.programme, "words": Words(area.programme.words)}
    if not paper.available():
        context |= {"section": "areas", "here": "profile"}
        return render(request, "pages/paper/none.html", context, status=503)
    part = public_part(area, years=ALL_YEARS, each=ITEMS_A_YEAR, all_priorities=True)
    own = members_part(request.user, area, each=OWN_EACH) if asked == MEMBERS else None
    photos = frozenset(
        item.photo.name for _year, items in part.years for item in items if item.photo
    )
    context |= {
        "part": part,
        "own": own,
        "address": request.build_absolute_uri(area.get_absolute_url()),
    }
    made = paper.as_pdf(render_to_string("pages/paper.html", context), photos)
    name = f"{area.slug}-{'members-' if own else ''}{part.at.isoformat()}.pdf"
    headers = {
        "Content-Disposition": f'inline; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
    }
    if own:
        headers["Cache-Control"] = "private, no-store"
    return HttpResponse(made, content_type="application/pdf", headers=headers)
