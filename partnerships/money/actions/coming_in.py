"""Writing down money that comes in: awards, payments to the LTO, and what came in beside them."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db import transaction

from areas.models import Area, Programme, ProgrammeRule
from bigstory.core.db import audit
from partnerships.models import (
    Award,
    Leverage,
    Payment,
)

CONTRIBUTION = "lto_contribution"


@transaction.atomic
def add_award(*, area: Area, by, values: dict) -> Award:
    """Money given to an area. `values` are the fields of an Award."""
    award = Award.objects.create(area=area, **values)
    audit.record("award.added", award, by=by, area=area.slug)
    return award


@transaction.atomic
def add_payment(*, area: Area, by, values: dict) -> Payment:
    """A payment that reached the LTO. `values` are the fields of a Payment.

    Without a contribution it is worked out by the rule of the day and stored.
    """
    if values.get("contribution") is None:
        values = values | {
            "contribution": contribution_of(area.programme, values["amount"], values["on"])
        }
    payment = Payment.objects.create(area=area, entered_by=by, **values)
    audit.record("payment.added", payment, by=by, area=area.slug)
    return payment


@transaction.atomic
def add_leverage(*, area: Area, by, values: dict) -> Leverage:
    """What came in beside the area's own money. `values` are the fields of a Leverage."""
    leverage = Leverage.objects.create(area=area, entered_by=by, **values)
    audit.record("leverage.added", leverage, by=by, area=area.slug)
    return leverage


def contribution_of(programme: Programme, amount: Decimal, on: date) -> Decimal:
    """The LTO's part on top of a payment in pounds, by the rule of that day; 0 without a rule.

    Source: http://localtrust.org.uk/library/programme-guidance/funding-agreements/
    """
    try:
        return share_of(amount, programme.rule(CONTRIBUTION, at=on))
    except ProgrammeRule.DoesNotExist:
        return Decimal(0)


def share_of(amount: Decimal, share: Decimal) -> Decimal:
    """A share of a sum, to the penny."""
    return (amount * share).quantize(Decimal("0.01"), ROUND_HALF_UP)
