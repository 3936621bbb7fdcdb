"""One area on one page, as a resident would show it to a neighbour; and its years."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from areas.access import can, grants
from areas.models import Area
from bigstory.accounts.roles import May
from bigstory.pages.reads.tallies import tallies
from bigstory.pages.reads.timeline import Timeline
from outcomes.models import Publication
from partnerships.models import LtoAppointment, Plan, Seat

YEARS_SHOWN = 3
ITEMS_A_YEAR = 6


def _area(request, slug: str) -> Area:
    areas = Area.objects.visible_to(request.user).select_related("region", "facts", "partnership", "programme")
    return get_object_or_404(areas, slug=slug)


def _heads(area: Area) -> dict:
    """How many sit on the partnership, and how many of them live there. A number, no names: public by nature."""
    kinds = list(Seat.objects.filter(partnership__area=area).sitting().values_list("kind", flat=True))
    return {"all": len(kinds), "residents": kinds.count(Seat.Kind.RESIDENT)}


@login_not_required
@require_safe
def profile(request, slug: str):
    area = _area(request, slug)
    timeline = Timeline(request.user, area)
    years = timeline.years()
    stories = Publication.objects.visible_to(request.user).stories().filter(area=area)
    plan = Plan.objects.visible_to(request.user).filter(area=area).current().with_parts().first()
    return render(
        request,
        "pages/area/profile.html",
        {
            "section": "areas",
            "area": area,
            "here": "profile",
            "plan": plan,
            "earlier_plans": plan is None and Plan.objects.visible_to(request.user).filter(area=area).exists(),
            "heads": _heads(area),
            "lto": LtoAppointment.objects.active().filter(area=area).select_related("organisation").first(),
            "years": [(year, n, timeline.items(year)[:ITEMS_A_YEAR]) for year, n in years[:YEARS_SHOWN]],
            "more_years": len(years) > YEARS_SHOWN,
            "logged": sum(n for _year, n in years),
            "tallies": tallies(stories),
            "public_stories": area.facts.public_stories if hasattr(area, "facts") else 0,
            "may_log": can(request.user, May.LOG, area),
            "is_mine": any(area_id == area.pk for _role, area_id in grants(request.user).held),
        },
    )


@login_not_required
@require_safe
def timeline(request, slug: str):
    """One year at a time, so that ten years of a busy area stay readable."""
    area = _area(request, slug)
    found = Timeline(request.user, area)
    years = found.years()
    known = {year for year, _n in years}
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and int(asked) in known else (years[0][0] if years else None)
    return render(
        request,
        "pages/area/timeline.html",
        {
            "section": "areas",
            "area": area,
            "here": "timeline",
            "years": years,
            "year": year,
            "items": found.items(year) if year else [],
            "title": _("%(area)s, year by year") % {"area": area},
        },
    )
