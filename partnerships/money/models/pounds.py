"""Pounds in the database: the field that holds them, and exact sums of it.

Sums are done in whole pence, because SQLite keeps decimals as floats and would add them so.
"""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import BigIntegerField, Func, Sum

A_PENNY = MinValueValidator(Decimal("0.01"))


def in_pounds(label, **options):
    """A field of pounds and pence. `options` are those of a DecimalField."""
    return models.DecimalField(label, max_digits=12, decimal_places=2, **options)


class InPence(Func):
    """A field of pounds as whole pence: integers add up exactly."""

    template = "CAST(ROUND(%(expressions)s * 100) AS BIGINT)"
    arity = 1
    output_field = BigIntegerField()


def sum_in_pence(field: str = "amount") -> Sum:
    """The sum of a field of pounds, in pence; NULL of no rows."""
    return Sum(InPence(field))


def pounds(pence: int | None) -> Decimal:
    """Exact pounds of a sum in pence; 0 for None."""
    return Decimal(pence or 0).scaleb(-2)


class SummedQuerySet(models.QuerySet):
    """Rows that hold pounds."""

    def total(self, field: str = "amount") -> Decimal:
        """Pounds, all together; no rows are 0."""
        return pounds(self.aggregate(pence=sum_in_pence(field))["pence"])


def as_read(amount: Decimal, *, pence: bool = False) -> str:
    """£1,234 or £1,234.50; with `pence` they always stand there. Less than nothing has its sign
    before.
    """
    places = 2 if pence or amount != amount.to_integral_value() else 0
    return f"{'−' if amount < 0 else ''}£{abs(amount):,.{places}f}"
