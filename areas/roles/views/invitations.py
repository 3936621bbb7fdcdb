"""Invitations: sending, sending again and taking back, for those who may invite; and accepting one.

The page of an invitation changes nothing; its button does.
"""

from functools import partial

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from areas.access import can, require
from areas.models import Area, PowerChange
from areas.powers.views.changes import A_SECOND_PERSON, changes_address
from areas.roles.actions.invitations import (
    NotOpen,
    OneAtATime,
    accept,
    give_to_somebody_here,
    invite,
    renew,
    somebody_here,
    withdraw,
)
from areas.roles.forms import AcceptForm, InviteForm
from bigstory.accounts.models import Invitation, User
from bigstory.accounts.roles import May, Role
from bigstory.accounts.somebody import SignedInRequest
from bigstory.core.text.sides import with_names
from bigstory.core.work.mail import letters_about
from bigstory.core.work.watch import somebody_works
from bigstory.kit.once import AlreadySent, fingerprint, once

PER_PAGE = 25
ROLE_TO_COME = gettext_lazy(
    "You are in. Your role begins when a second person has agreed to it, or a day after you were "
    "invited."
)
TABS = {
    "open": gettext_lazy("Waiting"),
    "used": gettext_lazy("Accepted"),
    "expired": gettext_lazy("Run out"),
    "withdrawn": gettext_lazy("Taken back"),
}


@require_http_methods(["GET", "POST"])
def invitations(request: SignedInRequest) -> HttpResponse:
    require(request.user, May.INVITE)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(_send(request, form))
        except AlreadySent:
            form.add_error(
                None,
                _(
                    "This form was sent before with other words in it. Check the list, "
                    "then send again."
                ),
            )
        except OneAtATime:
            form.add_error("areas", _("A role for yourself is asked for in one place at a time."))
    context = {
        "form": form,
        "tabs": TABS,
        "days": settings.INVITATION_DAYS,
        **_list(request),
        "section": "portfolio",
    }
    return render(request, "areas/roles/invitations.html", context)


@require_POST
def send_again(request: SignedInRequest, pk: int) -> HttpResponse:
    require(request.user, May.INVITE)
    invitation = get_object_or_404(Invitation.objects.select_related("invited_by"), pk=pk)
    try:
        renew(invitation=invitation, by=request.user, address=partial(_address, request))
    except NotOpen:
        messages.error(
            request, _("That invitation was used or taken back, so it was not sent again.")
        )
    else:
        _say_it_goes(request, invitation.email)
    return redirect("invitations")


@require_POST
def take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """For whoever may invite, and for administrators, who come from its page in the admin."""
    invites = can(request.user, May.INVITE)
    if not invites:
        require(request.user, May.ADMINISTER)
    invitation = get_object_or_404(Invitation, pk=pk)
    try:
        withdraw(invitation=invitation, by=request.user)
    except NotOpen:
        messages.error(request, _("That invitation was used or taken back already."))
    else:
        messages.success(request, _("The invitation is taken back. Its link no longer works."))
    return redirect("invitations" if invites else "admin:accounts_invitation_changelist")


def _send(request: SignedInRequest, form: InviteForm) -> str:
    """Store the invitation and its letter once, however often the form arrives.

    Whoever is here already is given the role, and told so: nobody is invited twice.
    """
    data = form.cleaned_data
    areas = data["chosen"]
    known = somebody_here(data["email"], data["role"], by=request.user)

    def make() -> str:
        if known is not None:
            home = request.build_absolute_uri(reverse("home"))
            who = {"user": known, "by": request.user}
            give_to_somebody_here(role=data["role"], areas=areas, home=home, **who)
            return reverse("people")
        fields = {name: data[name] for name in ("email", "name", "role")}
        address, of_changes = partial(_address, request), changes_address(request)
        invite(
            **fields,
            area=areas[0] if areas else None,
            more_areas=areas[1:],
            by=request.user,
            address=address,
            changes=of_changes,
        )
        return reverse("invitations")

    path = once(user=request.user, token=data["token"], body=fingerprint(request.POST), make=make)
    if known is not None:
        _say_they_have_it(request, known, data["role"], areas)
        return path
    _say_it_goes(request, data["email"])
    if PowerChange.objects.waiting().filter(invitation__email=data["email"]).exists():
        messages.info(request, A_SECOND_PERSON)
    return path


def _say_they_have_it(request: HttpRequest, user: User, role: str, areas: list[Area]) -> None:
    words = ngettext(
        "%(name)s was here already, and is now %(role)s in one place more. A letter tells them.",
        "%(name)s was here already, and is now %(role)s in %(n)s places more. A letter tells them.",
        len(areas),
    )
    label = Role(role).label
    messages.success(request, with_names(words, name=user, role=label, n=len(areas)))


def _address(request: HttpRequest, secret: str) -> str:
    return request.build_absolute_uri(reverse("invitation_accept", args=[secret]))


def _say_it_goes(request: HttpRequest, email: str) -> None:
    words = _("The invitation to %(email)s is on its way.")
    if not somebody_works():
        words = _("The invitation to %(email)s is kept, and its letter waits to be sent.")
    messages.success(request, with_names(words, email=email))


def _list(request: HttpRequest) -> dict[str, object]:
    """One state of invitation at a time, newest first, each with its area's name."""
    now = timezone.now()
    states = {
        "open": Q(used_at=None, withdrawn_at=None, expires_at__gt=now),
        "used": Q(used_at__isnull=False),
        "expired": Q(used_at=None, withdrawn_at=None, expires_at__lte=now),
        "withdrawn": Q(withdrawn_at__isnull=False),
    }
    state = request.GET.get("state", "open")
    tab = state if state in states else "open"
    invitations = (
        Invitation.objects.filter(states[tab])
        .select_related("invited_by")
        .order_by("-created_at", "-pk")
    )
    page = Paginator(invitations, PER_PAGE).get_page(request.GET.get("page"))
    slugs = {slug for invitation in page for slug in invitation.area_slugs}
    names = {area.slug: area.short_name for area in Area.objects.filter(slug__in=slugs)}
    letters = letters_about(page)
    for invitation in page:
        where = [names.get(slug, slug) for slug in invitation.area_slugs]
        named = [invitation.organisation_name] if invitation.organisation_name else []
        invitation.area_names = where or named
        invitation.letter = letters.get(invitation.pk)
    return {"page_obj": page, "tab": tab}


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, secret: str) -> HttpResponse:
    """The page of an invitation, by the secret of its link: who invites, to what, a button."""
    digest = Invitation.digest_of(secret)
    invitation = (
        Invitation.objects.open().select_related("invited_by").filter(digest=digest).first()
    )
    if invitation is None:
        return _closed(request)
    account = User.objects.filter(email__iexact=invitation.email).first()
    if account is not None and not account.is_active:
        return _closed(request)
    form = AcceptForm(request.POST or None, initial={"name": invitation.name})
    itself = account is not None and request.user.is_authenticated and request.user == account
    new = account is None and not request.user.is_authenticated
    if request.method == "POST" and (itself or (new and form.is_valid())):
        return _accept(request, invitation, form.cleaned_data["name"] if new else "")
    context = {
        "invitation": invitation,
        "areas": Area.objects.filter(slug__in=invitation.area_slugs).order_by("name"),
        "waits": PowerChange.objects.waiting().filter(invitation=invitation).exists(),
        "itself": itself,
        "new": new,
        "form": form,
    }
    return render(request, "areas/roles/invitation.html", context)


def _accept(request: HttpRequest, invitation: Invitation, name: str) -> HttpResponse:
    try:
        user = accept(invitation=invitation, name=name, changes=changes_address(request))
    except NotOpen:
        return _closed(request)
    if PowerChange.objects.waiting().filter(invitation=invitation).exists():
        messages.info(request, ROLE_TO_COME)
    elif request.user.is_authenticated:
        messages.success(request, _("Done. What you can do now is on your account page."))
    if request.user.is_authenticated:
        return redirect("home")
    # The link came by mail, as a code would: a new person has no second step to pass yet.
    return perform_login(
        request, Login(user=user, redirect_url=resolve_url("home"), email=user.email)
    )


def _closed(request: HttpRequest) -> HttpResponse:
    """Used, run out, taken back, or never was: one page for all of them."""
    return render(request, "areas/roles/invitation_closed.html", status=404)
