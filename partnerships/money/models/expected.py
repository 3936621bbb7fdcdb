"""Payments that Local Trust means to make: how much, about when, and what each waits for."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from areas.access import areas_where
from areas.models import Area
from bigstory.accounts.roles import May
from bigstory.core.db.dated import today
from bigstory.core.db.versioned import Versioned
from partnerships.money.models.ledger import Payment
from partnerships.money.models.pounds import A_PENNY, SummedQuerySet, in_pounds
from partnerships.organisations.models import Organisation


class ExpectedPaymentQuerySet(SummedQuerySet):
    def visible_to(self, user) -> Self:
        """For those who read the money line by line."""
        return self.filter(areas_where(user, May.READ_MONEY).q())

    def to_come(self) -> Self:
        """Neither paid nor given up; the first day first."""
        return self.filter(payment=None, dropped=False).order_by("due", "pk")

    def settled(self) -> Self:
        """Paid, or given up; the last day first."""
        return self.filter(Q(payment__isnull=False) | Q(dropped=True)).order_by("-due", "-pk")

    def overdue(self, at: date | None = None) -> Self:
        """To come, and its day has gone by."""
        return self.to_come().filter(due__lt=at or today())


class ExpectedPayment(Versioned):
    """One sum of an agreement that is still to be paid. It counts in no total.

    What came of it: the `payment` that was made, or that it will not come (`dropped`).
    Source: http://localtrust.org.uk/library/programme-guidance/funding-agreements/
    """

    class WaitsFor(models.TextChoices):
        NOTHING = "nothing", _("For nothing: it goes out on that day")
        PLAN = "plan", _("A plan to be endorsed")
        REPORT = "report", _("A spend report to be read")
        AGREEMENT = "agreement", _("An agreement to be signed")
        OTHER = "other", _("Something else")

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="expected_payments")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="expected_payments"
    )
    amount = in_pounds(_("pounds"), validators=[A_PENNY])
    due = models.DateField(_("day on which it is expected"))
    what = models.CharField(_("what for"), max_length=160, blank=True)
    waits_for = models.CharField(
        _("what it waits for"), max_length=10, choices=WaitsFor.choices, default=WaitsFor.NOTHING
    )
    waits_words = models.CharField(_("what exactly"), max_length=200, blank=True)
    payment = models.OneToOneField(
        Payment, on_delete=models.SET_NULL, null=True, blank=True, related_name="expected"
    )
    dropped = models.BooleanField(_("will not come any more"), default=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = ExpectedPaymentQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("expected payment")
        verbose_name_plural = _("expected payments")
        ordering = ["due", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0), name="partnerships_expected_more_than_nothing"
            ),
            models.CheckConstraint(
                condition=Q(payment=None) | Q(dropped=False),
                name="partnerships_expected_paid_or_dropped",
            ),
        ]

    def __str__(self):
        return f"£{self.amount:,.2f}, {self.due:%d %B %Y}"

    @property
    def is_overdue(self) -> bool:
        """Whether its day has gone by and nobody wrote down that it was paid."""
        return self.payment_id is None and not self.dropped and self.due < today()

    @property
    def days_late(self) -> int:
        return max((today() - self.due).days, 0)

    @property
    def waits(self) -> bool:
        return self.waits_for != self.WaitsFor.NOTHING
