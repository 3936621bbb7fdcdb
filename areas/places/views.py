"""The page of all areas, a map and a list by region; the context of every page of an area; and
where an area's former address leads.
"""

from collections.abc import Callable, Iterable
from itertools import groupby

from django.contrib.auth.decorators import login_not_required
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
)
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from areas.access import grants
from areas.models import Area
from areas.places.forms.filters import AreaFilter
from areas.places.queries.map import dots, outline, pins


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


def map_of(areas: Iterable[Area], others: Iterable[Area] = ()) -> dict[str, object]:
    """A map on which `areas` have a number each, and `others` a dot; those of which no source says
    where they lie are left to the list beside it.
    """
    areas = list(areas)
    path, source = outline()
    return {
        "path": path,
        "source": source,
        "pins": pins(areas),
        "dots": dots(others),
        "placeless": [area for area in areas if not area.spot],
    }


def of_area(request: HttpRequest, area: Area) -> dict[str, object]:
    """The context every page of an area has.

    In the navigation somebody's own area lies under "My area", others under "Areas".
    """
    mine = area.pk in grants(request.user).area_ids()
    return {"section": "home" if mine else "areas", "area": area}


class FormerAddressMiddleware:
    """Leads from an area's former address to the same page at the one it has now.

    Asked only where a page was not found, so it costs the others nothing. What is sent to a former
    address is sent on whole.
    """

    PLACE = "areas/<slug:slug>/"

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        if not isinstance(exception, Http404) or match is None:
            return None
        if not match.route.startswith(self.PLACE):
            return None
        areas = Area.objects.visible_to(request.user)
        area = areas.filter(former_addresses__slug=match.kwargs["slug"]).first()
        if area is None:
            return None
        page = reverse(match.view_name, kwargs=match.kwargs | {"slug": area.slug})
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(
            f"{page}?{query}" if query else page,
            preserve_request=request.method not in ("GET", "HEAD"),
        )
