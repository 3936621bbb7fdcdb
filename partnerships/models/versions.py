"""A plan as it was sent, word for word, and what Local Trust answered."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.models.people import PartnershipReview
from partnerships.models.plan import Plan
from partnerships.querysets.plans import PlanVersionQuerySet


class PlanVersion(models.Model):
    """Frozen at each sending.

    What a reviewer read is what was sent, whatever is written afterwards.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("number"))
    words = models.JSONField(
        help_text=_("The whole plan, as partnerships.reads.plan_words writes it.")
    )
    note = models.TextField(_("a note for Local Trust"), blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sent_by_name = models.CharField(max_length=80, blank=True, help_text=_("As it was then."))
    sent_at = models.DateTimeField()

    objects = PlanVersionQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"], name="partnerships_plan_version_once"
            )
        ]

    def __str__(self):
        return f"{self.plan}, version {self.number}"


class Review(models.Model):
    """Local Trust's reading of something an area sent.

    It ends with words to the area, and is never changed.
    """

    class Verdict(models.TextChoices):
        ENDORSED = "endorsed", _("Endorsed")
        RETURNED = "returned", _("Sent back with reasons")
        READ = "read", _("Read, with thanks")

    OF_ONE_THING = ("plan_version", "partnership_review", "spend_report")

    plan_version = models.OneToOneField(
        PlanVersion, on_delete=models.CASCADE, null=True, blank=True, related_name="review"
    )
    partnership_review = models.OneToOneField(
        PartnershipReview, on_delete=models.CASCADE, null=True, blank=True, related_name="review"
    )
    spend_report = models.OneToOneField(
        "partnerships.SpendReport",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="review",
    )
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    words = models.TextField(_("your reply"))
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reviewer_name = models.CharField(max_length=80, blank=True, help_text=_("As it was then."))
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(plan_version__isnull=False, partnership_review=None, spend_report=None)
                    | Q(plan_version=None, partnership_review__isnull=False, spend_report=None)
                    | Q(plan_version=None, partnership_review=None, spend_report__isnull=False)
                ),
                name="partnerships_review_of_one_thing",
            )
        ]

    def __str__(self):
        return f"{self.get_verdict_display()}, {self.at:%d %B %Y}"
