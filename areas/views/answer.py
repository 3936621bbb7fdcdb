"""Answering an invitation: who asks, to what, and one button.

Looking changes nothing; the button does.
"""

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from areas.actions.invitations import NotOpen, accept
from areas.forms.invitation import NameForm
from areas.models import Area
from bigstory.accounts.models import Invitation, User


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, secret: str) -> HttpResponse:
    digest = Invitation.digest_of(secret)
    invitation = (
        Invitation.objects.open().select_related("invited_by").filter(digest=digest).first()
    )
    if invitation is None:
        return _cannot(request)
    known = User.objects.filter(email__iexact=invitation.email).first()
    if known is not None and not known.is_active:
        return _cannot(request)
    form = NameForm(request.POST or None, initial={"name": invitation.name})
    itself = request.user.is_authenticated and known is not None and request.user.pk == known.pk
    new = known is None and not request.user.is_authenticated
    if request.method == "POST" and (itself or (new and form.is_valid())):
        return _accept(request, invitation, form.cleaned_data["name"] if new else "")
    context = {
        "invitation": invitation,
        "area": Area.objects.filter(slug=invitation.area_slug).first(),
        "itself": itself,
        "new": new,
        "form": form,
    }
    return render(request, "areas/roles/invitation.html", context)


def _accept(request: HttpRequest, invitation: Invitation, name: str) -> HttpResponse:
    try:
        user = accept(invitation=invitation, name=name)
    except NotOpen:
        return _cannot(request)
    if request.user.is_authenticated:
        messages.success(request, _("Done. What you can do now is on your account page."))
        return redirect("home")
    # The link came by mail, as a code would: a new person has no second step to pass yet.
    return perform_login(
        request, Login(user=user, redirect_url=resolve_url("home"), email=user.email)
    )


def _cannot(request: HttpRequest) -> HttpResponse:
    """Used, run out, taken back, or never was: one page for all of them."""
    return render(request, "areas/roles/invitation_closed.html", status=404)
