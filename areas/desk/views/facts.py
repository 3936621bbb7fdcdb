"""The facts of an area: what kind of place it is, who governs it, and its codes."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from areas.access import require
from areas.desk.actions.facts import (
    add_authority,
    add_codes,
    change_facts,
    remove_authority,
    remove_code,
)
from areas.desk.forms.facts import FACTS, AuthorityForm, CodesForm, FactsForm, initial_of
from areas.desk.views.desks import desk_area_or_404
from areas.models import Area, AreaCode, LocalAuthority
from areas.places.queries.facts import facts_of
from areas.places.views import of_area
from bigstory.accounts.roles import May
from bigstory.accounts.somebody import SignedInRequest
from bigstory.core.db.versioned import Conflict
from bigstory.kit.marks import Mark
from bigstory.kit.once import OnceForm, made_once, with_a_token
from bigstory.kit.two_editors import is_choice, two_wrote, with_both

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_OR_POST)
def area_facts(request: SignedInRequest, slug: str) -> HttpResponse:
    area = desk_area_or_404(request, slug, May.KEEP_DESK)
    if request.method != "POST":
        facts = facts_of(area)
        seen = Mark.of(facts, version=area.version)
        form = FactsForm(initial=initial_of(facts) | {"seen": seen})
        return _facts_page(request, area, form)
    data = with_both(request.POST, initial_of(facts_of(area)))
    form = FactsForm(data)
    if not form.is_valid():
        page = _two_wrote if is_choice(data) else _facts_page
        return page(request, area, form)
    try:
        change_facts(area=area, by=request.user, seen=form.mark, values=form.chosen())
    except Conflict as conflict:
        return _two_wrote(request, area, form, parts=conflict.parts)
    messages.success(request, _("Saved."))
    return redirect("area_desk", slug=slug)


def _facts_page(request: SignedInRequest, area: Area, form: FactsForm) -> HttpResponse:
    context = {**of_area(request, area), "form": form, "areas_facts": FACTS}
    return render(request, "areas/desk/facts.html", context)


def _two_wrote(
    request: SignedInRequest, area: Area, form: FactsForm, parts: Any = ()
) -> HttpResponse:
    area.refresh_from_db()
    frame = of_area(request, area) | {"thing": _("The facts of this place")}
    return two_wrote(request, form, facts_of(area), parts=parts, frame=frame)


@require_http_methods(GET_OR_POST)
def area_facts_government(request: SignedInRequest, slug: str) -> HttpResponse:
    """Who governs here, at each tier."""
    area = desk_area_or_404(request, slug, May.KEEP_DESK)
    more = {
        "authorities": area.authorities.order_by("tier", "name"),
        "known": LocalAuthority.objects.order_by("name").values_list("name", flat=True).distinct(),
    }

    def write(data: dict[str, Any]) -> str:
        add_authority(area=area, by=request.user, name=data["name"], tier=data["tier"])
        return _("It is written down.")

    return _added(request, area, AuthorityForm, "government", write, more)


@require_POST
def area_facts_government_away(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    area = get_object_or_404(Area.objects.visible_to(request.user), slug=slug, authorities=pk)
    require(request.user, May.KEEP_DESK, area)
    authority = area.authorities.get(pk=pk)
    remove_authority(area=area, by=request.user, authority=authority)
    messages.success(request, _("Taken out of the facts of this place."))
    return redirect("area_facts_government", slug=slug)


@require_http_methods(GET_OR_POST)
def area_facts_codes(request: SignedInRequest, slug: str) -> HttpResponse:
    """The statistical codes of the place, each with the year of its edges."""
    area = desk_area_or_404(request, slug, May.KEEP_DESK)

    def write(data: dict[str, Any]) -> str:
        fields = {name: data[name] for name in ("scheme", "vintage", "codes")}
        number = add_codes(area=area, by=request.user, **fields)
        if not number:
            return _("They were here already.")
        return ngettext("One code more.", "%(n)d codes more.", number) % {"n": number}

    return _added(request, area, CodesForm, "codes", write, {"codes": area.codes.all()})


@require_POST
def area_facts_code_away(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    code = get_object_or_404(AreaCode.objects.select_related("area"), area__slug=slug, pk=pk)
    require(request.user, May.KEEP_DESK, code.area)
    remove_code(code=code, by=request.user)
    messages.success(request, _("Taken out of the facts of this place."))
    return redirect("area_facts_codes", slug=slug)


def _added(
    request: SignedInRequest,
    area: Area,
    make_form: type[OnceForm],
    what: str,
    write: Callable[[dict[str, Any]], str],
    more: dict[str, Any],
) -> HttpResponse:
    """A page with what is there and a form for one more, shown or sent."""
    context = {**of_area(request, area), **more}
    template = f"areas/desk/{what}.html"
    if request.method != "POST":
        return render(request, template, {**context, "form": make_form()})
    typed = with_a_token(request.POST)
    form = make_form(typed)
    if not form.is_valid():
        return render(request, template, {**context, "form": form})
    said: list[str] = []

    def make() -> str:
        said.append(write(form.cleaned_data))
        return reverse(f"area_facts_{what}", args=[area.slug])

    path, saved = made_once(request, form, make)
    if not saved:
        again = make_form(with_a_token(typed, new=True))
        return render(request, template, {**context, "form": again, "sent_before": path})
    for words in said:
        messages.success(request, words)
    return redirect(path)
