"""The calendar of an area as a file for a phone or a laptop."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from areas.access import require
from areas.models import Area
from bigstory.accounts.roles import May
from partnerships.decisions.exchange import calendar_events, calendar_file


@require_safe
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Meetings and days that are due, for those who read the decision book."""
    area = get_object_or_404(
        Area.objects.visible_to(request.user).select_related("programme"), slug=slug
    )
    require(request.user, May.READ_DECISIONS, area)
    host = f"{request.scheme}://{request.get_host()}"
    events = calendar_events(area, user=request.user, host=host)
    text = calendar_file(area.short_name, events, stamp=timezone.now())
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{area.slug}.ics"'
    response["Cache-Control"] = "private, no-store"
    return response
