"""The partnership of an area itself: written down, named, a body of its own, closed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from areas.access import require
from areas.models import Area
from areas.places.views import of_area
from bigstory.accounts.roles import May
from bigstory.core.db.versioned import Conflict
from bigstory.kit.once import made_once, saved_before, with_a_token
from bigstory.kit.two_editors import is_choice, two_wrote, with_both, words_of
from partnerships.models import Partnership
from partnerships.organisations.actions.organisations import KnownAlready
from partnerships.table.actions.setting_up import change_partnership, incorporate, set_up
from partnerships.table.forms.partnership import (
    FIELDS,
    INCORPORATED,
    ChangePartnershipForm,
    IncorporatedForm,
    NewPartnershipForm,
    initial_of,
)
from partnerships.table.queries.setting_up import usual_name
from partnerships.table.views.partnership import area_or_404, partnership_of

GET_OR_POST = ["GET", "HEAD", "POST"]


def _area(request: HttpRequest, slug: str) -> Area:
    area = area_or_404(request, slug)
    require(request.user, May.SET_UP_AREA, area)
    return area


@require_http_methods(GET_OR_POST)
def partnership_set_up(request: HttpRequest, slug: str) -> HttpResponse:
    """Make it where there is none; else its name, and when it was formed and closed."""
    area = _area(request, slug)
    partnership = partnership_of(area)
    if request.method == "POST" and (path := saved_before(request)):
        return redirect(path)
    if partnership is None:
        return _make(request, area)
    return _change(request, partnership)


def _make(request: HttpRequest, area: Area) -> HttpResponse:
    typed = with_a_token(request.POST) if request.method == "POST" else None
    form = NewPartnershipForm(typed, initial={"name": usual_name(area)})
    if not form.is_bound or not form.is_valid():
        return _page(request, area, None, form)

    def make() -> str:
        set_up(area=area, by=request.user, values=form.values())
        return reverse("partnership", args=[area.slug])

    path, _saved = made_once(request, form, make)
    messages.success(request, _("The partnership is written down."))
    return redirect(path)


def _change(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    area = partnership.area
    if request.method != "POST":
        form = ChangePartnershipForm(initial=initial_of(partnership, FIELDS))
        return _page(request, area, partnership, form)
    data = with_both(request.POST, words_of(partnership, FIELDS))
    form = ChangePartnershipForm(data, initial=initial_of(partnership, FIELDS))
    if not form.is_valid():
        if is_choice(data):
            return _two_wrote(request, partnership, form, FIELDS)
        return _page(request, area, partnership, form)
    try:
        change_partnership(
            partnership=partnership, by=request.user, seen=form.mark, values=form.chosen()
        )
    except Conflict as conflict:
        return _two_wrote(request, partnership, form, FIELDS, parts=conflict.parts)
    messages.success(request, _("Saved."))
    return redirect("partnership", slug=area.slug)


@require_http_methods(GET_OR_POST)
def partnership_incorporated(request: HttpRequest, slug: str) -> HttpResponse:
    """It became a body of its own on a day, and is an organisation from then on."""
    area = _area(request, slug)
    partnership = partnership_of(area)
    if partnership is None:
        return redirect("partnership_set_up", slug=slug)
    first = initial_of(partnership, INCORPORATED) | {"name": partnership.name}
    page = "partnerships/table/partnership_incorporated.html"
    frame = {**of_area(request, area), "partnership": partnership}
    if request.method != "POST":
        form = IncorporatedForm(initial=first, partnership=partnership)
        return render(request, page, frame | {"form": form})
    data = with_both(request.POST, words_of(partnership, INCORPORATED))
    form = IncorporatedForm(data, initial=first, partnership=partnership)
    if not form.is_valid():
        if is_choice(data):
            return _two_wrote(request, partnership, form, INCORPORATED)
        return render(request, page, frame | {"form": form})
    saved = {"seen": form.mark, "values": form.chosen(), "body": form.body()}
    try:
        incorporate(partnership=partnership, by=request.user, **saved)
    except Conflict as conflict:
        return _two_wrote(request, partnership, form, INCORPORATED, parts=conflict.parts)
    except KnownAlready:
        form.add_error("name", _("Somebody wrote that body down a moment ago. Send it again."))
        return render(request, page, frame | {"form": form})
    messages.success(request, _("It is a body of its own, and can hold the money from that day."))
    return redirect("partnership", slug=slug)


def _two_wrote(request: HttpRequest, partnership: Partnership, form, names, *, parts=()):
    frame = of_area(request, partnership.area) | {"thing": partnership.name}
    return two_wrote(request, form, words_of(partnership, names), parts=parts, frame=frame)


def _page(request: HttpRequest, area: Area, partnership: Partnership | None, form) -> HttpResponse:
    context = {**of_area(request, area), "partnership": partnership, "form": form}
    return render(request, "partnerships/table/partnership_set_up.html", context)
