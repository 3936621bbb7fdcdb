"""The minutes of a meeting: who was there, in numbers by kind, what was said, and their papers."""

import uuid
from functools import partial

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from areas.places.views import of_area
from areas.programme.queries import Words
from bigstory.core.db.versioned import Conflict
from bigstory.core.files.refused import Refused
from bigstory.kit.numbers.rows import row_number
from bigstory.kit.once import digest_of, once, with_a_token
from bigstory.kit.two_editors import is_choice, two_wrote, with_both, words_of
from partnerships.decisions.actions import NotYet, add_pages, take_page_away, write_minutes
from partnerships.decisions.forms.minutes import FIELDS, MinutesForm, initial_of
from partnerships.decisions.views.meetings import meeting_to_write
from partnerships.log.actions.photos import drop_unused, take_in_pages
from partnerships.models import MediaItem, Meeting

# Three papers of the longest, of one evening.
MOST_PAGES = 24


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_minutes(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Write them or put them right; of two who do so at once the later sees both texts."""
    meeting = meeting_to_write(request, slug, pk)
    if "away" in request.POST:
        return _take_away(request, meeting)
    words = Words(meeting.area.programme.words)
    if request.method != "POST":
        return _page(request, meeting, MinutesForm(initial=initial_of(meeting), words=words))
    data = with_both(with_a_token(request.POST), words_of(meeting, FIELDS))
    form = MinutesForm(data, request.FILES, words=words, meeting=meeting)
    if not form.is_valid():
        page = _two_wrote if is_choice(data) else _page
        return page(request, meeting, form)
    if not meeting.takes_minutes:
        return _not_yet(request, meeting, form)
    if (pages := _pages_of(request, meeting, form)) is None:
        return _page(request, meeting, form)
    try:
        return _save(request, meeting, form, pages)
    finally:
        drop_unused(pages)


def _pages_of(request: HttpRequest, meeting: Meeting, form: MinutesForm) -> list[MediaItem] | None:
    """A picture of each page of the paper that was sent along; None where it was refused."""
    file = form.cleaned_data["paper"]
    room = partial(_refuse_too_many, meeting)
    try:
        if not file:
            return []
        return take_in_pages(area=meeting.area, by=request.user, file=file, may_have=room)
    except Refused as refused:
        form.add_error("paper", refused.problems[0])
        return None


def _refuse_too_many(meeting: Meeting, pages: int) -> None:
    if meeting.papers.count() + pages > MOST_PAGES:
        words = _("With these there would be more than %(n)s pages. Take some away first.")
        raise Refused([words % {"n": MOST_PAGES}])


def _save(request: HttpRequest, meeting: Meeting, form: MinutesForm, pages) -> HttpResponse:
    try:
        with transaction.atomic():
            write_minutes(meeting=meeting, by=request.user, seen=form.mark, values=form.chosen())
            if pages:
                _keep_once(request, meeting, form, pages)
    except Conflict as conflict:
        return _two_wrote(request, meeting, form, parts=conflict.parts)
    except NotYet:
        meeting.refresh_from_db(fields=["starts_at"])
        return _not_yet(request, meeting, form)
    messages.success(request, _("The minutes are saved."))
    return redirect(meeting.get_absolute_url())


def _keep_once(request: HttpRequest, meeting: Meeting, form: MinutesForm, pages) -> None:
    """The same paper from the same page is kept once, whatever words come with it."""
    digest = digest_of(form.cleaned_data["paper"])

    def make() -> str:
        add_pages(meeting=meeting, by=request.user, pages=pages)
        return meeting.get_absolute_url()

    token = uuid.uuid5(form.cleaned_data["token"], digest)
    once(user=request.user, token=token, body=digest, make=make)


def _take_away(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    number = row_number(request.POST["away"])
    page = get_object_or_404(meeting.papers.select_related("meeting__area"), pk=number)
    take_page_away(page=page, by=request.user)
    messages.success(request, _("The page is taken away."))
    return redirect(meeting.get_absolute_url())


def _not_yet(request: HttpRequest, meeting: Meeting, form: MinutesForm) -> HttpResponse:
    """Every word comes back, to be kept elsewhere until the day."""
    words = _("The meeting is on %(day)s. Nothing is saved yet: send this again from that day on.")
    day = date_format(timezone.localtime(meeting.starts_at), "l j F Y")
    form.add_error(None, words % {"day": day})
    return _page(request, meeting, form)


def _two_wrote(request: HttpRequest, meeting: Meeting, form, *, parts=()) -> HttpResponse:
    frame = of_area(request, meeting.area) | {"thing": meeting.what}
    return two_wrote(request, form, words_of(meeting, FIELDS), parts=parts, frame=frame)


def _page(request: HttpRequest, meeting: Meeting, form: MinutesForm) -> HttpResponse:
    context = {**of_area(request, meeting.area), "meeting": meeting, "form": form}
    context["to_come"] = not form.is_bound and not meeting.takes_minutes
    return render(request, "partnerships/decisions/meeting_minutes.html", context)
