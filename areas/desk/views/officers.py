"""Who of Local Trust looks after which areas: naming, handing over, covering for a time."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from areas.access import require
from areas.desk.actions.officers import NotOfTheTrust, cover, end_officer, name_officer
from areas.desk.forms.officers import NOT_STAFF, CoverForm, HandOverForm, NameOfficerForm
from areas.desk.queries.officers import named_for, rounds
from areas.models import Area
from bigstory.accounts.models import User
from bigstory.accounts.roles import May
from bigstory.accounts.somebody import SignedInRequest
from bigstory.core.db.dated import today
from bigstory.kit.once import made_once, with_a_token

GET_OR_POST = ["GET", "HEAD", "POST"]
Form = NameOfficerForm | HandOverForm | CoverForm


@require_safe
def officers(request: SignedInRequest) -> HttpResponse:
    """Everybody with their areas, and the areas that have nobody."""
    require(request.user, May.KEEP_DESK)
    people, nobody = rounds()
    context = {"section": "portfolio", "people": people, "nobody": nobody}
    return render(request, "areas/desk/officers.html", context)


@require_http_methods(GET_OR_POST)
def officer_name(request: SignedInRequest) -> HttpResponse:
    def write(data: dict[str, Any]) -> list[Area]:
        areas, on = data["chosen"], data["on"]
        if data["user"] is None:
            return end_officer(areas=areas, on=on, by=request.user)
        return name_officer(areas=areas, user=data["user"], on=on, by=request.user)

    initial = {"on": today(), "areas": request.GET.getlist("area")}
    return _answer(request, NameOfficerForm, "areas/desk/officer_name.html", initial, write)


@require_http_methods(GET_OR_POST)
def officer_hand_over(request: SignedInRequest) -> HttpResponse:
    def write(data: dict[str, Any]) -> list[Area]:
        areas = _of_those(named_for(data["was"], data["on"]), data["chosen"])
        return name_officer(areas=areas, user=data["user"], on=data["on"], by=request.user)

    initial = {"on": today(), "was": _person(request), "areas": request.GET.getlist("area")}
    return _answer(request, HandOverForm, "areas/desk/officer_hand_over.html", initial, write)


@require_http_methods(GET_OR_POST)
def officer_cover(request: SignedInRequest) -> HttpResponse:
    def write(data: dict[str, Any]) -> list[Area]:
        days = {"starts": data["starts"], "ends": data["last"] + timedelta(days=1)}
        people = {"absent": data["absent"], "user": data["user"], "by": request.user}
        return cover(areas=data["chosen"], **people, **days)

    initial = {"starts": today(), "absent": _person(request)}
    return _answer(request, CoverForm, "areas/desk/officer_cover.html", initial, write)


def _person(request: SignedInRequest) -> str:
    """Whom the page was opened for, by number."""
    return request.GET.get("of", "")


def _of_those(named: Any, chosen: list[Area]) -> list[Area]:
    """All that somebody is named for; where places were chosen, those among them."""
    picked = {area.pk for area in chosen}
    return [area for area in named if not picked or area.pk in picked]


def _answer(
    request: SignedInRequest,
    make_form: type[Form],
    template: str,
    initial: dict[str, Any],
    write: Callable[[dict[str, Any]], list[Area]],
) -> HttpResponse:
    """One of the three forms, shown or sent."""
    require(request.user, May.KEEP_DESK)
    if request.method != "POST":
        return _page(request, template, make_form(initial=initial))
    typed = with_a_token(request.POST)
    form = make_form(typed)
    if not form.is_valid():
        return _page(request, template, form)
    changed: list[Area] = []

    def make() -> str:
        changed.extend(write(form.cleaned_data))
        return reverse("officers")

    try:
        path, saved = made_once(request, form, make)
    except NotOfTheTrust:
        form.add_error("user", NOT_STAFF)
        return _page(request, template, form)
    if not saved:
        again = make_form(with_a_token(typed, new=True))
        return _page(request, template, again, sent_before=path)
    _say(request, changed, form.cleaned_data.get("user"))
    return redirect(path)


def _page(request: SignedInRequest, template: str, form: Form, **more: object) -> HttpResponse:
    return render(request, template, {"section": "portfolio", "form": form, **more})


def _say(request: SignedInRequest, changed: list[Area], user: User | None) -> None:
    if not changed:
        messages.success(request, _("It was so already, so nothing was changed."))
        return
    words = ngettext("Saved for one place.", "Saved for %(n)d places.", len(changed))
    messages.success(request, words % {"n": len(changed)})
