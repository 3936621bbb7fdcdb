"""Payments: those that are expected, and those that were made, each tied to the other.

The area is held first, so that of two who enter one payment at once the second sees the first.
"""

from collections.abc import Collection, Sequence

from django.db import transaction

from areas.access import require
from areas.models import Area
from bigstory.accounts.roles import May
from bigstory.core.db import audit
from bigstory.kit.marks import Mark
from bigstory.kit.two_editors import save_merged
from partnerships.models import ExpectedPayment, Payment
from partnerships.money.actions.coming_in import add_payment
from partnerships.money.queries.alike import Sum, looks_like


class NoLongerExpected(Exception):
    """It was paid or given up a moment ago. Nothing was saved."""


class TiedToAnother(Exception):
    """The payment belongs to another one that was expected. Nothing was saved."""


class LooksEntered(Exception):
    """Somebody entered `payments` that this one may be. Nothing was saved."""

    def __init__(self, payments: Sequence[Payment]) -> None:
        super().__init__("It may be here already.")
        self.payments = payments


def hold(areas: Collection[int]) -> None:
    """Whoever enters a payment of these areas waits for the one before."""
    held = Area.objects.select_for_update(no_key=True).filter(pk__in=areas)
    list(held.order_by("pk").values_list("pk"))


@transaction.atomic
def expect_payment(*, area: Area, by, values: dict) -> ExpectedPayment:
    """`values` are the fields of an ExpectedPayment. Raises PermissionDenied."""
    require(by, May.REVIEW_MONEY, area)
    expected = ExpectedPayment.objects.create(area=area, added_by=by, **values)
    audit.record("expected.added", expected, by=by, area=area.slug)
    return expected


@transaction.atomic
def change_expected(*, expected: ExpectedPayment, by, seen: Mark, values: dict) -> set[str]:
    """Save what somebody changed, and return the names of those fields.

    Raises PermissionDenied; Conflict where somebody else changed the same; TiedToAnother where they
    tied the payment to another one a moment ago.
    """
    require(by, May.REVIEW_MONEY, expected.area)
    if payment := values.get("payment"):
        # Whoever ties the same payment at once waits here.
        Payment.objects.select_for_update().get(pk=payment.pk)
        if ExpectedPayment.objects.filter(payment=payment).exclude(pk=expected.pk).exists():
            raise TiedToAnother
    changed = save_merged(expected, seen=seen, values=values, together=[("payment", "dropped")])
    if changed:
        fields = sorted(changed)
        audit.record("expected.changed", expected, by=by, area=expected.area.slug, fields=fields)
    return changed


@transaction.atomic
def add_payment_of(*, area: Area, by, values: dict) -> Payment:
    """A payment, and the expected one that it is: `values` may have `expected`, and `others`, the
    ids of payments like it that somebody said are others.

    Raises NoLongerExpected where somebody wrote it down first, and LooksEntered where there are
    more that it may be.
    """
    expected, others = values.pop("expected", None), values.pop("others", ())
    hold({area.pk})
    current = None
    if expected is not None:
        current = ExpectedPayment.objects.select_for_update().get(pk=expected.pk)
        if current.payment_id is not None or current.dropped:
            raise NoLongerExpected
    _ask_about(area, values, others)
    payment = add_payment(area=area, by=by, values=values)
    if current is None:
        return payment
    current.payment = payment
    current.save_if_unchanged(seen=current.version, fields=["payment"])
    audit.record("expected.paid", current, by=by, area=area.slug, payment=payment.pk)
    return payment


def _ask_about(area: Area, values: dict, others: Collection[int]) -> None:
    this = Sum(area.pk, values["organisation"].pk, values["amount"])
    there = looks_like(this, values["on"])
    if not {row.pk for row in there} <= set(others):
        raise LooksEntered(there)
