"""Setting up and keeping one area: what is due first, then all that is known of it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from areas.access import can, require
from areas.models import Area
from areas.places.views import of_area
from bigstory.accounts.roles import May
from bigstory.accounts.somebody import SignedInRequest
from bigstory.pages.desk.queries import desk


@require_safe
def area_desk(request: SignedInRequest, slug: str) -> HttpResponse:
    """For Local Trust, and to read for the area's own Rep."""
    areas = Area.objects.visible_to(request.user)
    joined = areas.select_related("region", "programme", "facts", "partnership")
    area = get_object_or_404(joined, slug=slug)
    require(request.user, May.READ_DESK, area)
    context = {
        **of_area(request, area),
        "may_keep": can(request.user, May.KEEP_DESK, area),
        "may_note": can(request.user, May.NOTE_CONTACT, area),
        **desk(request.user, area),
    }
    return render(request, "pages/desk.html", context)
