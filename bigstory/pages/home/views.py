"""The first page: for visitors what this is, for everybody else their own work."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from areas.access import can, grants
from areas.desk.queries.letters import latest_replies, open_questions
from areas.desk.queries.owed import visible_to, with_waiting
from areas.models import Area
from areas.powers.actions.kinds import in_words
from areas.powers.queries import roles_waiting_for
from bigstory.accounts.roles import May, Role
from bigstory.core.db.dated import today
from bigstory.kit.numbers.rows import row_number
from bigstory.pages.front.views import front_page
from bigstory.pages.home.queries import Desk
from outcomes.stories.forms.steps import CHECK
from partnerships.log.queries import offers_among, unconfirmed
from partnerships.log.views.regular import confirmations

# Whose work begins on another page.
ELSEWHERE = (
    (Role.TRUST, "portfolio"),
    (Role.EVALUATOR, "stories"),
    (Role.ADMINISTRATOR, "admin:index"),
)
NOON = 12
EVENING = 18
ASKED_AT_ONCE = 3
REPLIES_SHOWN = 2


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The front page, somebody's own work, or a way to the page where their work begins."""
    if not request.user.is_authenticated:
        return front_page(request)
    granted = grants(request.user)
    if granted.area_ids():
        return _desk(request, granted.area_ids())
    for role, page in ELSEWHERE:
        if role in granted.roles:
            return redirect(page)
    waiting = [in_words(change) for change in roles_waiting_for(request.user)]
    return render(request, "pages/home/no_role.html", {"section": "home", "waiting": waiting})


def _desk(request: HttpRequest, ids: list[int]) -> HttpResponse:
    """My area; or all of mine, and one of them when it is named (?area=)."""
    mine = Area.objects.visible_to(request.user).filter(pk__in=ids).for_list()
    my_areas = list(with_waiting(mine, visible_to(request.user)))
    slug = request.GET.get("area")
    area = next((area for area in my_areas if area.slug == slug), None)
    if area is None and len(my_areas) == 1:
        area = my_areas[0]
    work = Desk(request.user, [area] if area else my_areas)
    saved = _just_saved(request)
    lately = work.lately(saved)
    own = (activity for activity in lately if activity.logged_by_id == request.user.pk)
    just_logged = next((activity for activity in own if activity.pk == saved), None)
    may_log = area is not None and can(request.user, May.LOG, area)
    context = {
        "section": "home",
        "my_areas": my_areas,
        "area": area,
        "areas": work.areas,
        "several": len(my_areas) > 1,
        "not_one": area is None,
        "greeting": _greeting(),
        "may_log": may_log,
        "offers": offers_among(lately) if may_log else [],
        **confirmations(unconfirmed(request.user, work.areas), most=ASKED_AT_ONCE),
        "here_url": request.get_full_path(),
        "to_be_cut": work.to_be_cut(),
        "half_told": work.half_told(),
        "still": work.to_ask_again(),
        "due": work.due(),
        "questions": open_questions(request.user, work.areas),
        "replies": latest_replies(request.user, work.areas, REPLIES_SHOWN),
        "just_logged": just_logged,
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
    """The id of the activity that was saved a moment ago (?logged=)."""
    return row_number(request.GET.get("logged", ""))
