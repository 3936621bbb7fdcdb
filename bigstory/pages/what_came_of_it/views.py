"""What came of the money: from a need the community chose to what changed.

Behind each number stands its list.
"""

from decimal import Decimal
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from areas.access import can, require
from areas.models import Area
from areas.places.views import of_area
from areas.programme.queries import Words
from bigstory.accounts.roles import May
from bigstory.pages.area.queries.profile import party_names
from bigstory.pages.what_came_of_it.queries import FollowedPriorities, FollowedPriority
from partnerships.models import SpendLine
from partnerships.money.queries.sums import totals

A_PAGE = 25
ACTIVITIES_SHOWN = 3
STORIES_SHOWN = 6
LINES_SHOWN = 5


@login_not_required
@require_safe
def followed_priorities(request: HttpRequest, slug: str) -> HttpResponse:
    """Every priority of every plan, with what was done about it and what grew."""
    area = _area(request, slug)
    priorities = FollowedPriorities(request.user, area)
    page = _page(request, priorities.all())
    priorities.add_what_grew(page.object_list)
    context = {
        **_frame(request, priorities),
        "page": page,
        "on_no_need": priorities.add_pounds(page.object_list),
        "money": totals(area),
    }
    return render(request, "pages/came_of.html", context)


@login_not_required
@require_safe
def followed_priority(request: HttpRequest, slug: str, thread: UUID) -> HttpResponse:
    """One priority: its pounds, its actions with their activities, the stories and their readings.

    ?show=spent, ?show=stories and ?action= show one of its lists in full.
    """
    priorities = FollowedPriorities(request.user, _area(request, slug))
    priority = priorities.get(thread)
    if priority is None:
        raise Http404
    priorities.add_what_grew([priority])
    if request.GET.get("show") == "spent":
        return _all_lines(request, priorities, priority)
    if request.GET.get("show") == "stories":
        return _all_stories(request, priorities, priority)
    if "action" in request.GET:
        return _all_activities(request, priorities, priority)
    return _overview(request, priorities, priority)


def _area(request: HttpRequest, slug: str) -> Area:
    areas = Area.objects.visible_to(request.user).select_related("programme")
    return get_object_or_404(areas, slug=slug)


def _frame(
    request: HttpRequest, priorities: FollowedPriorities, priority: FollowedPriority | None = None
) -> dict:
    """The context of each of these pages; `need` is the priority it is about."""
    area = priorities.area
    words = Words(area.programme.words)
    context = {
        **of_area(request, area),
        "programme": area.programme,
        "words": words,
        "pounds": priorities.pounds,
        "may_tell": can(request.user, May.TELL, area),
        "may_log": can(request.user, May.LOG, area),
        "parties": party_names(words),
    }
    return context | {"need": priority} if priority else context


def _overview(
    request: HttpRequest, priorities: FollowedPriorities, priority: FollowedPriority
) -> HttpResponse:
    lines = list(_lines(request, priority, priorities.area)) if priorities.pounds else []
    priority.spent = sum((line.amount for line in lines), Decimal(0))
    page = _page(request, list(priority.actions.values()))
    newest = priorities.reader.newest_activities(
        [action.thread for action in page], ACTIVITIES_SHOWN
    )
    for action in page:
        action.newest = [activity for activity in newest if activity.action == action.thread]
        action.more = action.activities > len(action.newest)
    story_ids = sorted(priority.stories, reverse=True)[:STORIES_SHOWN]
    context = {
        **_frame(request, priorities, priority),
        "page": page,
        "stories": priorities.reader.stories(story_ids) if story_ids else [],
        "more_stories": len(priority.stories) > STORIES_SHOWN,
        "lines": lines[:LINES_SHOWN],
    }
    return render(request, "pages/came_of/need.html", context)


def _lines(request: HttpRequest, priority: FollowedPriority, area: Area) -> QuerySet[SpendLine]:
    """The lines of sent reports that make up what was spent on a priority."""
    lines = SpendLine.objects.visible_to(request.user).sent().filter(report__area=area)
    of_priority = lines.filter(priority__thread=priority.thread).select_related("report")
    return of_priority.order_by("-report__half_year", "pk")


def _all_lines(
    request: HttpRequest, priorities: FollowedPriorities, priority: FollowedPriority
) -> HttpResponse:
    require(request.user, May.READ_MONEY, priorities.area)
    priorities.add_pounds([priority])
    page = _page(request, _lines(request, priority, priorities.area))
    context = {**_frame(request, priorities, priority), "page": page}
    return render(request, "pages/came_of/spent.html", context)


def _all_stories(
    request: HttpRequest, priorities: FollowedPriorities, priority: FollowedPriority
) -> HttpResponse:
    page = _page(request, sorted(priority.stories, reverse=True))
    stories = priorities.reader.stories(page.object_list)
    context = {**_frame(request, priorities, priority), "page": page, "stories": stories}
    return render(request, "pages/came_of/stories.html", context)


def _all_activities(
    request: HttpRequest, priorities: FollowedPriorities, priority: FollowedPriority
) -> HttpResponse:
    actions = {str(thread): action for thread, action in priority.actions.items()}
    action = actions.get(request.GET["action"])
    if action is None:
        raise Http404
    page = _page(request, priorities.reader.activities(action.thread))
    context = {
        **_frame(request, priorities, priority),
        "page": page,
        "action": action,
        "logged": priorities.reader.as_logged(page.object_list),
    }
    return render(request, "pages/came_of/logged.html", context)


def _page(request: HttpRequest, rows: QuerySet | list) -> Page:
    return Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
