"""Payments that may be one and the same, entered by two people who each keep their own accounts."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from bigstory.core.text.sides import with_names
from partnerships.models import Payment
from partnerships.money.models.pounds import as_read

# A sum is written down on the day it goes out, on the day it comes in, or when its letter does.
# Nobody is paid the same sum twice within a fortnight as a rule: it is every half-year.
NEAR = timedelta(days=14)


class Sum(NamedTuple):
    """What tells a payment from others, but for its day."""

    area: int
    organisation: int
    amount: Decimal


def looks_like(this: Sum, on: date) -> list[Payment]:
    """Those of the same sum to the same organisation on or near a day, the nearest day first."""
    return alike([(this, on)])[0]


def alike(those: Sequence[tuple[Sum, date]]) -> list[list[Payment]]:
    """The same for several, in their order. One statement, none for none."""
    if not those:
        return []
    days = [on for _this, on in those]
    near = Q(on__gte=min(days) - NEAR, on__lte=max(days) + NEAR)
    for place, name in enumerate(("area__in", "organisation__in", "amount__in")):
        near &= Q(**{name: {this[place] for this, _on in those}})
    stored: dict[Sum, list[Payment]] = {}
    for row in Payment.objects.filter(near).select_related("entered_by").order_by("pk"):
        stored.setdefault(Sum(row.area_id, row.organisation_id, row.amount), []).append(row)
    return [_nearest(stored.get(this, []), on) for this, on in those]


def _nearest(rows: Iterable[Payment], on: date) -> list[Payment]:
    near = [row for row in rows if abs(row.on - on) <= NEAR]
    return sorted(near, key=lambda row: (abs(row.on - on), row.pk))


def in_words(payment: Payment) -> str:
    """The sentence about one that is there already."""
    about = {"day": date_format(payment.on), "sum": as_read(payment.amount)}
    if payment.entered_by is None or not payment.entered_by.name:
        words = _("This looks like the payment of %(day)s, %(sum)s, which is here already.")
        return with_names(words, **about)
    words = _("This looks like the payment of %(day)s, %(sum)s, entered by %(name)s.")
    return with_names(words, **about, name=payment.entered_by.name)
