"""Somebody takes a seat, something about them changes, somebody leaves."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from areas.access import require
from areas.models import Area
from areas.places.views import of_area
from bigstory.accounts.roles import May
from bigstory.core.db.dated import today
from bigstory.core.db.versioned import Conflict
from bigstory.kit.once import made_once, with_a_token
from bigstory.kit.two_editors import side_by_side
from partnerships.models import Seat
from partnerships.table.actions import Saved, add_seat, change_seat, end_seat
from partnerships.table.forms.seats import ASKED_BY, ChangeSeatForm, EndForm, NewSeatForm, words_of

GET_OR_SEND = ["GET", "HEAD", "POST"]


def _find(request: HttpRequest, slug: str, pk: int) -> Seat:
    """A seat whose reader keeps the roster of its area."""
    visible = Seat.objects.visible_to(request.user).select_related(
        "partnership__area__programme", "user"
    )
    seat = get_object_or_404(visible, partnership__area__slug=slug, pk=pk)
    require(request.user, May.EDIT_ROSTER, seat.partnership.area)
    return seat


@require_http_methods(GET_OR_SEND)
def seat_new(request: HttpRequest, slug: str) -> HttpResponse:
    area = get_object_or_404(
        Area.objects.visible_to(request.user).select_related("programme"), slug=slug
    )
    require(request.user, May.EDIT_ROSTER, area)
    if request.method != "POST":
        return _new_page(request, area, NewSeatForm(area=area, initial={"joined": today()}))
    typed = with_a_token(request.POST)
    form = NewSeatForm(typed, area=area)
    if not form.is_valid():
        return _new_page(request, area, form)

    def make() -> str:
        add_seat(area=area, by=request.user, values=form.values())
        return reverse("partnership", args=[area.slug])

    path, saved = made_once(request, form, make)
    if not saved:
        return _new_page(
            request, area, NewSeatForm(with_a_token(typed, new=True), area=area), sent_before=path
        )
    messages.success(request, _("%(name)s is written down.") % {"name": form.cleaned_data["name"]})
    return redirect(path)


def _new_page(request: HttpRequest, area: Area, form: NewSeatForm, **more) -> HttpResponse:
    return render(
        request,
        "partnerships/table/seat_new.html",
        {**of_area(request, area, "people"), "form": form} | more,
    )


@require_http_methods(GET_OR_SEND)
def seat_change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    seat = _find(request, slug, pk)
    area = seat.partnership.area
    if request.method != "POST":
        return _page(
            request, "change", seat, ChangeSeatForm(initial=words_of(seat), area=area, seat=seat)
        )
    form = ChangeSeatForm(request.POST, area=area, seat=seat)
    if not form.is_valid():
        return _page(request, "change", seat, form)
    try:
        seen = form.cleaned_data["version"]
        values = form.values()
        saved = change_seat(seat=seat, by=request.user, seen=seen, values=values)
    except Conflict as conflict:
        return _page(request, "change", conflict.current, form, area=area, clash=True)
    messages.success(request, _said(saved) or _("Saved."))
    return redirect("partnership", slug=slug)


@require_http_methods(GET_OR_SEND)
def seat_end(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    seat = _find(request, slug, pk)
    start = {"left": today(), "version": seat.version}
    if request.method != "POST":
        return _page(request, "end", seat, EndForm(initial=start, seat=seat))
    form = EndForm(request.POST, seat=seat)
    if not form.is_valid():
        return _page(request, "end", seat, form)
    try:
        seen = form.cleaned_data["version"]
        left = form.cleaned_data["left"]
        saved = end_seat(seat=seat, by=request.user, seen=seen, left=left)
    except Conflict as conflict:
        return _page(request, "end", conflict.current, form, area=seat.partnership.area, clash=True)
    left_words = (
        _("%(name)s is written down as leaving on %(day)s.")
        if left > today()
        else _("%(name)s has left.")
    )
    said = left_words % {"name": seat.name, "day": date_format(left)}
    messages.success(request, f"{said} {_said(saved)}".strip())
    return redirect("partnership", slug=slug)


def _said(saved: Saved) -> str:
    """What became of their access, if it ended with the seat."""
    if not saved.ended:
        return ""
    day = saved.seat.left
    if day <= today():
        return _(
            "They cannot open what is only for the partnership any more. What they wrote stays."
        )
    return _(
        "From %(day)s they cannot open what is only for the partnership. What they wrote stays."
    ) % {"day": date_format(day)}


def _page(
    request, which: str, seat: Seat, form, *, area: Area | None = None, clash: bool = False
) -> HttpResponse:
    """The form; after a clash, with what the other person saved beside what was typed here."""
    area = area or seat.partnership.area
    context = {**of_area(request, area, "people"), "seat": seat, "form": form}
    if clash:
        # Their version counts as seen now: sending this page again is a choice, not an accident.
        form.data = form.data.copy()
        form.data["version"] = str(seat.version)
        context["differences"] = side_by_side(form, seat, ask=ASKED_BY)
    return render(request, f"partnerships/table/seat_{which}.html", context)
