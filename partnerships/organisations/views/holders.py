"""Who holds the money of an area: found, appointed, put right, ended.

What would change is looked at before it counts: the same form is sent twice, first to be told in
sentences what follows, and then with the fingerprint of those sentences.
"""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from areas.access import can, require
from areas.models import Area
from areas.places.views import of_area
from bigstory.accounts.roles import May
from bigstory.core.db.dated import today
from bigstory.core.db.versioned import Conflict
from bigstory.core.text.sides import with_names
from bigstory.kit.once import made_once, saved_before, with_a_token
from bigstory.kit.two_editors import is_choice, two_wrote, with_both, words_of
from partnerships.models import LtoAppointment, Organisation
from partnerships.organisations.actions.appointments import (
    CannotAppoint,
    ReadsOtherwise,
    appoint,
    correct_appointment,
    end_appointment,
)
from partnerships.organisations.forms.correcting import (
    CHANGED,
    ChangeAppointmentForm,
    initial_of,
)
from partnerships.organisations.forms.holders import AppointForm, EndAppointmentForm
from partnerships.organisations.queries.finding import find
from partnerships.organisations.queries.holding import steps_of
from partnerships.organisations.queries.looking import Look, look_at_appointing, look_at_ending

GET_OR_POST = ["GET", "HEAD", "POST"]
# Of a form that was looked at: the fingerprint of what was read, and the button that goes back.
LOOKED, BACK_TO_IT = "looked", "change"


def area_of(request: HttpRequest, slug: str) -> Area:
    """The area with its programme and partnership, or 404."""
    areas = Area.objects.visible_to(request.user).select_related("programme", "partnership")
    return get_object_or_404(areas, slug=slug)


def _appointment(request: HttpRequest, slug: str, pk: int) -> LtoAppointment:
    area = area_of(request, slug)
    rows = LtoAppointment.objects.filter(area=area).select_related("organisation")
    appointment = get_object_or_404(rows, pk=pk)
    require(request.user, May.SET_UP_AREA, area)
    appointment.area = area
    return appointment


@require_safe
def holder(request: HttpRequest, slug: str) -> HttpResponse:
    """The chain, with what each still holds: for those who read the money of the area."""
    area = area_of(request, slug)
    require(request.user, May.READ_MONEY, area)
    steps = steps_of(request.user, area)
    context = {
        **of_area(request, area),
        "steps": steps,
        "may_appoint": can(request.user, May.SET_UP_AREA, area),
        "holds_now": any(not step.is_over and not step.is_to_come for step in steps),
    }
    return render(request, "partnerships/organisations/holder.html", context)


@require_safe
def holder_find(request: HttpRequest, slug: str) -> HttpResponse:
    """One that we know already comes first; ?q= is a name, a charity or a company number."""
    area = area_of(request, slug)
    require(request.user, May.SET_UP_AREA, area)
    words = " ".join(request.GET.get("q", "").split())
    found = find(words)
    own = getattr(area, "partnership", None)
    context = {
        **of_area(request, area),
        "q": words,
        "found": found,
        "itself": own.organisation if own else None,
        "partnership": own,
    }
    return render(request, "partnerships/organisations/holder_find.html", context)


@require_http_methods(GET_OR_POST)
def holder_appoint(request: HttpRequest, slug: str, organisation: int) -> HttpResponse:
    """From which day, what happens with the one there now, and the agreement."""
    area = area_of(request, slug)
    chosen = get_object_or_404(Organisation, pk=organisation)
    require(request.user, May.SET_UP_AREA, area)
    frame = {**of_area(request, area), "organisation": chosen}
    page = "partnerships/organisations/holder_appoint.html"
    given = {"area": area, "organisation": chosen, "by": request.user}
    if request.method != "POST":
        form = AppointForm(initial={"starts": today()}, **given)
        return render(request, page, frame | {"form": form})
    if path := saved_before(request):
        return redirect(path)
    form = AppointForm(with_a_token(request.POST), **given)
    if not form.is_valid() or BACK_TO_IT in request.POST:
        return render(request, page, frame | {"form": form})

    def look() -> Look:
        starts = form.cleaned_data["starts"]
        options = {"takes_over": form.takes_over, "rest": form.the_rest}
        return look_at_appointing(area, chosen, starts, **options)

    def make() -> str:
        appoint(
            area=area,
            organisation=chosen,
            starts=form.cleaned_data["starts"],
            takes_over=form.takes_over,
            rest=form.the_rest,
            seen=request.POST[LOOKED],
            by=request.user,
            facts=form.facts(),
        )
        return reverse("holder", args=[slug])

    said = with_names(_("%(name)s is appointed."), name=chosen)
    try:
        return _looked(request, form, frame, look, make, said, button=_("Yes, appoint it"))
    except CannotAppoint as problem:
        form.add_error("starts", str(problem))
        return render(request, page, frame | {"form": form})


@require_http_methods(GET_OR_POST)
def holder_end(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """It no longer holds the money from a day on."""
    appointment = _appointment(request, slug, pk)
    frame = {**of_area(request, appointment.area), "appointment": appointment}
    page = "partnerships/organisations/holder_end.html"
    if request.method != "POST":
        form = EndAppointmentForm(initial={"ends": today()}, appointment=appointment)
        return render(request, page, frame | {"form": form})
    if path := saved_before(request):
        return redirect(path)
    form = EndAppointmentForm(with_a_token(request.POST), appointment=appointment)
    if not form.is_valid() or BACK_TO_IT in request.POST:
        return render(request, page, frame | {"form": form})
    ends = form.cleaned_data["ends"]

    def make() -> str:
        end_appointment(
            appointment=appointment,
            ends=ends,
            why=form.cleaned_data["why"],
            rest=form.the_rest,
            seen=request.POST[LOOKED],
            by=request.user,
        )
        return reverse("holder", args=[slug])

    return _looked(
        request,
        form,
        frame,
        lambda: look_at_ending(appointment, ends, rest=form.the_rest),
        make,
        _("It is written down."),
        button=_("Yes, end it"),
    )


def _looked(
    request: HttpRequest,
    form,
    frame: dict,
    look: Callable[[], Look],
    make: Callable[[], str],
    said: str,
    *,
    button: str,
) -> HttpResponse:
    """The page of sentences, or what they say done; again the page where they read otherwise."""
    if LOOKED not in request.POST:
        return _look_page(request, form, frame, look(), button=button)
    try:
        path, saved = made_once(request, form, make)
    except ReadsOtherwise as changed:
        return _look_page(request, form, frame, changed.look, button=button, changed=True)
    if not saved:
        form.data = with_a_token(form.data, new=True)
        return _look_page(request, form, frame, look(), button=button, sent_before=path)
    messages.success(request, said)
    return redirect(path)


def _look_page(
    request: HttpRequest, form, frame: dict, look: Look, *, button: str, **more
) -> HttpResponse:
    context = frame | {
        "look": look,
        "button": button,
        "kept": [
            (box.html_name, value)
            for box in form
            for value in [form.data.get(box.html_name)]
            if value is not None
        ],
    }
    return render(request, "partnerships/organisations/look.html", context | more)


@require_http_methods(GET_OR_POST)
def holder_change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Put right what is written about an appointment: its days, signatures, the agreement."""
    appointment = _appointment(request, slug, pk)
    if request.method != "POST":
        form = ChangeAppointmentForm(initial=initial_of(appointment), appointment=appointment)
        return _change_page(request, appointment, form)
    data = with_both(request.POST, words_of(appointment, CHANGED))
    form = ChangeAppointmentForm(data, appointment=appointment)
    if not form.is_valid():
        page = _two_wrote if is_choice(data) else _change_page
        return page(request, appointment, form)
    try:
        correct_appointment(
            appointment=appointment, by=request.user, seen=form.mark, values=form.chosen()
        )
    except Conflict as conflict:
        return _two_wrote(request, appointment, form, parts=conflict.parts)
    messages.success(request, _("Saved."))
    return redirect("holder", slug=slug)


def _change_page(request: HttpRequest, appointment: LtoAppointment, form) -> HttpResponse:
    frame = of_area(request, appointment.area)
    context = frame | {"appointment": appointment, "form": form}
    return render(request, "partnerships/organisations/holder_change.html", context)


def _two_wrote(request: HttpRequest, appointment: LtoAppointment, form, *, parts=()):
    frame = of_area(request, appointment.area) | {"thing": str(appointment.organisation)}
    return two_wrote(request, form, words_of(appointment, CHANGED), parts=parts, frame=frame)
