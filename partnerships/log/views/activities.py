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
from partnerships.log.forms.filters import ActivityFilter
from partnerships.log.queries import first_photo, offers
from partnerships.models import Activity

A_PAGE = 25
# Whoever holds one of these may open the list; which rows they find in it, `visible_to` decides.
READERS = (May.READ_LOG, May.READ_SHARED)


@require_safe
def activities(request: HttpRequest, slug: str) -> HttpResponse:
    area = get_object_or_404(Area.objects.visible_to(request.user), slug=slug)
    if not any(can(request.user, reader, area) for reader in READERS):
        require(request.user, May.READ_OWN_LOG, area)
    visible = Activity.objects.visible_to(request.user).filter(area=area)
    years = [day.year for day in visible.dates("on", "year", order="DESC")]
    wanted = ActivityFilter(request.GET, years=years)
    found = wanted.narrow(visible).order_by("-on", "-pk").prefetch_related(first_photo())
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        **of_area(request, area, "activities"),
        "filter": wanted,
        "page": page,
        "months": [
            (month, list(days))
            for month, days in groupby(page, key=lambda one: one.on.replace(day=1))
        ],
        "just_logged": just_logged(request, visible),
        "may_log": can(request.user, May.LOG, area),
        "names": can(request.user, May.READ_NAMES, area),
    }
    if context["may_log"]:
        context["offers"] = offers(request.user, area)
    return render(request, "partnerships/log/activities.html", context)


def just_logged(request: HttpRequest, visible) -> Activity | None:
    """The entry somebody saved a moment ago (?logged=), if it is theirs: only they are asked about
    it.
    """
    asked = request.GET.get("logged", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 19):
        return None
    return visible.filter(pk=int(asked), logged_by=request.user).select_related("area").first()
