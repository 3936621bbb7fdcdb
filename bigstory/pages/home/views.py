"""The first page: for visitors what this is, for everybody else their own work."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from areas.access import can, grants
from areas.desk.queries.letters import Question, open_questions, side_of
from areas.desk.queries.owed import visible_to, with_waiting
from areas.models import Area
from areas.places.queries.standing import with_standing
from areas.powers.actions.kinds import in_words
from areas.powers.queries import roles_waiting_for
from bigstory.accounts.roles import May, Role
from bigstory.core.db.dated import today
from bigstory.kit.numbers.rows import row_number
from bigstory.pages.front.views import front_page
from bigstory.pages.home.queries.greeting import greeting
from bigstory.pages.home.queries.money import money_home
from bigstory.pages.home.queries.rounds import rounds_home
from bigstory.pages.home.queries.work import Desk
from outcomes.stories.forms.steps import CHECK
from partnerships.log.queries import offers_among, unconfirmed
from partnerships.log.views.regular import confirmations
from partnerships.organisations.queries.holding import to_be_said

# Whose work begins on another page.
ELSEWHERE = (
    (Role.TRUST, "portfolio"),
    (Role.EVALUATOR, "stories"),
    (Role.ADMINISTRATOR, "admin:index"),
)
ASKED_AT_ONCE = 3


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The front page, somebody's own work, or a way to the page where their work begins."""
    if not request.user.is_authenticated:
        return front_page(request)
    granted = grants(request.user)
    if granted.area_ids():
        return _own(request, granted.area_ids())
    for role, page in ELSEWHERE:
        if role in granted.roles:
            return redirect(page)
    waiting = [in_words(change) for change in roles_waiting_for(request.user)]
    context = {"section": "home", "waiting": waiting, "hand_overs": to_be_said(request.user)}
    return render(request, "pages/home/no_role.html", context)


def _own(request: HttpRequest, ids: list[int]) -> HttpResponse:
    """My area; or all of mine, and one of them when it is named (?area=): by what I do there."""
    visible = Area.objects.visible_to(request.user).filter(pk__in=ids)
    mine = with_standing(visible.for_list().select_related("programme"))
    my_areas = list(with_waiting(mine, visible_to(request.user)))
    slug = request.GET.get("area")
    area = next((area for area in my_areas if area.slug == slug), None)
    if area is None and len(my_areas) == 1:
        area = my_areas[0]
    shown = [area] if area else my_areas
    context = {
        "section": "home",
        "my_areas": my_areas,
        "area": area,
        "areas": shown,
        "several": len(my_areas) > 1,
        "greeting": greeting(),
        "here_url": request.get_full_path(),
        "questions": open_questions(request.user, shown),
        "today": today(),
    }
    if any(can(request.user, May.LOG, one) for one in shown):
        template, home = "pages/home.html", _work(request, area, shown)
    elif any(can(request.user, May.EDIT_MONEY, one) for one in shown):
        template, home = "pages/home/money.html", money_home(request.user, shown)
    else:
        template, home = "pages/home/rounds.html", rounds_home(request.user, shown)
    return render(request, template, context | _told(request, home, context["questions"]))


def _told(request: HttpRequest, home: dict, questions: list[Question]) -> dict:
    """What was written to this reader, each with whether they may write back.

    What is asked of them, with a box to answer in, is not told again as a reply.
    """
    asked = [question.letter for question in questions]
    told = {name: home[name] for name in ("fresh", "replies") if name in home}
    return home | {
        name: [
            (thing, reply, side_of(request.user, thing) is not None)
            for thing, reply in rows
            if reply not in asked
        ]
        for name, rows in told.items()
    }


def _work(request: HttpRequest, area: Area | None, shown: list[Area]) -> dict[str, object]:
    """The home of whoever logs and tells: a member, a paid worker."""
    work = Desk(request.user, shown)
    saved = _just_saved(request)
    lately = work.lately(saved)
    own = (activity for activity in lately if activity.logged_by_id == request.user.pk)
    may_log = area is not None and can(request.user, May.LOG, area)
    fresh, replies = work.replies()
    half_told = work.half_told()
    return {
        "not_one": area is None,
        "may_log": may_log,
        "offers": offers_among(lately) if may_log else [],
        **confirmations(unconfirmed(request.user, work.areas), most=ASKED_AT_ONCE),
        "to_be_cut": work.to_be_cut(),
        "look_over": work.to_be_looked_over(),
        "half_told": half_told,
        # The first is offered beside the one thing to do.
        "half_told_more": half_told[1:] if may_log else half_told,
        "still": work.to_ask_again(),
        "due": work.due(),
        "fresh": fresh,
        "replies": replies,
        "meeting": work.next_meeting(),
        "left": work.money_and_time(),
        "talk": work.to_talk_about(),
        "just_logged": next((activity for activity in own if activity.pk == saved), None),
        "lately": lately,
        "count": work.in_the_diary(),
        "check": CHECK,
    }


def _just_saved(request: HttpRequest) -> int | None:
    """The id of the activity that was saved a moment ago (?logged=)."""
    return row_number(request.GET.get("logged", ""))
