"""Who signs in for an organisation, and so in all areas whose money it holds."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from areas.access import require
from areas.powers.views.changes import changes_address
from bigstory.accounts.roles import May
from bigstory.core.text.sides import with_names
from bigstory.kit.once import made_once, saved_before, with_a_token
from partnerships.models import Officership, Organisation
from partnerships.organisations.actions.officers import add_officer, end_officer, invite_officer
from partnerships.organisations.forms.organisations import OfficerForm


def _address(request: HttpRequest, secret: str) -> str:
    return request.build_absolute_uri(reverse("invitation_accept", args=[secret]))


@require_http_methods(["GET", "HEAD", "POST"])
def officer_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody with an account is in at once; others get a letter."""
    organisation = get_object_or_404(Organisation, pk=pk)
    require(request.user, May.INVITE)
    given = {"organisation": organisation, "by": request.user}
    typed = with_a_token(request.POST) if request.method == "POST" else None
    if typed is not None and (path := saved_before(request)):
        return redirect(path)
    form = OfficerForm(typed, **given)
    if not form.is_bound or not form.is_valid():
        return _new_page(request, organisation, form)

    def make() -> str:
        if form.known is not None:
            add_officer(organisation=organisation, user=form.known, by=request.user)
        else:
            data = form.cleaned_data
            invite_officer(
                organisation=organisation,
                email=data["email"],
                name=data["name"],
                by=request.user,
                address=partial(_address, request),
                changes=changes_address(request),
            )
        return organisation.get_absolute_url()

    path, saved = made_once(request, form, make)
    if not saved:
        again = OfficerForm(with_a_token(typed, new=True), **given)
        return _new_page(request, organisation, again, sent_before=path)
    messages.success(request, _said(form))
    return redirect(path)


def _said(form: OfficerForm) -> str:
    organisation = form.organisation
    if form.known is not None:
        words = _("%(name)s signs in for %(organisation)s from now on.")
        return with_names(words, name=form.known, organisation=organisation)
    words = _("The invitation to %(email)s is on its way.")
    return with_names(words, email=form.cleaned_data["email"])


def _new_page(request: HttpRequest, organisation: Organisation, form, **more) -> HttpResponse:
    context = {"section": "areas", "organisation": organisation, "form": form} | more
    return render(request, "partnerships/organisations/officer_new.html", context)


@require_POST
def officer_end(request: HttpRequest, pk: int) -> HttpResponse:
    """It stops at their next request, in every area."""
    require(request.user, May.INVITE)
    rows = Officership.objects.select_related("user", "organisation")
    officership = get_object_or_404(rows, pk=pk)
    if officership.user_id == request.user.pk:
        messages.error(request, _("You cannot end your own. Ask a colleague to do it."))
    else:
        end_officer(officership=officership, by=request.user)
        words = _("%(name)s no longer signs in for %(organisation)s. What they wrote stays.")
        names = {"name": officership.user, "organisation": officership.organisation}
        messages.success(request, with_names(words, **names))
    return redirect(officership.organisation)
