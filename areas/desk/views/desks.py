"""What every page of an area's desk begins with."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from areas.access import require
from areas.models import Area
from bigstory.accounts.roles import May


def desk_area_or_404(request: HttpRequest, slug: str, may: May) -> Area:
    """An area whose desk this person may see or keep: 404 to strangers, 403 to onlookers."""
    areas = Area.objects.visible_to(request.user).select_related("programme", "region")
    area = get_object_or_404(areas, slug=slug)
    require(request.user, may, area)
    return area
