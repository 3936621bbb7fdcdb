"""What followed from a decision: ticking the things of the same area it led to."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from areas.access import require
from bigstory.accounts.roles import May
from partnerships.actions.decisions import KINDS, link_followed, may_follow
from partnerships.models import Decision
from partnerships.reads.followed import offered
from partnerships.views.decisions import find
from partnerships.views.frame import of_area

LONGEST_Q = 100
# A browser sends a tick for each row shown; more than this is no browser.
MOST_TICKS = 500


@require_http_methods(["GET", "HEAD", "POST"])
def decision_followed(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found = find(request, slug, pk)
    require(request.user, May.RECORD_DECISIONS, found.area)
    if request.method != "POST":
        return _page(request, found)
    rows = may_follow(area=found.area, user=request.user)
    add, remove = _told(request, rows)
    link_followed(decision=found, by=request.user, add=add, remove=remove)
    messages.success(request, _("Saved."))
    return redirect("decision", slug=slug, pk=pk)


def _told(request: HttpRequest, rows: dict) -> tuple[dict, dict]:
    """What was ticked, and what was linked when the page was opened and is ticked no more.

    Numbers of other areas, or of things this person may not see, are not among the rows and so do
    nothing.
    """
    add = {}
    remove = {}
    for kind in KINDS:
        ticked = _numbers(request, kind)
        was = _numbers(request, f"was_{kind}")
        known = rows[kind].in_bulk(ticked ^ was) if ticked ^ was else {}
        add[kind] = [row for key, row in known.items() if key in ticked]
        remove[kind] = [row for key, row in known.items() if key in was]
    return add, remove


def _numbers(request: HttpRequest, name: str) -> set[int]:
    sent = request.POST.getlist(name)[:MOST_TICKS]
    return {int(each) for each in sent if each.isascii() and each.isdigit() and len(each) < 19}


def _page(request: HttpRequest, found: Decision) -> HttpResponse:
    q = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST_Q]
    context = {
        **of_area(request, found.area, "decisions"),
        "decision": found,
        "q": q,
        "offered": offered(found, user=request.user, q=q),
    }
    return render(request, "partnerships/decisions/decision_followed.html", context)
