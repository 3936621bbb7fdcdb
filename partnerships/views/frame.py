"""Where a page of an area stands in the navigation."""

from django.http import HttpRequest

from areas.access import grants
from areas.models import Area


def of_area(request: HttpRequest, area: Area, here: str) -> dict:
    """Context every page of an area has.

    Somebody's own area lies under "My area", others under "Areas".
    """
    mine = area.pk in grants(request.user).area_ids()
    return {"section": "home" if mine else "areas", "area": area, "here": here}
