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
from bigstory.core.text.sides import with_names
from bigstory.kit.once import made_once, with_a_token
from bigstory.kit.two_editors import is_choice, mark_of, two_wrote, with_both, words_of
from partnerships.models import Seat
from partnerships.table.actions.roster import SeatChange, add_seat, change_seat, end_seat
from partnerships.table.forms.seats import (
    FIELDS,
    ChangeSeatForm,
    EndForm,
    NewSeatForm,
    initial_of,
)
from partnerships.table.views.partnership import area_or_404

GET_OR_POST = ["GET", "HEAD", "POST"]


def _seat_or_404(request: HttpRequest, slug: str, pk: int) -> Seat:
    """A seat in an area whose roster this person keeps: 404 to strangers, 403 to onlookers."""
    visible = Seat.objects.visible_to(request.user).select_related(
        "partnership__area__programme", "user"
    )
    seat = get_object_or_404(visible, partnership__area__slug=slug, pk=pk)
    require(request.user, May.EDIT_ROSTER, seat.partnership.area)
    return seat


@require_http_methods(GET_OR_POST)
def seat_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Somebody joins."""
    area = area_or_404(request, slug)
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
        again = NewSeatForm(with_a_token(typed, new=True), area=area)
        return _new_page(request, area, again, sent_before=path)
    said = with_names(_("%(name)s is written down."), name=form.cleaned_data["name"])
    messages.success(request, said)
    return redirect(path)


def _new_page(request: HttpRequest, area: Area, form: NewSeatForm, **more) -> HttpResponse:
    context = {**of_area(request, area), "form": form} | more
    return render(request, "partnerships/table/seat_new.html", context)


@require_http_methods(GET_OR_POST)
def seat_change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Something about somebody changes."""
    seat = _seat_or_404(request, slug, pk)
    area = seat.partnership.area
    if request.method != "POST":
        form = ChangeSeatForm(initial=initial_of(seat), area=area, seat=seat)
        return _page(request, "change", seat, form)
    form = ChangeSeatForm(with_both(request.POST, words_of(seat, FIELDS)), area=area, seat=seat)
    if not form.is_valid():
        return (
            _two_wrote(request, seat, form)
            if is_choice(form.data)
            else _page(request, "change", seat, form)
        )
    try:
        change = change_seat(seat=seat, by=request.user, seen=form.mark, values=form.chosen())
    except Conflict as conflict:
        return _two_wrote(request, seat, form, parts=conflict.parts)
    messages.success(request, _access_sentence(change) or _("Saved."))
    return redirect("partnership", slug=slug)


@require_http_methods(GET_OR_POST)
def seat_end(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Somebody leaves; their membership of the area ends with their last seat."""
    seat = _seat_or_404(request, slug, pk)
    if request.method != "POST":
        initial = {"left": today(), "seen": mark_of(seat, ["left"])}
        return _page(request, "end", seat, EndForm(initial=initial, seat=seat))
    form = EndForm(request.POST, seat=seat)
    if not form.is_valid():
        return _page(request, "end", seat, form)
    left = form.cleaned_data["left"]
    if not form.chosen():
        return redirect("partnership", slug=slug)
    try:
        change = end_seat(seat=seat, by=request.user, seen=form.mark, left=left)
    except Conflict as conflict:
        return _two_wrote(request, seat, form, parts=conflict.parts)
    if left > today():
        sentence = _("%(name)s is written down as leaving on %(day)s.")
    else:
        sentence = _("%(name)s has left.")
    sentence = with_names(sentence, name=seat.name, day=date_format(left))
    messages.success(request, f"{sentence} {_access_sentence(change)}".strip())
    return redirect("partnership", slug=slug)


def _access_sentence(change: SeatChange) -> str:
    """What became of their access, if it ended with the seat."""
    if not change.ended:
        return ""
    day = change.seat.left
    if day <= today():
        return _(
            "They cannot open what is only for the partnership any more. What they wrote stays."
        )
    return _(
        "From %(day)s they cannot open what is only for the partnership. What they wrote stays."
    ) % {"day": date_format(day)}


def _two_wrote(
    request: HttpRequest, seat: Seat, form: ChangeSeatForm | EndForm, *, parts=()
) -> HttpResponse:
    frame = of_area(request, seat.partnership.area) | {"thing": seat.name}
    return two_wrote(request, form, words_of(seat, FIELDS), parts=parts, frame=frame)


def _page(
    request: HttpRequest, page: str, seat: Seat, form: ChangeSeatForm | EndForm
) -> HttpResponse:
    """The form of the page "change" or "end"."""
    context = {**of_area(request, seat.partnership.area), "seat": seat, "form": form}
    return render(request, f"partnerships/table/seat_{page}.html", context)
