"""Payments that are expected: written down, put right, and tied to the payment that was made."""

from django.db import transaction

from areas.access import require
from areas.models import Area
from bigstory.accounts.roles import May
from bigstory.core.db import audit
from bigstory.kit.marks import Mark
from bigstory.kit.two_editors import save_merged
from partnerships.models import ExpectedPayment, Payment
from partnerships.money.actions.coming_in import add_payment


class NoLongerExpected(Exception):
    """It was paid or given up a moment ago. Nothing was saved."""


class TiedToAnother(Exception):
    """The payment belongs to another one that was expected. Nothing was saved."""


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
    """A payment, and the expected one that it is: `values` may have `expected`.

    Raises NoLongerExpected where somebody wrote it down first.
    """
    expected = values.pop("expected", None)
    if expected is None:
        return add_payment(area=area, by=by, values=values)
    current = ExpectedPayment.objects.select_for_update().get(pk=expected.pk)
    if current.payment_id is not None or current.dropped:
        raise NoLongerExpected
    payment = add_payment(area=area, by=by, values=values)
    current.payment = payment
    current.save_if_unchanged(seen=current.version, fields=["payment"])
    audit.record("expected.paid", current, by=by, area=area.slug, payment=payment.pk)
    return payment
