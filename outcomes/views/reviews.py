"""What waits for Local Trust: whatever an area sent, and things that were logged for everybody."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from areas.access import require
from bigstory.accounts.roles import May
from outcomes.actions.publications import NotForEverybody, publish_activity
from outcomes.reads import queue
from partnerships.models import Activity


@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    require(request.user, May.REVIEW_STORY)
    kind = request.GET.get("kind", "")
    kind = kind if kind in queue.KINDS else ""
    waiting = queue.how_many(request.user)
    paginator = Paginator(queue.waiting(request.user, kind), queue.MOST_SHOWN)
    paginator.count = waiting[kind] if kind else sum(waiting[each] for each in queue.KINDS)
    page = paginator.get_page(request.GET.get("page"))
    rows = list(page.object_list)
    found = queue.things(request.user, rows)
    asking = list(queue.asking_to_be_public(request.user)[: queue.MOST_SHOWN])
    context = {
        "section": "reviews",
        "page": page,
        "waiting": queue.in_full(rows, found),
        "kind": kind,
        "kinds": [(key, each.name) for key, each in queue.KINDS.items()],
        "asking": asking,
        "asking_in_all": asking[0].in_all if asking else 0,
        "accepted": queue.accepted(found),
        "apart": waiting["apart"],
        "answered": list(queue.answered_lately(request.user)),
    }
    return render(request, "outcomes/review/reviews.html", context)


@require_POST
def activity_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Show something that was logged to everybody, as its area asked.

    Pressed twice, it is shown once.
    """
    activity = get_object_or_404(
        Activity.objects.visible_to(request.user).select_related("area"), pk=pk
    )
    require(request.user, May.REVIEW_STORY, activity.area)
    if activity.logged_by_id == request.user.pk:
        raise PermissionDenied
    try:
        publish_activity(activity, by=request.user)
    except NotForEverybody as reason:
        messages.error(request, str(reason))
    else:
        messages.success(
            request, _("Everybody can read “%(title)s” now.") % {"title": activity.title}
        )
    return redirect("reviews")
