"""Forms for money that comes in: an award, a payment to the LTO, something that came in beside."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from areas.access import require
from areas.models import Area
from areas.words import Words
from bigstory.accounts.roles import May
from bigstory.core.models import FormToken
from bigstory.core.once import AlreadySent, fingerprint, once
from partnerships.actions import money as actions
from partnerships.forms.money import AwardForm, LeverageForm, PaymentForm
from partnerships.models import Action, Organisation
from partnerships.views.frame import of_area
from partnerships.views.money import area_of


@require_http_methods(["GET", "HEAD", "POST"])
def award_new(request: HttpRequest, slug: str) -> HttpResponse:
    area = area_of(request, slug)
    require(request.user, May.REVIEW_MONEY, area)
    words = {
        "heading": _("Add an award"),
        "lede": _("Money given to %(area)s, with the day it was given. Everybody sees the total.")
        % {"area": area},
        "button": _("Save the award"),
        "saved": _("The award is saved."),
    }
    return _entry(request, area, AwardForm(request.POST or None), actions.add_award, words)


@require_http_methods(["GET", "HEAD", "POST"])
def payment_new(request: HttpRequest, slug: str) -> HttpResponse:
    area = area_of(request, slug)
    require(request.user, May.EDIT_MONEY, area)
    form = PaymentForm(request.POST or None, organisations=holders(area))
    said = Words(area.programme.words)
    words = {
        "heading": _("Enter a payment received"),
        "lede": _("Money of %(area)s that %(funder)s paid to its %(lto)s.")
        % {"area": area, "funder": said["funder"], "lto": said["lto"]},
        "button": _("Save the payment"),
        "saved": _("The payment is saved."),
    }
    return _entry(request, area, form, actions.add_payment, words)


@require_http_methods(["GET", "HEAD", "POST"])
def leverage_new(request: HttpRequest, slug: str) -> HttpResponse:
    area = area_of(request, slug)
    require(request.user, May.EDIT_MONEY, area)
    present = Action.objects.of_present_plans().filter(priority__plan__area=area)
    words = {
        "heading": _("Add what came in beside it"),
        "lede": _(
            "A grant from somebody else, a hall lent for nothing, a builder's day: what "
            "your own money drew in."
        ),
        "button": _("Save it"),
        "saved": _("It is saved."),
    }
    return _entry(
        request,
        area,
        LeverageForm(request.POST or None, actions=present),
        actions.add_leverage,
        words,
    )


def holders(area: Area):
    """Those who hold the money of an area, or held it: the present one first."""
    held = Organisation.objects.filter(appointments__area=area)
    return held.distinct().order_by("-appointments__starts", "name")


def _entry(request: HttpRequest, area: Area, form, add: Callable, words: dict) -> HttpResponse:
    """Show the form, or save what it says, once."""
    first = ""
    if form.is_bound and form.is_valid():
        try:
            return _save(request, area, form, add, words)
        except AlreadySent:
            first = FormToken.objects.get(
                user=request.user, token=form.cleaned_data["token"]
            ).result
    context = {**of_area(request, area, "money"), "form": form, "sent_before": first, **words}
    if first:
        context["fresh_token"] = type(form).base_fields["token"].initial()
    return render(request, "partnerships/money/entry.html", context)


def _save(request: HttpRequest, area: Area, form, add: Callable, words: dict) -> HttpResponse:
    """Raises AlreadySent where the same page was sent before with other words."""

    def make() -> str:
        add(area=area, by=request.user, values=form.values())
        return reverse("money_ledger", args=[area.slug])

    path = once(
        user=request.user,
        token=form.cleaned_data["token"],
        body=fingerprint(request.POST),
        make=make,
    )
    messages.success(request, words["saved"])
    return redirect(path)
