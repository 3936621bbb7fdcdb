"""The minutes of a meeting: who was there, in numbers by kind, and what was said."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from areas.places.views import of_area
from areas.programme.queries import Words
from bigstory.core.db.versioned import Conflict
from bigstory.kit.two_editors import is_choice, two_wrote, with_both, words_of
from partnerships.decisions.actions import write_minutes
from partnerships.decisions.forms.minutes import FIELDS, MinutesForm, initial_of
from partnerships.decisions.views.meetings import meeting_to_write
from partnerships.models import Meeting


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_minutes(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Write them or put them right; of two who do so at once the later sees both texts."""
    meeting = meeting_to_write(request, slug, pk)
    words = Words(meeting.area.programme.words)
    if request.method != "POST":
        return _page(request, meeting, MinutesForm(initial=initial_of(meeting), words=words))
    data = with_both(request.POST, words_of(meeting, FIELDS))
    form = MinutesForm(data, words=words)
    if not form.is_valid():
        page = _two_wrote if is_choice(data) else _page
        return page(request, meeting, form)
    try:
        write_minutes(meeting=meeting, by=request.user, seen=form.mark, values=form.chosen())
    except Conflict as conflict:
        return _two_wrote(request, meeting, form, parts=conflict.parts)
    messages.success(request, _("The minutes are saved."))
    return redirect("meeting", slug=slug, pk=pk)


def _two_wrote(request: HttpRequest, meeting: Meeting, form, *, parts=()) -> HttpResponse:
    frame = of_area(request, meeting.area, "decisions") | {"thing": meeting.what}
    return two_wrote(request, form, words_of(meeting, FIELDS), parts=parts, frame=frame)


def _page(request: HttpRequest, meeting: Meeting, form: MinutesForm) -> HttpResponse:
    context = {**of_area(request, meeting.area, "decisions"), "meeting": meeting, "form": form}
    return render(request, "partnerships/decisions/meeting_minutes.html", context)
