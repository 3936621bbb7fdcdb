"""Payments that Local Trust means to make: how much, about when, and what each waits for."""

from datetime import date
from decimal import Decimal
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Subquery, When
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
from partnerships.plan.models.plan import Review


class ExpectedPaymentQuerySet(SummedQuerySet):
    def visible_to(self, user) -> Self:
        """For those who read the money line by line."""
        return self.filter(areas_where(user, May.READ_MONEY).q())

    def with_endorsement(self) -> Self:
        """Each that waits for a plan with `endorsed_at`: when one of its area was first endorsed
        since it waits for that. Nothing where nobody knows since when it does.
        """
        kept = self.model.history.model.objects
        other = kept.filter(id=OuterRef("id"), history_date__gt=OuterRef("history_date"))
        waits = kept.filter(id=OuterRef("pk"), waits_for=self.model.WaitsFor.PLAN).exclude(
            Exists(other.exclude(waits_for=self.model.WaitsFor.PLAN))
        )
        began = waits.order_by("history_date").values("history_date")[:1]
        endorsed = Review.objects.filter(
            verdict=Review.Verdict.ENDORSED,
            plan_version__plan__area=OuterRef("area"),
            at__gt=OuterRef("waits_since"),
        )
        return self.annotate(
            waits_since=Case(When(waits_for=self.model.WaitsFor.PLAN, then=Subquery(began))),
            endorsed_at=Subquery(endorsed.order_by("at").values("at")[:1]),
        )

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

    @property
    def short_by(self) -> Decimal:
        """How much less was paid than was expected; 0 where it was all, or is not paid."""
        if self.payment is None:
            return Decimal(0)
        return max(self.amount - self.payment.amount, Decimal(0))
