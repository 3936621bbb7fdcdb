"""The five elements of the model on one page of an area."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from areas.access import can, require
from areas.models import Area
from areas.places.queries.standing import with_standing
from areas.places.views import of_area
from bigstory.accounts.roles import May
from bigstory.accounts.somebody import SignedInRequest
from bigstory.pages.elements.queries import elements


@require_safe
def area_elements(request: SignedInRequest, slug: str) -> HttpResponse:
    """For the area's own people and the programme: how much there is of each, and what is not
    known.
    """
    areas = Area.objects.visible_to(request.user)
    joined = areas.select_related("region", "programme", "facts", "partnership")
    area = get_object_or_404(with_standing(joined), slug=slug)
    require(request.user, May.READ_PLAN, area)
    context = {
        **of_area(request, area),
        "may_keep": can(request.user, May.KEEP_DESK, area),
        **elements(area, request.user),
    }
    return render(request, "pages/elements.html", context)
