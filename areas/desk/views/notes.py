"""The log of calls, visits and mails: all of it, one more, one put right, a next step done."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from areas.access import can, require
from areas.desk.actions.contacts import change_note, may_change, note_contact, step_done
from areas.desk.forms.contacts import NOTE, ChangeNoteForm, NewNoteForm
from areas.desk.queries.contacts import contacts_visible_to, notes_visible_to
from areas.desk.views.desks import desk_area_or_404
from areas.models import Area, ContactNote
from areas.places.views import of_area
from bigstory.accounts.roles import May
from bigstory.accounts.somebody import SignedInRequest
from bigstory.core.db.dated import today
from bigstory.core.db.versioned import Conflict
from bigstory.kit.once import made_once, with_a_token
from bigstory.kit.two_editors import is_choice, mark_of, two_wrote, with_both, words_of

GET_OR_POST = ["GET", "HEAD", "POST"]
PER_PAGE = 25


@require_safe
def contact_notes(request: SignedInRequest, slug: str) -> HttpResponse:
    """All that was noted and this person may read, the newest first."""
    area = desk_area_or_404(request, slug, May.READ_DESK)
    rows = notes_visible_to(request.user).filter(area=area)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    for note in page:
        note.area = area
        note.mine = may_change(request.user, note)
    context = {**of_area(request, area), "page": page}
    return render(request, "areas/desk/notes.html", context)


@require_http_methods(GET_OR_POST)
def contact_note_new(request: SignedInRequest, slug: str) -> HttpResponse:
    """The page of the form that also stands on the desk."""
    area = desk_area_or_404(request, slug, May.NOTE_CONTACT)
    keeps = can(request.user, May.KEEP_DESK, area)
    if request.method != "POST":
        form = NewNoteForm(keeps=keeps, area=area, initial={"on": today()})
        return _new_page(request, area, form)
    typed = with_a_token(request.POST)
    form = NewNoteForm(typed, keeps=keeps, area=area)
    if not form.is_valid():
        return _new_page(request, area, form)

    def make() -> str:
        note_contact(area=area, by=request.user, values=form.values())
        return reverse("area_desk", args=[area.slug])

    path, saved = made_once(request, form, make)
    if not saved:
        again = NewNoteForm(with_a_token(typed, new=True), keeps=keeps, area=area)
        return _new_page(request, area, again, sent_before=path)
    messages.success(request, _("It is kept. From today we have heard from them."))
    return redirect(path)


def _new_page(
    request: SignedInRequest, area: Area, form: NewNoteForm, **more: object
) -> HttpResponse:
    people = contacts_visible_to(request.user).active().filter(area=area)
    context = {**of_area(request, area), "form": form, "contacts": people, **more}
    return render(request, "areas/desk/note_new.html", context)


@require_http_methods(GET_OR_POST)
def contact_note_change(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Whoever noted it puts it right."""
    note = _note_or_404(request, slug, pk)
    if not may_change(request.user, note):
        raise PermissionDenied
    keeps = can(request.user, May.KEEP_DESK, note.area)
    if request.method != "POST":
        initial = words_of(note, NOTE) | {"seen": mark_of(note, [*NOTE, "contact"])}
        form = ChangeNoteForm(initial=initial, keeps=keeps, area=note.area)
        return _change_page(request, note, form)
    data = with_both(request.POST, words_of(note, NOTE))
    form = ChangeNoteForm(data, keeps=keeps, area=note.area)
    if not form.is_valid():
        page = _two_wrote if is_choice(data) else _change_page
        return page(request, note, form)
    try:
        change_note(note=note, by=request.user, seen=form.mark, values=form.chosen())
    except Conflict as conflict:
        return _two_wrote(request, note, form, parts=conflict.parts)
    messages.success(request, _("Saved."))
    return redirect("area_desk", slug=slug)


@require_POST
def contact_step_done(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    note = _note_or_404(request, slug, pk)
    step_done(note=note, by=request.user)
    messages.success(request, _("Done, and off the list."))
    return redirect("area_desk", slug=slug)


def _note_or_404(request: SignedInRequest, slug: str, pk: int) -> ContactNote:
    visible = notes_visible_to(request.user).select_related("area__programme")
    note = get_object_or_404(visible, area__slug=slug, pk=pk)
    require(request.user, May.NOTE_CONTACT, note.area)
    return note


def _change_page(request: SignedInRequest, note: ContactNote, form: ChangeNoteForm) -> HttpResponse:
    people = contacts_visible_to(request.user).active().filter(area=note.area)
    context = {**of_area(request, note.area), "form": form, "contacts": people}
    return render(request, "areas/desk/note_change.html", context)


def _two_wrote(
    request: SignedInRequest, note: ContactNote, form: ChangeNoteForm, parts: Any = ()
) -> HttpResponse:
    frame = of_area(request, note.area) | {"thing": _("What was noted")}
    return two_wrote(request, form, words_of(note, [*NOTE, "contact"]), parts=parts, frame=frame)
