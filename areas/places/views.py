"""The page of all areas, a map and a list by region; and the context of every page of an area."""

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


@login_not_required
@require_safe
def area_list(request: HttpRequest) -> HttpResponse:
    """Everybody's way to a place.

    All of them on one page: people look for a name, not for page four.
    """
    queryset = Area.objects.visible_to(request.user).for_list().order_by("region__order", "name")
    filters = AreaFilter(request.GET)
    areas = list(filters.narrow(queryset))
    return render(
        request,
        "areas/places/areas.html",
        {
            "section": "areas",
            **filters.as_context(),
            "areas": areas,
            "total": len(areas),
            "by_region": [
                (region, list(group)) for region, group in groupby(areas, key=lambda a: a.region)
            ],
            "map": map_of(areas),
        },
    )


def map_of(areas: Iterable[Area]) -> dict[str, object]:
    path, source = outline()
    return {"path": path, "source": source, "pins": pins(areas)}


def of_area(request: HttpRequest, area: Area, here: str) -> dict[str, object]:
    """The context every page of an area has; `here` is the key of its link.

    In the navigation somebody's own area lies under "My area", others under "Areas".
    """
    mine = area.pk in grants(request.user).area_ids()
    return {"section": "home" if mine else "areas", "area": area, "here": here}
