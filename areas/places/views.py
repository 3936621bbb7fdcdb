"""All areas: a map, a search and a list by region.

Where a page of an area stands in the navigation.
"""

from collections.abc import Iterable
from itertools import groupby

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from areas.access import grants
from areas.models import Area
from areas.places.forms import AreaFilter
from areas.places.queries import outline, pins


def map_of(areas: Iterable[Area]) -> dict[str, object]:
    path, source = outline()
    return {"path": path, "source": source, "pins": pins(areas)}


@login_not_required
@require_safe
def area_list(request: HttpRequest) -> HttpResponse:
    """Everybody's way to a place.

    All of them on one page: people look for a name, not for page four.
    """
    everywhere = Area.objects.visible_to(request.user).for_list().order_by("region__order", "name")
    # django_filters has no types.
    chosen = AreaFilter(request.GET, queryset=everywhere)  # type: ignore[no-untyped-call]
    areas = list(chosen.qs)
    return render(
        request,
        "areas/places/areas.html",
        {
            "section": "areas",
            **chosen.as_context(),
            "areas": areas,
            "total": len(areas),
            "by_region": [
                (region, list(group)) for region, group in groupby(areas, key=lambda a: a.region)
            ],
            "map": map_of(areas),
        },
    )


def of_area(request: HttpRequest, area: Area, here: str) -> dict[str, object]:
    """Context every page of an area has.

    Somebody's own area lies under "My area", others under "Areas".
    """
    mine = area.pk in grants(request.user).area_ids()
    return {"section": "home" if mine else "areas", "area": area, "here": here}
