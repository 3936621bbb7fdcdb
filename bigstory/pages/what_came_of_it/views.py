"""Any pound: what came of it?

From a need the community chose to what changed, with the list behind each number.
"""

from decimal import Decimal
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from areas.access import can, require
from areas.models import Area
from areas.places.views import of_area
from areas.programme.queries import Words
from bigstory.accounts.roles import May
from bigstory.pages.area.queries.profile import party_names
from bigstory.pages.what_came_of_it.queries import FollowedPriority, Need
from partnerships.models import SpendLine
from partnerships.money.queries.sums import totals

A_PAGE = 25
LOGGED_EACH = 3
STORIES_SHOWN = 6
LINES_SHOWN = 5


def _area(request: HttpRequest, slug: str) -> Area:
    return get_object_or_404(
        Area.objects.visible_to(request.user).select_related("programme"), slug=slug
    )


@login_not_required
@require_safe
def came_of(request: HttpRequest, slug: str) -> HttpResponse:
    """Every need of every plan, with what was done about it and what grew."""
    area = _area(request, slug)
    found = FollowedPriority(request.user, area)
    needs = found.needs()
    page = Paginator(needs, A_PAGE).get_page(request.GET.get("page"))
    found.add_what_grew(page.object_list)
    context = {
        **_frame(request, area, found),
        "page": page,
        "on_no_need": found.add_pounds(page.object_list),
        "money": totals(area),
    }
    return render(request, "pages/came_of.html", context)


@login_not_required
@require_safe
def came_of_priority(request: HttpRequest, slug: str, thread: UUID) -> HttpResponse:
    """One need: its pounds, its actions, what was logged under them, the stories that grew and who
    reads them how.
    """
    area = _area(request, slug)
    found = FollowedPriority(request.user, area)
    need = found.need(thread)
    if need is None:
        raise Http404
    found.add_what_grew([need])
    context = {**_frame(request, area, found), "need": need}
    if request.GET.get("show") == "spent":
        return _all_lines(request, area, found, context)
    if request.GET.get("show") == "stories":
        return _all_stories(request, found, context)
    if "action" in request.GET:
        return _all_logged(request, found, context)
    return _whole(request, found, context)


def _frame(request: HttpRequest, area: Area, found: FollowedPriority) -> dict:
    words = Words(area.programme.words)
    return {
        **of_area(request, area, "plan"),
        "programme": area.programme,
        "words": words,
        "pounds": found.pounds,
        "may_tell": can(request.user, May.TELL, area),
        "may_log": can(request.user, May.LOG, area),
        "parties": party_names(words),
    }


def _whole(request: HttpRequest, found: FollowedPriority, context: dict) -> HttpResponse:
    need: Need = context["need"]
    lines = list(_lines(request, found, need)) if found.pounds else []
    need.spent = sum((line.amount for line in lines), Decimal(0))
    page = Paginator(list(need.actions.values()), A_PAGE).get_page(request.GET.get("page"))
    logged = found.shown.newest_logged([did.thread for did in page], LOGGED_EACH)
    for did in page:
        did.newest = [row for row in logged if row.action == did.thread]
        did.more = did.activities > len(did.newest)
    stories = sorted(need.stories, reverse=True)[:STORIES_SHOWN]
    context |= {
        "page": page,
        "stories": found.shown.stories(stories) if stories else [],
        "more_stories": len(need.stories) > STORIES_SHOWN,
        "lines": lines[:LINES_SHOWN],
    }
    return render(request, "pages/came_of/need.html", context)


def _lines(request: HttpRequest, found: FollowedPriority, need: Need):
    """What sent reports say was spent on this need: every line of the sum."""
    lines = SpendLine.objects.visible_to(request.user).sent().filter(report__area=found.area)
    mine = lines.filter(priority__thread=need.thread).select_related("report")
    return mine.order_by("-report__half_year", "pk")


def _all_lines(
    request: HttpRequest, area: Area, found: FollowedPriority, context: dict
) -> HttpResponse:
    require(request.user, May.READ_MONEY, area)
    found.add_pounds([context["need"]])
    context["page"] = _page(request, _lines(request, found, context["need"]))
    return render(request, "pages/came_of/spent.html", context)


def _all_stories(request: HttpRequest, found: FollowedPriority, context: dict) -> HttpResponse:
    context["page"] = page = _page(request, sorted(context["need"].stories, reverse=True))
    context["stories"] = found.shown.stories(page.object_list)
    return render(request, "pages/came_of/stories.html", context)


def _all_logged(request: HttpRequest, found: FollowedPriority, context: dict) -> HttpResponse:
    actions = {str(did.thread): did for did in context["need"].actions.values()}
    did = actions.get(request.GET["action"])
    if did is None:
        raise Http404
    page = _page(request, found.shown.logged(did.thread))
    context |= {"page": page, "did": did, "logged": found.shown.as_logged(page.object_list)}
    return render(request, "pages/came_of/logged.html", context)


def _page(request: HttpRequest, rows):
    return Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
