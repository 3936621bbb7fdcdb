"""A calendar as a file for a phone or a laptop: of an area, and somebody's own by its address."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_safe

from areas.access import require, user_with_roles
from areas.desk.queries.calendar import areas_in_calendar
from areas.models import Area
from bigstory.accounts.models import CalendarLink
from bigstory.accounts.roles import May
from bigstory.kit.wrong_links import count_wrong_link
from partnerships.decisions.exchange import calendar_events, calendar_file


@require_safe
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Meetings and days that are due, for those who read the decision book."""
    area = get_object_or_404(
        Area.objects.visible_to(request.user).select_related("programme"), slug=slug
    )
    require(request.user, May.READ_DECISIONS, area)
    events = calendar_events([area], user=request.user, host=_host(request))
    response = _answer(calendar_file(area.short_name, events, stamp=timezone.now()))
    response["Content-Disposition"] = f'attachment; filename="{area.slug}.ics"'
    return response


@login_not_required
@require_safe
@sensitive_variables("secret")
def calendar_by_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Somebody's own calendar, by the secret of its address.

    What they may read is asked now: whoever lost every role gets an empty one, and with it the
    entries go from their phone. An address that ended, or whose account is closed, gets nothing.
    """
    digest = CalendarLink.digest_of(secret)
    link = CalendarLink.objects.select_related("user").filter(digest=digest).first()
    if link is None:
        return _answer("", status=429 if count_wrong_link(request).too_often else 404)
    if link.ended_at is not None or not link.user.is_active:
        return _answer("", status=410)
    user = user_with_roles(link.user_id) or link.user
    own, studied = areas_in_calendar(user)
    several = _("My areas") if own or not studied else _("Case-study areas")
    name = [*own, *studied][0].short_name if len(own) + len(studied) == 1 else several
    events = calendar_events(own, user=user, host=_host(request), meets=studied)
    return _answer(calendar_file(name, events, stamp=timezone.now(), asked_for_again=True))


def _host(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


def _answer(text: str, *, status: int = 200) -> HttpResponse:
    """The address is a key: no copy of it or of its answer in a shared store or a search engine."""
    response = HttpResponse(text, status=status, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
