"""What comes in: awards, payments to the LTO, and what was brought in beside them."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db import transaction

from areas.models import Area, Programme, ProgrammeRule
from bigstory.core import audit
from partnerships.models import Award, Leverage, Payment


def contribution_of(programme: Programme, amount: Decimal, on: date) -> Decimal:
    """The LTO's part on top of a payment, by the rule of that day; nothing where there was no rule.

    Source: http://localtrust.org.uk/library/programme-guidance/funding-agreements/
    """
    try:
        share = programme.rule("lto_contribution", at=on)
    except ProgrammeRule.DoesNotExist:
        return Decimal(0)
    return (amount * share).quantize(Decimal("0.01"), ROUND_HALF_UP)


@transaction.atomic
def add_award(*, area: Area, by, values: dict) -> Award:
    award = Award.objects.create(area=area, **values)
    audit.record("award.added", award, by=by, area=area.slug)
    return award


@transaction.atomic
def add_payment(*, area: Area, by, values: dict) -> Payment:
    """A payment that reached the LTO.

    The part on top is written down as it is today, unless it was typed.
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
    leverage = Leverage.objects.create(area=area, entered_by=by, **values)
    audit.record("leverage.added", leverage, by=by, area=area.slug)
    return leverage
