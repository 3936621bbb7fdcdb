"""Who reads the money line by line.

Totals are everybody's, and are made in partnerships.money.queries.sums.
"""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import BigIntegerField, Func, Q, Sum

from areas.access import areas_where
from bigstory.accounts.roles import May

A_PENNY = MinValueValidator(Decimal("0.01"))


def in_pounds(label, **more):
    return models.DecimalField(label, max_digits=12, decimal_places=2, **more)


class InPence(Func):
    """A field of pounds as whole pence.

    SQLite keeps decimals as floats and would add them so; integers add up.
    """

    template = "CAST(ROUND(%(expressions)s * 100) AS BIGINT)"
    arity = 1
    output_field = BigIntegerField()


def sum_in_pence(field: str = "amount") -> Sum:
    return Sum(InPence(field))


def pounds(pence: int | None) -> Decimal:
    """Exact pounds and pence."""
    return Decimal(pence or 0).scaleb(-2)


class Frozen(Exception):
    """Somebody would change or take away what was sent. Nothing was changed."""

    def __init__(self):
        super().__init__(
            "A spend report that was sent is frozen: no line is added, changed or taken away."
        )


class Summed(models.QuerySet):
    def total(self, field: str = "amount") -> Decimal:
        """Pounds, all together; none is 0."""
        return pounds(self.aggregate(pence=sum_in_pence(field))["pence"])


class MoneyQuerySet(Summed):
    """Awards, payments and what came in beside them."""

    def visible_to(self, user):
        return self.filter(areas_where(user, May.READ_MONEY).q())


class SpendReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What was sent, for those who read money; what is still being written, for the area
        itself.
        """
        own = areas_where(user, May.READ_UNSENT_MONEY).q()
        return self.filter(own | areas_where(user, May.READ_MONEY).q() & Q(state="sent"))

    def delete(self):
        if self.filter(state="sent").exists():
            raise Frozen
        return super().delete()

    delete.alters_data = True
    delete.queryset_only = True

    def sent(self):
        return self.filter(state="sent")

    def waiting(self):
        """Sent and not yet answered: the clock runs on Local Trust."""
        return self.filter(state="sent", review=None).order_by("sent_at", "pk")


class SpendLineQuerySet(Summed):
    def visible_to(self, user):
        own = areas_where(user, May.READ_UNSENT_MONEY).q("report__area")
        return self.filter(
            own | areas_where(user, May.READ_MONEY).q("report__area") & Q(report__state="sent")
        )

    def delete(self):
        """What was sent stays.

        That nothing is added or changed, the database sees to: partnerships/money/models/frozen.py.
        """
        if self.filter(report__state="sent").exists():
            raise Frozen
        return super().delete()

    delete.alters_data = True
    delete.queryset_only = True

    def sent(self):
        return self.filter(report__state="sent")
