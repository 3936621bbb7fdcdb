"""Organisations that hold the money for an area: public facts for everybody; for Local Trust whom
to ring there and who signs in, and the pages that write them down.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from areas.access import can, require
from areas.models import Area
from bigstory.accounts.models import Invitation
from bigstory.accounts.roles import May
from bigstory.core.db.dated import today
from bigstory.core.db.versioned import Conflict
from bigstory.core.text.sides import with_names
from bigstory.kit.once import made_once, saved_before, with_a_token
from bigstory.kit.two_editors import is_choice, two_wrote, with_both, words_of
from partnerships.models import LtoAppointment, Organisation
from partnerships.organisations.actions.organisations import (
    KnownAlready,
    change_organisation,
    make_organisation,
)
from partnerships.organisations.forms.organisations import (
    FIELDS,
    ChangeOrganisationForm,
    NewOrganisationForm,
    initial_of,
)
from partnerships.organisations.queries.finding import find
from partnerships.organisations.queries.holding import officers_of
from partnerships.organisations.queries.numbers import (
    numbers_in,
    read_charity_number,
    read_company_number,
)

PER_PAGE = 25
GET_OR_POST = ["GET", "HEAD", "POST"]


@login_not_required
@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """All of them by name; ?q= looks in their names and numbers, and in those of their areas."""
    words = request.GET.get("q", "").strip()
    matches = Organisation.objects.order_by("name")
    if words:
        numbers = numbers_in(words)
        matches = matches.filter(
            Q(name__icontains=words)
            | Q(appointments__area__name__icontains=words)
            | Q(charity_number__in=numbers)
            | Q(company_number__in=numbers)
            | Q(pk__in=[each.pk for each in find(words).same])
        ).distinct()
    page = Paginator(matches, PER_PAGE).get_page(request.GET.get("page"))
    appointments = _appointments([organisation.pk for organisation in page])
    for organisation in page:
        own = appointments.get(organisation.pk, [])
        organisation.holds = [appointment for appointment in own if appointment.is_active()]
    may = can(request.user, May.SET_UP_AREA)
    context = {"section": "areas", "q": words, "page": page, "may_write": may}
    return render(request, "partnerships/organisations/organisations.html", context)


@login_not_required
@require_safe
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """One organisation, and the areas it holds or held the money for."""
    organisation = get_object_or_404(Organisation, pk=pk)
    appointments = _appointments([pk]).get(pk, [])
    context = {
        "section": "areas",
        "organisation": organisation,
        "now": [lto for lto in appointments if lto.is_active()],
        "before": [lto for lto in appointments if lto.has_ended and not lto.never_held],
        "to_come": [lto for lto in appointments if lto.starts and lto.starts > today()],
        "may_write": can(request.user, May.SET_UP_AREA),
        "may_invite": can(request.user, May.INVITE),
    }
    if context["may_invite"]:
        context["officers"] = officers_of([organisation]).get(pk, [])
        invited = Invitation.objects.open().filter(officer_invitation__organisation=organisation)
        context["invited"] = list(invited.order_by("created_at"))
    return render(request, "partnerships/organisations/organisation.html", context)


def _appointments(organisations: list[int]) -> dict[int, list[LtoAppointment]]:
    """For which areas each organisation (by id) holds or held the money, newest first.

    One statement for a whole page.
    """
    by_organisation: dict[int, list[LtoAppointment]] = {}
    rows = LtoAppointment.objects.filter(organisation__in=organisations).select_related("area")
    for appointment in rows.order_by("-starts", "pk"):
        by_organisation.setdefault(appointment.organisation_id, []).append(appointment)
    return by_organisation


# --- written down by Local Trust ---
@require_http_methods(GET_OR_POST)
def organisation_new(request: HttpRequest) -> HttpResponse:
    """One we do not know yet. ?q= is what was looked for; ?area= leads on to appointing it."""
    require(request.user, May.SET_UP_AREA)
    area = Area.objects.visible_to(request.user).filter(slug=request.GET.get("area", "")).first()
    if request.method != "POST":
        form = NewOrganisationForm(initial=_looked_for(request.GET.get("q", "")))
        return _new_page(request, area, form)
    if path := saved_before(request):
        return redirect(path)
    typed = with_a_token(request.POST)
    form = NewOrganisationForm(typed)
    if not form.is_valid():
        return _new_page(request, area, form)

    def make() -> str:
        made = make_organisation(by=request.user, values=form.values())
        if area is not None:
            return reverse("holder_appoint", args=[area.slug, made.pk])
        return made.get_absolute_url()

    try:
        path, saved = made_once(request, form, make)
    except KnownAlready:
        form.add_error("name", _("Somebody wrote that one down a moment ago. Look for it again."))
        return _new_page(request, area, form)
    if not saved:
        again = NewOrganisationForm(with_a_token(typed, new=True))
        return _new_page(request, area, again, sent_before=path)
    said = with_names(_("%(name)s is written down."), name=form.cleaned_data["name"])
    messages.success(request, said)
    return redirect(path)


def _looked_for(words: str) -> dict[str, str]:
    """What was looked for, in the box that it belongs into."""
    for name, read in (
        ("charity_number", read_charity_number),
        ("company_number", read_company_number),
    ):
        try:
            return {name: read(words)}
        except ValueError:
            continue
    return {"name": words}


def _new_page(request: HttpRequest, area: Area | None, form, **more) -> HttpResponse:
    context = {"section": "areas", "area": area, "form": form, "known": form.known} | more
    return render(request, "partnerships/organisations/organisation_new.html", context)


@require_http_methods(GET_OR_POST)
def organisation_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is written about one."""
    organisation = get_object_or_404(Organisation, pk=pk)
    require(request.user, May.SET_UP_AREA)
    if request.method != "POST":
        form = ChangeOrganisationForm(initial=initial_of(organisation), organisation=organisation)
        return _change_page(request, organisation, form)
    data = with_both(request.POST, words_of(organisation, FIELDS))
    form = ChangeOrganisationForm(data, organisation=organisation)
    if not form.is_valid():
        page = _two_wrote if is_choice(data) else _change_page
        return page(request, organisation, form)
    try:
        change_organisation(
            organisation=organisation, by=request.user, seen=form.mark, values=form.chosen()
        )
    except Conflict as conflict:
        return _two_wrote(request, organisation, form, parts=conflict.parts)
    except KnownAlready:
        form.add_error("name", _("Another was given that name or number a moment ago."))
        return _change_page(request, organisation, form)
    messages.success(request, _("Saved."))
    return redirect(organisation)


def _change_page(request: HttpRequest, organisation: Organisation, form) -> HttpResponse:
    context = {"section": "areas", "organisation": organisation, "form": form, "known": form.known}
    return render(request, "partnerships/organisations/organisation_change.html", context)


def _two_wrote(request: HttpRequest, organisation: Organisation, form, *, parts=()):
    frame = {"section": "areas", "thing": organisation.name}
    return two_wrote(request, form, words_of(organisation, FIELDS), parts=parts, frame=frame)
