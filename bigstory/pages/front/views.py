"""The front page: what this is, what changed, a story of each kind, and where it happened."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from areas.places.views import map_of
from bigstory.pages.front.queries import areas_for_map, regions_with_places, stories_shown, tallies
from outcomes.models import Publication


def front_page(request: HttpRequest) -> HttpResponse:
    """For whoever is not signed in; `home` leads here."""
    stories = Publication.objects.for_everybody().stories()
    case_studies, others = areas_for_map(request.user)
    regions = list(regions_with_places())
    shown = stories_shown()
    context = {
        "section": "front",
        "lead": shown.lead,
        "of_each_kind": shown.of_each_kind,
        "newest": shown.newest,
        "tallies": tallies(stories),
        "stories": stories.count(),
        "map": map_of(case_studies, others),
        "regions": regions,
        "areas_count": sum(region.n for region in regions),
        "on_map": sum(region.on_map for region in regions),
    }
    return render(request, "pages/front.html", context)
