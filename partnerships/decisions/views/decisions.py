"""The decision book of an area: the list, and what the book says about who raises things.

One decision: writing it down, reading it, putting it right.

What followed from a decision: ticking the things of the same area it led to.
"""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from areas.access import can, require
from areas.models import Area
from areas.places.views import of_area
from bigstory.accounts.roles import May
from bigstory.core.db.tokens import FormToken
from bigstory.core.db.versioned import Conflict
from bigstory.kit.once import AlreadySent, fingerprint, once, with_a_token
from bigstory.kit.two_editors import side_by_side
from partnerships.decisions.actions import change_decision, link_followed, record_decision
from partnerships.decisions.forms.decisions import (
    ChangeDecisionForm,
    DecisionFilter,
    DecisionForm,
    RecordForm,
    words_of,
)
from partnerships.decisions.queries import (
    KINDS_THAT_FOLLOW,
    decision_figures,
    followed,
    may_follow,
    offered,
)
from partnerships.models import Decision, Meeting

A_PAGE = 25
MEETINGS_SHOWN = 3


@require_safe
def decisions(request: HttpRequest, slug: str) -> HttpResponse:
    area = get_object_or_404(
        Area.objects.visible_to(request.user).select_related("programme"), slug=slug
    )
    require(request.user, May.READ_DECISIONS, area)
    visible = Decision.objects.visible_to(request.user).filter(area=area)
    told = decision_figures(visible)
    wanted = DecisionFilter(request.GET, years=[row.year for row in told.years])
    page = Paginator(wanted.narrow(visible).order_by("-on", "-pk"), A_PAGE).get_page(
        request.GET.get("page")
    )
    meetings = Meeting.objects.visible_to(request.user).filter(area=area).to_come()
    context = {
        **of_area(request, area, "decisions"),
        "filter": wanted,
        "page": page,
        "book": told,
        "meetings": list(meetings[:MEETINGS_SHOWN]),
        "may_record": can(request.user, May.RECORD_DECISIONS, area),
        "sturdiness": any(
            can(request.user, may, area) for may in (May.SEE_STURDINESS, May.READ_STURDINESS)
        ),
    }
    return render(request, "partnerships/decisions/decisions.html", context)


# Enough to find the last few meetings without scrolling through ten years.
MEETINGS_OFFERED = 40


def find(request: HttpRequest, slug: str, pk: int) -> Decision:
    visible = Decision.objects.visible_to(request.user).select_related("area__programme", "meeting")
    return get_object_or_404(visible, area__slug=slug, pk=pk)


def _meetings(request: HttpRequest, area: Area, keep: int | None = None):
    """The latest meetings of this area, and the one the decision already belongs to."""
    own = Meeting.objects.visible_to(request.user).filter(area=area)
    latest = list(
        own.past().filter(cancelled=False).values_list("pk", flat=True)[:MEETINGS_OFFERED]
    )
    return own.filter(pk__in=[*latest, keep] if keep else latest).order_by("-starts_at", "-pk")


@require_safe
def decision(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found = find(request, slug, pk)
    context = {
        **of_area(request, found.area, "decisions"),
        "decision": found,
        "room": [
            (Decision._meta.get_field(name).verbose_name, getattr(found, name))
            for name in Decision.ROOM
        ],
        "room_noted": any(getattr(found, name) for name in Decision.ROOM),
        "followed": followed(found, user=request.user),
        "names": can(request.user, May.READ_NAMES, found.area),
        "may_record": can(request.user, May.RECORD_DECISIONS, found.area),
    }
    return render(request, "partnerships/decisions/decision.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def decision_new(request: HttpRequest, slug: str) -> HttpResponse:
    area = get_object_or_404(
        Area.objects.visible_to(request.user).select_related("programme"), slug=slug
    )
    require(request.user, May.RECORD_DECISIONS, area)
    meetings = _meetings(request, area)
    if request.method != "POST":
        asked = request.GET.get("meeting", "")
        start = (
            {"meeting": int(asked)}
            if asked.isascii() and asked.isdigit() and len(asked) < 19
            else {}
        )
        return _new_page(request, area, RecordForm(area=area, meetings=meetings, initial=start))
    typed = with_a_token(request.POST)
    form = RecordForm(typed, area=area, meetings=meetings)
    if not form.is_valid():
        return _new_page(request, area, form)

    def make() -> str:
        return record_decision(area=area, by=request.user, values=form.values()).get_absolute_url()

    token = form.cleaned_data["token"]
    try:
        path = once(user=request.user, token=token, body=fingerprint(request.POST), make=make)
    except AlreadySent:
        first = FormToken.objects.get(user=request.user, token=token).result
        again = RecordForm(with_a_token(typed, new=True), area=area, meetings=meetings)
        return _new_page(request, area, again, sent_before=first)
    messages.success(request, _("It is in the book."))
    return redirect(path)


def _new_page(request: HttpRequest, area: Area, form: DecisionForm, **more) -> HttpResponse:
    context = {**of_area(request, area, "decisions"), "form": form}
    return render(request, "partnerships/decisions/decision_new.html", context | more)


@require_http_methods(["GET", "HEAD", "POST"])
def decision_change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found = find(request, slug, pk)
    require(request.user, May.RECORD_DECISIONS, found.area)
    meetings = _meetings(request, found.area, keep=found.meeting_id)
    if request.method != "POST":
        return _change_page(
            request,
            found,
            ChangeDecisionForm(initial=words_of(found), area=found.area, meetings=meetings),
        )
    form = ChangeDecisionForm(request.POST, area=found.area, meetings=meetings)
    if not form.is_valid():
        return _change_page(request, found, form)
    try:
        change_decision(
            decision=found, by=request.user, seen=form.cleaned_data["version"], values=form.values()
        )
    except Conflict as conflict:
        return _change_page(request, conflict.current, form, against=conflict.current)
    messages.success(request, _("Saved."))
    return redirect("decision", slug=slug, pk=pk)


def _change_page(
    request: HttpRequest, found: Decision, form, *, against: Decision | None = None
) -> HttpResponse:
    """The form; after a clash, with what the other person saved beside what was typed here."""
    context = {**of_area(request, found.area, "decisions"), "decision": found, "form": form}
    if against is not None:
        # Their version counts as seen now: sending this page again is a choice, not an accident.
        form.data = form.data.copy()
        form.data["version"] = str(against.version)
        context["differences"] = side_by_side(form, against)
    return render(request, "partnerships/decisions/decision_change.html", context)


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
    for kind in KINDS_THAT_FOLLOW:
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
