"""All areas: a map, a search and a list by region."""

from collections.abc import Iterable
from itertools import groupby

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from areas.forms.filters import AreaFilter
from areas.map import outline, pins
from areas.models import Area


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
