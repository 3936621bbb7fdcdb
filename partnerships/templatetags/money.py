"""Sums of money as people read them, and the picture of what is left."""

from decimal import Decimal

from django import template

from partnerships.money.models.pounds import as_read
from partnerships.money.queries.sums import TimeLeft, Totals

register = template.Library()


@register.filter
def pounds(amount: Decimal | None, pence: int = 0) -> str:
    """£1,234 or £1,234.50; with pence=2 the pence always stand there.

    Less than nothing has its sign before.
    """
    if amount is None:
        return ""
    return as_read(Decimal(amount), pence=bool(pence))


@register.inclusion_tag("components/charts/twin.html", takes_context=True)
def twin(context, totals: Totals, time: TimeLeft, until=None, heading: str = "h2"):
    """Money left and time left, beside each other, in pictures, in words and in a table.

    `until` is the last day that what was spent speaks of.
    """
    over = -totals.left if totals.left < 0 else None
    return {
        "words": context["words"],
        "totals": totals,
        "time": time,
        "share": totals.share_left,
        "over": over,
        "until": until,
        "heading": heading,
    }
