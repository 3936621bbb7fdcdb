"""The front page, for everybody who is not signed in.

The first page: for visitors what this is, for everybody else their own work.
"""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from areas.access import can, grants
from areas.models import Area, Region
from areas.places.views import map_of
from bigstory.accounts.roles import May, Role
from bigstory.core.db.dated import today
from bigstory.pages.home.queries import Desk, tallies
from outcomes.models import Publication
from outcomes.stories.forms.steps import CHECK
from partnerships.log.queries import offers_among, unconfirmed
from partnerships.log.views.regular import confirmations

NEWEST = 5


@login_not_required
@require_safe
def front(request):
    """What this is, what changed, the newest stories and where it happened."""
    stories = Publication.objects.visible_to(request.user).stories()
    newest = list(stories.for_list()[:NEWEST])
    # A story with a drawing leads, where there is one among the newest.
    lead = next((story for story in newest if story.picture), newest[0] if newest else None)
    case_studies = list(Area.objects.visible_to(request.user).for_list().filter(case_study=True))
    tally = tallies(stories)
    return render(
        request,
        "pages/front.html",
        {
            "section": "front",
            "lead": lead,
            "newest": [story for story in newest if story is not lead],
            "tallies": tally,
            "stories": stories.count(),
            "map": map_of(case_studies),
            "regions": Region.objects.annotate(n=Count("areas")).filter(n__gt=0),
            "areas_count": Area.objects.visible_to(request.user).count(),
        },
    )


# Whose work begins on another page.
ELSEWHERE = (
    (Role.TRUST, "portfolio"),
    (Role.EVALUATOR, "stories"),
    (Role.ADMINISTRATOR, "admin:index"),
)
NOON = 12
EVENING = 18
ASKED_AT_ONCE = 3


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return front(request)
    held = grants(request.user)
    if held.area_ids():
        return desk(request, held.area_ids())
    for role, page in ELSEWHERE:
        if role in held.roles:
            return redirect(page)
    return render(request, "pages/home/no_role.html", {"section": "home"})


def desk(request: HttpRequest, ids: list[int]) -> HttpResponse:
    """My area; or all of mine, and one of them when it is named (?area=)."""
    mine = list(Area.objects.visible_to(request.user).filter(pk__in=ids).for_list())
    area = next((one for one in mine if one.slug == request.GET.get("area")), None)
    if area is None and len(mine) == 1:
        area = mine[0]
    work = Desk(request.user, [area] if area else mine)
    saved = _just_saved(request)
    reply = work.reply()
    lately = work.lately(saved)
    logged = next(
        (one for one in lately if one.pk == saved and one.logged_by_id == request.user.pk), None
    )
    may_log = area is not None and can(request.user, May.LOG, area)
    context = {
        "section": "home",
        "my_areas": mine,
        "area": area,
        "areas": work.areas,
        "several": len(mine) > 1,
        "not_one": area is None,
        "greeting": _greeting(),
        "may_log": may_log,
        "offers": offers_among(lately) if may_log else [],
        **confirmations(unconfirmed(request.user, work.areas), most=ASKED_AT_ONCE),
        "here_url": request.get_full_path(),
        "half_told": work.half_told(),
        "still": work.still(),
        "due": work.due(),
        "reply": reply,
        "plan_reply": work.plan_reply(),
        "may_answer": reply is not None and can(request.user, May.TELL, reply.story.area),
        "just_logged": logged,
        "lately": lately,
        "count": lately[0].of_all if lately else 0,
        "today": today(),
        "check": CHECK,
    }
    return render(request, "pages/home.html", context)


def _greeting() -> str:
    hour = timezone.localtime().hour
    if hour < NOON:
        return _("Morning")
    return _("Afternoon") if hour < EVENING else _("Evening")


def _just_saved(request: HttpRequest) -> int | None:
    """The number of what was saved a moment ago (?logged=)."""
    asked = request.GET.get("logged", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else None
