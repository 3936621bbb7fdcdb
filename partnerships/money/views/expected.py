"""Payments that are expected: written down and put right by Local Trust, and all of them together,
the late ones first.
"""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from areas.access import require
from areas.places.views import of_area
from areas.programme.queries import Words
from bigstory.accounts.roles import May
from bigstory.core.db.versioned import Conflict
from bigstory.core.text.sides import with_names
from bigstory.kit.two_editors import is_choice, two_wrote, with_both, words_of
from partnerships.models import ExpectedPayment
from partnerships.money.actions.expected import TiedToAnother, change_expected, expect_payment
from partnerships.money.forms.expected import (
    CHANGED,
    ChangeExpectedForm,
    ExpectedForm,
    initial_of,
)
from partnerships.money.queries.expected import expected_everywhere
from partnerships.money.views.money import area_of, entry, say_the_rest

A_PAGE = 25


@require_http_methods(["GET", "HEAD", "POST"])
def expected_new(request: HttpRequest, slug: str) -> HttpResponse:
    """A payment that is still to come, and what it waits for."""
    area = area_of(request, slug)
    require(request.user, May.REVIEW_MONEY, area)
    form = ExpectedForm(request.POST or None, area=area)
    words = {
        "heading": _("Add a payment to expect"),
        "lede": with_names(
            _(
                "What %(funder)s means to pay for %(area)s, about when, and what it waits for. "
                "Whoever reads the money there sees it; it counts in no total until it is paid."
            ),
            area=area,
            funder=Words(area.programme.words)["funder"],
        ),
        "saved": _("It is on the list of what to expect."),
    }
    return entry(request, area, form, expect_payment, words, then="money")


@require_http_methods(["GET", "HEAD", "POST"])
def expected_change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Put right what is written; tie it to a payment that was made, or say it will not come."""
    area = area_of(request, slug)
    expected = get_object_or_404(ExpectedPayment.objects.filter(area=area), pk=pk)
    require(request.user, May.REVIEW_MONEY, area)
    expected.area = area
    if request.method != "POST":
        form = ChangeExpectedForm(initial=initial_of(expected), expected=expected)
        return _change_page(request, expected, form)
    data = with_both(request.POST, words_of(expected, CHANGED))
    form = ChangeExpectedForm(data, expected=expected)
    if not form.is_valid():
        page = _two_wrote if is_choice(data) else _change_page
        return page(request, expected, form)
    try:
        changed = change_expected(
            expected=expected, by=request.user, seen=form.mark, values=form.chosen()
        )
    except Conflict as conflict:
        return _two_wrote(request, expected, form, parts=conflict.parts)
    except TiedToAnother:
        form.add_error("payment", form.fields["payment"].error_messages["invalid_choice"])
        return _change_page(request, expected, form)
    messages.success(request, _("Saved."))
    if "payment" in changed and expected.short_by:
        say_the_rest(request, area, expected.short_by)
    return redirect("money", slug=slug)


def _change_page(request: HttpRequest, expected: ExpectedPayment, form) -> HttpResponse:
    context = {**of_area(request, expected.area), "expected": expected, "form": form}
    return render(request, "partnerships/money/expected_change.html", context)


def _two_wrote(request: HttpRequest, expected: ExpectedPayment, form, *, parts=()) -> HttpResponse:
    frame = of_area(request, expected.area) | {"thing": _("A payment to expect")}
    return two_wrote(request, form, words_of(expected, CHANGED), parts=parts, frame=frame)


@require_safe
def expected_payments(request: HttpRequest) -> HttpResponse:
    """What Local Trust means to pay, of every area, the first day first; ?late= only the late."""
    require(request.user, May.REVIEW_MONEY)
    rows = expected_everywhere(request.user)
    late = rows.overdue()
    only_late = "late" in request.GET
    page = Paginator(late if only_late else rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "section": "portfolio",
        "page": page,
        "only_late": only_late,
        "late_count": late.count(),
    }
    return render(request, "partnerships/money/expected_payments.html", context)
