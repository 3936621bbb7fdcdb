"""The decision book of an area: the list and its figures, one decision, and what followed.

A decision is written down, read and put right; what followed is ticked among the things of the same
area.
"""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from areas.access import can, require
from areas.models import Area
from areas.places.views import of_area
from bigstory.accounts.roles import May
from bigstory.core.db.versioned import Conflict
from bigstory.kit.numbers.rows import row_number, row_numbers
from bigstory.kit.once import made_once, with_a_token
from bigstory.kit.two_editors import is_choice, two_wrote, with_both, words_of
from partnerships.decisions.actions import change_decision, link_followed, record_decision
from partnerships.decisions.forms.decisions import (
    FIELDS,
    ChangeDecisionForm,
    DecisionFilter,
    DecisionForm,
    RecordForm,
    initial_of,
)
from partnerships.decisions.queries import (
    KINDS_THAT_FOLLOW,
    decision_figures,
    followed,
    linkable,
    offered,
    room_of,
)
from partnerships.models import Decision, Meeting

A_PAGE = 25
MEETINGS_SHOWN = 3
# Enough to find the last few meetings without scrolling through ten years.
MEETINGS_OFFERED = 40
# A browser sends a tick for each row shown; more than this is no browser.
MOST_TICKS = 500


@require_safe
def decisions(request: HttpRequest, slug: str) -> HttpResponse:
    """The book with its filters and figures, and the next meetings."""
    area = get_object_or_404(
        Area.objects.visible_to(request.user).select_related("programme"), slug=slug
    )
    require(request.user, May.READ_DECISIONS, area)
    visible = Decision.objects.visible_to(request.user).filter(area=area)
    figures = decision_figures(visible)
    filters = DecisionFilter(request.GET, years=[row.year for row in figures.years])
    matches = filters.narrow(visible).order_by("-on", "-pk")
    page = Paginator(matches, A_PAGE).get_page(request.GET.get("page"))
    meetings = Meeting.objects.visible_to(request.user).filter(area=area).to_come()
    context = {
        **of_area(request, area),
        "filter": filters,
        "page": page,
        "book": figures,
        "meetings": list(meetings[:MEETINGS_SHOWN]),
        "may_record": can(request.user, May.RECORD_DECISIONS, area),
        "sturdiness": any(
            can(request.user, may, area) for may in (May.SEE_STURDINESS, May.READ_STURDINESS)
        ),
    }
    return render(request, "partnerships/decisions/decisions.html", context)


def _decision(request: HttpRequest, slug: str, pk: int) -> Decision:
    visible = Decision.objects.visible_to(request.user).select_related("area__programme", "meeting")
    return get_object_or_404(visible, area__slug=slug, pk=pk)


@require_safe
def decision(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One decision, with who was in the room and what followed."""
    entry = _decision(request, slug, pk)
    context = {
        **of_area(request, entry.area),
        "decision": entry,
        "room": [
            (Decision._meta.get_field(name).verbose_name, getattr(entry, name))
            for name in Decision.ROOM
        ],
        "room_noted": any(getattr(entry, name) for name in Decision.ROOM),
        "followed": followed(entry, user=request.user),
        "names": can(request.user, May.READ_NAMES, entry.area),
        "may_record": can(request.user, May.RECORD_DECISIONS, entry.area),
    }
    return render(request, "partnerships/decisions/decision.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def decision_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Write a decision down. ?meeting= chooses the meeting it belongs to."""
    area = get_object_or_404(
        Area.objects.visible_to(request.user).select_related("programme"), slug=slug
    )
    require(request.user, May.RECORD_DECISIONS, area)
    meetings = _meetings(request, area)
    if request.method != "POST":
        initial = _at_a_meeting(meetings, request.GET.get("meeting", ""))
        return _new_page(request, area, RecordForm(area=area, meetings=meetings, initial=initial))
    typed = with_a_token(request.POST)
    form = RecordForm(typed, area=area, meetings=meetings)
    if not form.is_valid():
        return _new_page(request, area, form)

    def make() -> str:
        return record_decision(area=area, by=request.user, values=form.values()).get_absolute_url()

    path, is_first = made_once(request, form, make)
    if not is_first:
        fresh = RecordForm(with_a_token(typed, new=True), area=area, meetings=meetings)
        return _new_page(request, area, fresh, sent_before=path)
    messages.success(request, _("It is in the book."))
    return redirect(path)


def _at_a_meeting(meetings: QuerySet, typed: str) -> dict:
    """What is known of a decision made at this meeting: its day, and who was in the room."""
    number = row_number(typed)
    meeting = meetings.filter(pk=number).first() if number else None
    if meeting is None:
        return {}
    on = timezone.localdate(meeting.starts_at)
    return {"meeting": meeting.pk, "on": on, **room_of(meeting)}


def _new_page(request: HttpRequest, area: Area, form: DecisionForm, **more) -> HttpResponse:
    context = {**of_area(request, area), "form": form}
    return render(request, "partnerships/decisions/decision_new.html", context | more)


def _meetings(request: HttpRequest, area: Area, current: int | None = None):
    """The latest meetings of this area, and the one the decision already belongs to."""
    visible = Meeting.objects.visible_to(request.user).filter(area=area)
    latest = visible.past().filter(cancelled=False).values_list("pk", flat=True)
    ids = list(latest[:MEETINGS_OFFERED])
    if current:
        ids.append(current)
    return visible.filter(pk__in=ids).order_by("-starts_at", "-pk")


@require_http_methods(["GET", "HEAD", "POST"])
def decision_change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Put an entry right; of two who do so at once the later sees both texts."""
    entry = _decision(request, slug, pk)
    require(request.user, May.RECORD_DECISIONS, entry.area)
    choices = {
        "area": entry.area,
        "meetings": _meetings(request, entry.area, current=entry.meeting_id),
    }
    if request.method != "POST":
        form = ChangeDecisionForm(initial=initial_of(entry), **choices)
        return _change_page(request, entry, form)
    data = with_both(request.POST, words_of(entry, FIELDS))
    form = ChangeDecisionForm(data, **choices)
    if not form.is_valid():
        page = _two_wrote if is_choice(data) else _change_page
        return page(request, entry, form)
    try:
        change_decision(decision=entry, by=request.user, seen=form.mark, values=form.chosen())
    except Conflict as conflict:
        return _two_wrote(request, entry, form, parts=conflict.parts)
    messages.success(request, _("Saved."))
    return redirect("decision", slug=slug, pk=pk)


def _two_wrote(request: HttpRequest, entry: Decision, form, *, parts=()) -> HttpResponse:
    frame = of_area(request, entry.area) | {"thing": entry.title}
    return two_wrote(request, form, words_of(entry, FIELDS), parts=parts, frame=frame)


def _change_page(request: HttpRequest, entry: Decision, form) -> HttpResponse:
    context = {**of_area(request, entry.area), "decision": entry, "form": form}
    return render(request, "partnerships/decisions/decision_change.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def decision_followed(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Tick what followed, among what is linked and what matches ?q=."""
    entry = _decision(request, slug, pk)
    require(request.user, May.RECORD_DECISIONS, entry.area)
    if request.method != "POST":
        q = " ".join(request.GET.get("q", "").split())
        context = {
            **of_area(request, entry.area),
            "decision": entry,
            "q": q,
            "offered": offered(entry, user=request.user, q=q),
        }
        return render(request, "partnerships/decisions/decision_followed.html", context)
    add, remove = _changed_ticks(request, linkable(area=entry.area, user=request.user))
    link_followed(decision=entry, by=request.user, add=add, remove=remove)
    messages.success(request, _("Saved."))
    return redirect("decision", slug=slug, pk=pk)


def _changed_ticks(request: HttpRequest, rows_by_kind: dict) -> tuple[dict, dict]:
    """Rows ticked now and not before, and rows linked when the page was opened and ticked no more.

    Numbers of other areas, or of things this person may not see, are not among the rows and so do
    nothing.
    """
    add = {}
    remove = {}
    for kind in KINDS_THAT_FOLLOW:
        ticked = set(row_numbers(request.POST.getlist(kind)[:MOST_TICKS]))
        linked = set(row_numbers(request.POST.getlist(f"was_{kind}")[:MOST_TICKS]))
        changed = ticked ^ linked
        rows = rows_by_kind[kind].in_bulk(changed) if changed else {}
        add[kind] = [row for pk, row in rows.items() if pk in ticked]
        remove[kind] = [row for pk, row in rows.items() if pk in linked]
    return add, remove
