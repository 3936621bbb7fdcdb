"""One area on one page, as a resident would show it to a neighbour; and its years."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from areas.access import can
from areas.models import Area
from areas.words import Words
from bigstory.accounts.roles import May
from bigstory.pages.exchange import paper
from bigstory.pages.reads.members import is_theirs, members_part
from bigstory.pages.reads.profile import area_for_profile, public_part
from bigstory.pages.reads.timeline import Timeline

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
