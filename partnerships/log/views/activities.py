"""All that happened in an area, newest first, as far as the reader may see."""

from itertools import groupby

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from areas.access import can, require
from areas.models import Area
from areas.places.views import of_area
from bigstory.accounts.roles import May
from bigstory.kit.numbers.rows import row_number
from partnerships.log.forms.filters import ActivityFilter
from partnerships.log.queries import first_photo, offers
from partnerships.models import Activity

A_PAGE = 25
# Whoever holds one of these may open the list; which rows they find in it, `visible_to` decides.
READERS = (May.READ_LOG, May.READ_SHARED)


@require_safe
def activities(request: HttpRequest, slug: str) -> HttpResponse:
    """The list by month, with filters; for those who log here also what may have happened again."""
    area = get_object_or_404(Area.objects.visible_to(request.user), slug=slug)
    if not any(can(request.user, reader, area) for reader in READERS):
        require(request.user, May.READ_OWN_LOG, area)
    visible = Activity.objects.visible_to(request.user).filter(area=area)
    years = [day.year for day in visible.dates("on", "year", order="DESC")]
    filters = ActivityFilter(request.GET, years=years)
    matches = filters.narrow(visible).order_by("-on", "-pk").prefetch_related(first_photo())
    page = Paginator(matches, A_PAGE).get_page(request.GET.get("page"))
    context = {
        **of_area(request, area),
        "filter": filters,
        "page": page,
        "months": [
            (month, list(entries))
            for month, entries in groupby(page, key=lambda activity: activity.on.replace(day=1))
        ],
        "just_logged": _just_logged(request, visible),
        "may_log": can(request.user, May.LOG, area),
        "names": can(request.user, May.READ_NAMES, area),
    }
    if context["may_log"]:
        context["offers"] = offers(request.user, area)
    return render(request, "partnerships/log/activities.html", context)


def _just_logged(request: HttpRequest, visible) -> Activity | None:
    """The reader's own entry of a moment ago (?logged=): the page asks only them about it."""
    pk = row_number(request.GET.get("logged", ""))
    if pk is None:
        return None
    return visible.filter(pk=pk, logged_by=request.user).select_related("area").first()
