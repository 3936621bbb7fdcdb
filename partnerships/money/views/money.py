"""The money of an area: totals for everybody, the rest for those who may read it line by line.

And the forms for money that comes in: an award, a payment to the LTO, something beside them.
"""

from collections.abc import Callable
from decimal import Decimal
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from areas.access import can, require
from areas.models import Area
from areas.places.views import of_area
from areas.programme.queries import Words
from bigstory.accounts.roles import May
from bigstory.core.db.tokens import FormToken
from bigstory.core.text.sides import with_names
from bigstory.kit.numbers.rows import row_number
from bigstory.kit.once import AlreadySent, fingerprint, once, saved_before, with_a_token
from partnerships.models import Action, Leverage
from partnerships.money.actions.coming_in import add_award, add_leverage
from partnerships.money.actions.expected import LooksEntered, NoLongerExpected, add_payment_of
from partnerships.money.forms.money import AwardForm, LeverageForm, PaymentForm
from partnerships.money.models.pounds import as_read
from partnerships.money.queries.expected import expected_in, settled_in
from partnerships.money.queries.leverage import leverage_by_kind
from partnerships.money.queries.page import (
    by_priority_and_theme,
    closing,
    movements,
    reported_until,
    reports,
    with_last_half_year,
    with_pounds,
)
from partnerships.money.queries.sums import Totals, time_left, totals

A_PAGE = 25
# Twenty years of an agreement, paid twice a year; beyond them nobody puts a slip right.
SETTLED_SHOWN = 40
KINDS = ("award", "payment", "leverage", *Leverage.Kind.values)


def area_of(request: HttpRequest, slug: str) -> Area:
    """The area with its programme, or 404."""
    return get_object_or_404(
        Area.objects.visible_to(request.user).select_related("programme"), slug=slug
    )


@login_not_required
@require_safe
def money(request: HttpRequest, slug: str) -> HttpResponse:
    """Totals and time left; for those who read money also needs, themes and reports."""
    areas = with_last_half_year(Area.objects.visible_to(request.user))
    area = get_object_or_404(areas.select_related("programme"), slug=slug)
    area_totals = totals(area)
    context = {
        **of_area(request, area),
        "totals": area_totals,
        "time": time_left(area, closed_on=area_totals.closed_on),
        "until": reported_until(area),
        "reads": can(request.user, May.READ_MONEY, area),
        "edits": can(request.user, May.EDIT_MONEY, area),
        "awards": can(request.user, May.REVIEW_MONEY, area),
    }
    if context["reads"]:
        context |= _spending(request, area, area_totals)
    if context["awards"]:
        context["settled"] = settled_in(request.user, area)[:SETTLED_SHOWN]
    return render(request, "partnerships/money/money.html", context)


def _spending(request: HttpRequest, area: Area, area_totals: Totals) -> dict:
    """Context for those who read money line by line."""
    needs, themes = by_priority_and_theme(area)
    page = Paginator(reports(request.user, area), A_PAGE).get_page(request.GET.get("page"))
    return {
        "needs": needs[:A_PAGE],
        "themes": themes,
        "page": page,
        "reports": with_pounds(page.object_list),
        "closing": closing(area, area_totals),
        "expected": expected_in(request.user, [area]),
        "beside": leverage_by_kind(request.user, area),
    }


@require_safe
def money_ledger(request: HttpRequest, slug: str) -> HttpResponse:
    """Every award, every payment to the LTO and all that came in beside them, newest first."""
    area = area_of(request, slug)
    require(request.user, May.READ_MONEY, area)
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    rows = movements(request.user, area, kind)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        **of_area(request, area),
        "page": page,
        "kind": kind,
        "of_kind": dict(Leverage.Kind.choices).get(kind, ""),
        "totals": totals(area),
        "edits": can(request.user, May.EDIT_MONEY, area),
        "awards": can(request.user, May.REVIEW_MONEY, area),
    }
    return render(request, "partnerships/money/ledger.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def award_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Money given to the area: entered by Local Trust."""
    area = area_of(request, slug)
    require(request.user, May.REVIEW_MONEY, area)
    words = {
        "heading": _("Add an award"),
        "lede": with_names(
            _("Money given to %(area)s, with the day it was given. Everybody sees the total."),
            area=area,
        ),
        "saved": _("The award is saved."),
    }
    return entry(request, area, AwardForm(request.POST or None), add_award, words)


@require_http_methods(["GET", "HEAD", "POST"])
def payment_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Money of the area that reached its LTO; ?expected= is one that was expected.

    Whoever keeps the accounts enters it, or Local Trust that paid it.
    """
    area = area_of(request, slug)
    pays = can(request.user, May.REVIEW_MONEY, area)
    if not pays:
        require(request.user, May.EDIT_MONEY, area)
    form = _payment_form(request, area)
    terms = Words(area.programme.words)
    words = {
        "heading": _("Enter a payment made") if pays else _("Enter a payment received"),
        "lede": with_names(
            _("Money of %(area)s that %(funder)s paid to its %(lto)s."),
            area=area,
            funder=terms["funder"],
            lto=terms["lto"],
        ),
        "saved": _("The payment is saved."),
    }
    answer = entry(request, area, form, add_payment_of, words)
    if answer.status_code != HTTPStatus.OK and (rest := form.short_by()):
        say_the_rest(request, area, rest)
    return answer


def say_the_rest(request: HttpRequest, area: Area, rest: Decimal) -> None:
    """Less came than was expected. Whether the rest is still to come, nobody has said."""
    if can(request.user, May.REVIEW_MONEY, area):
        words = _(
            "That is %(sum)s less than was expected. If the rest is still to come, add it as a "
            "payment to expect."
        )
    else:
        words = _(
            "That is %(sum)s less than was expected. If the rest is still to come, %(funder)s adds "
            "it as a payment to expect: ask them."
        )
    funder = Words(area.programme.words)["funder"]
    messages.info(request, words % {"sum": as_read(rest), "funder": funder})


def _payment_form(request: HttpRequest, area: Area) -> PaymentForm:
    to_come = expected_in(request.user, [area])
    if request.method == "POST":
        return PaymentForm(request.POST, area=area, expected=to_come)
    chosen = row_number(request.GET.get("expected", ""))
    expected = to_come.filter(pk=chosen).first() if chosen else None
    initial = {}
    if expected:
        asked = ("amount", "organisation", "what")
        initial = {name: getattr(expected, name) for name in asked} | {"expected": expected}
    return PaymentForm(area=area, expected=to_come, initial=initial)


@require_http_methods(["GET", "HEAD", "POST"])
def leverage_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Money, or things and time, that came in beside the programme's own."""
    area = area_of(request, slug)
    require(request.user, May.EDIT_MONEY, area)
    present = Action.objects.of_present_plans().filter(priority__plan__area=area)
    form = LeverageForm(request.POST or None, actions=present)
    words = {
        "heading": _("Add what came in beside it"),
        "lede": _(
            "A grant from somebody else, a hall lent for nothing, a builder's day: what "
            "your own money drew in."
        ),
        "saved": _("It is saved."),
    }
    return entry(request, area, form, add_leverage, words)


def entry(
    request: HttpRequest,
    area: Area,
    form,
    add: Callable,
    words: dict,
    *,
    then: str = "money_ledger",
) -> HttpResponse:
    """Show the form, or save it, once, and go to the page `then`. `words` are those of the page."""
    if request.method == "POST" and (path := saved_before(request)):
        return redirect(path)
    first = ""
    if form.is_bound and form.is_valid():
        try:
            return _save(request, area, form, add, words, then)
        except AlreadySent:
            first = FormToken.objects.get(
                user=request.user, token=form.cleaned_data["token"]
            ).result
        except LooksEntered as there:
            # Sent twice in one moment, it is its own first sending.
            if path := saved_before(request):
                return redirect(path)
            form.ask_about(there.payments)
        except NoLongerExpected:
            form.add_error("expected", _("Somebody wrote that payment down a moment ago."))
    context = {**of_area(request, area), "form": form, "sent_before": first, **words}
    if first:
        form.data = with_a_token(form.data, new=True)
    return render(request, "partnerships/money/entry.html", context)


def _save(
    request: HttpRequest, area: Area, form, add: Callable, words: dict, then: str
) -> HttpResponse:
    """Save and go on. Raises AlreadySent where it was sent before with other words."""

    def make() -> str:
        add(area=area, by=request.user, values=form.values())
        return reverse(then, args=[area.slug])

    path = once(
        user=request.user,
        token=form.cleaned_data["token"],
        body=fingerprint(request.POST),
        make=make,
    )
    messages.success(request, words["saved"])
    return redirect(path)
