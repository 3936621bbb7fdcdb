"""When the partnership meets: the list, one meeting, adding, changing, calling off."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from areas.access import can, require
from areas.desk.queries.calendar import is_in_calendar
from areas.models import Area
from areas.places.views import of_area
from areas.programme.queries import Words
from bigstory.accounts.roles import May
from bigstory.core.db.versioned import Conflict
from bigstory.kit.once import made_once, with_a_token
from bigstory.kit.two_editors import is_choice, two_wrote, with_both, words_of
from partnerships.decisions.actions import HasBeen, add_meeting, change_meeting, set_cancelled
from partnerships.decisions.forms.meetings import (
    FIELDS,
    AddMeetingForm,
    ChangeMeetingForm,
    initial_of,
)
from partnerships.decisions.forms.minutes import MinutesForm
from partnerships.models import Decision, MediaItem, Meeting

A_PAGE = 25
# Beyond these a meeting to come waits until the nearer ones have been.
AHEAD_SHOWN = 50
# More than one evening ever decided; a page has an end.
DECISIONS_SHOWN = 100


def _area(request: HttpRequest, slug: str, may: May) -> Area:
    area = get_object_or_404(
        Area.objects.visible_to(request.user).select_related("programme"), slug=slug
    )
    require(request.user, may, area)
    return area


def meeting_to_write(request: HttpRequest, slug: str, pk: int) -> Meeting:
    """A meeting for somebody who writes in the book. Raises Http404 or PermissionDenied."""
    visible = Meeting.objects.visible_to(request.user).select_related("area__programme")
    meeting = get_object_or_404(visible, area__slug=slug, pk=pk)
    require(request.user, May.RECORD_DECISIONS, meeting.area)
    return meeting


@require_safe
def meetings(request: HttpRequest, slug: str) -> HttpResponse:
    """Meetings to come, then past ones with what each decided."""
    area = _area(request, slug, May.READ_DECISIONS)
    visible = Meeting.objects.visible_to(request.user).filter(area=area)
    decided = Prefetch("decisions", Decision.objects.visible_to(request.user).order_by("pk"))
    past = visible.past().prefetch_related(decided)
    page = Paginator(past, A_PAGE).get_page(request.GET.get("page"))
    context = {
        **of_area(request, area),
        "ahead": list(visible.still_ahead()[:AHEAD_SHOWN]),
        "page": page,
        "may_record": can(request.user, May.RECORD_DECISIONS, area),
        "in_calendar": is_in_calendar(request.user, area),
    }
    return render(request, "partnerships/decisions/meetings.html", context)


@require_safe
def meeting(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One meeting: when and where, who was there, what was said and decided, and the next one.

    The minutes name people, so whoever reads no names reads the numbers and the decisions.
    """
    visible = Meeting.objects.visible_to(request.user)
    one = get_object_or_404(visible.select_related("area__programme"), area__slug=slug, pk=pk)
    decided = Decision.objects.visible_to(request.user).filter(meeting=one, area=one.area)
    asked = MinutesForm(words=Words(one.area.programme.words)).fields
    context = {
        **of_area(request, one.area),
        "meeting": one,
        "room": [(asked[name].label, getattr(one, name)) for name in Meeting.ROOM],
        "decided": list(decided.order_by("pk")[:DECISIONS_SHOWN]),
        "next": visible.after(one).first(),
        "names": can(request.user, May.READ_NAMES, one.area),
        "papers": list(MediaItem.objects.visible_to(request.user).filter(meeting=one)),
        "may_record": can(request.user, May.RECORD_DECISIONS, one.area),
    }
    return render(request, "partnerships/decisions/meeting.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Write down when the partnership meets."""
    area = _area(request, slug, May.RECORD_DECISIONS)
    if request.method != "POST":
        return _page(request, area, AddMeetingForm())
    typed = with_a_token(request.POST)
    form = AddMeetingForm(typed)
    if not form.is_valid():
        return _page(request, area, form)

    def make() -> str:
        add_meeting(area=area, by=request.user, values=form.values())
        return reverse("meetings", args=[slug])

    path, is_first = made_once(request, form, make)
    if not is_first:
        fresh = AddMeetingForm(with_a_token(typed, new=True))
        return _page(request, area, fresh, sent_before=path)
    messages.success(request, _("Saved. It is in the calendar."))
    return redirect(path)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change it; of two who do so at once the later sees both texts."""
    meeting = meeting_to_write(request, slug, pk)
    if request.method != "POST":
        form = ChangeMeetingForm(initial=initial_of(meeting))
        return _page(request, meeting.area, form, meeting=meeting)
    data = with_both(request.POST, words_of(meeting, FIELDS))
    form = ChangeMeetingForm(data)
    if not form.is_valid() and is_choice(data):
        return _two_wrote(request, meeting, form)
    if not form.is_valid():
        return _page(request, meeting.area, form, meeting=meeting)
    try:
        change_meeting(meeting=meeting, by=request.user, seen=form.mark, values=form.chosen())
    except Conflict as conflict:
        return _two_wrote(request, meeting, form, parts=conflict.parts)
    except HasBeen:
        form.add_error("day", _("Its minutes are written, so it has been. Add the later one."))
        return _page(request, meeting.area, form, meeting=meeting)
    messages.success(request, _("Saved."))
    return redirect("meeting", slug=slug, pk=pk)


def _two_wrote(request: HttpRequest, meeting: Meeting, form, *, parts=()) -> HttpResponse:
    frame = of_area(request, meeting.area) | {"thing": meeting.what}
    return two_wrote(request, form, words_of(meeting, FIELDS), parts=parts, frame=frame)


@require_POST
def meeting_cancel(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Call it off, or on again (again=yes). It stays in the list and in everybody's calendar."""
    meeting = meeting_to_write(request, slug, pk)
    off = request.POST.get("again") != "yes"
    set_cancelled(meeting=meeting, by=request.user, cancelled=off)
    messages.success(request, _("It is marked as cancelled.") if off else _("It is on again."))
    return redirect("meetings", slug=slug)


def _page(request: HttpRequest, area: Area, form, **more) -> HttpResponse:
    context = {**of_area(request, area), "form": form}
    return render(request, "partnerships/decisions/meeting_change.html", context | more)
