"""What residents set out to do: a plan with its vision, priorities in their own words, costed
actions; each version of it as it was sent, word for word; and Local Trust's reviews.

The querysets say which plans and versions each person may see.
"""

import uuid
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from areas.access import areas_where
from areas.desk.queries.sources import Reply
from areas.models import Area
from bigstory.accounts.roles import May
from bigstory.core.db.dated import Dated, DatedQuerySet, today
from bigstory.core.db.versioned import Versioned
from partnerships.table.models import PartnershipReview


class PlanQuerySet(DatedQuerySet):
    ENDORSED = ("endorsed", "ended")

    def visible_to(self, user):
        """Endorsed plans are public by nature; earlier drafts are for those who may read plans in
        the area.
        """
        return self.filter(Q(state__in=self.ENDORSED) | areas_where(user, May.READ_PLAN).q())

    def current(self, at: date | None = None):
        """Endorsed, and within its dates on a day (today)."""
        return self.active(at).filter(state="endorsed")


class ActionQuerySet(models.QuerySet):
    def of_present_plans(self, at: date | None = None):
        """The actions of endorsed plans that hold on a day, in the order of their priorities."""
        at = at or today()
        begun = Q(priority__plan__starts=None) | Q(priority__plan__starts__lte=at)
        not_over = Q(priority__plan__ends=None) | Q(priority__plan__ends__gt=at)
        actions = self.filter(begun, not_over, priority__plan__state="endorsed")
        return actions.select_related("priority").order_by(
            "priority__order", "priority_id", "order", "pk"
        )


class PlanVersionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Every sending of a plan, for those who may read plans before they are endorsed."""
        return self.filter(areas_where(user, May.READ_PLAN).q("plan__area"))

    def waiting(self):
        """Sent, still as it was sent, and not yet answered.

        One that was taken back and sent again waits once.
        """
        later = self.model._base_manager.filter(
            plan=OuterRef("plan"), number__gt=OuterRef("number")
        )
        versions = self.filter(~Exists(later), review=None, plan__state="sent")
        return versions.order_by("sent_at", "pk")

    def with_plan(self):
        """With the plan, its area and the answer at hand, in the same statement."""
        return self.select_related(
            "plan__area__programme", "plan__area__region", "plan__follows", "review"
        )


class Plan(Dated, Versioned):
    class State(models.TextChoices):
        DRAFT = "draft", _("Being written")
        SENT = "sent", _("Sent for endorsement")
        RETURNED = "returned", _("Sent back with reasons")
        ENDORSED = "endorsed", _("Endorsed")
        ENDED = "ended", _("Ended")

    class Kind(models.TextChoices):
        FIRST = "first", _("A first plan")
        VARIATION = "variation", _("A change to the plan")
        FOLLOW_ON = "follow_on", _("A plan that follows on")

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="plans")
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.FIRST)
    follows = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="followed_by",
        verbose_name=_("follows"),
    )
    title = models.CharField(_("title"), max_length=160)
    vision = models.TextField(_("vision"), blank=True)
    legacy_statement = models.TextField(_("legacy statement"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)

    objects = PlanQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(Dated.Meta):
        ordering = ["-number"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["area", "number"], name="partnerships_plan_number_once"
            ),
            models.UniqueConstraint(
                fields=["area"],
                condition=models.Q(state__in=["draft", "sent", "returned"]),
                name="partnerships_one_plan_on_its_way",
            ),
        ]

    def __str__(self):
        return f"{self.title} (plan {self.number})"

    def get_absolute_url(self):
        return reverse("plan", args=[self.area.slug, self.number])

    @property
    def is_to_come(self) -> bool:
        """Endorsed, and its first day is not here yet."""
        begins_later = self.starts is not None and self.starts > today()
        return self.state == self.State.ENDORSED and begins_later

    @property
    def is_over(self) -> bool:
        has_run_out = self.ends is not None and self.ends <= today()
        return self.state == self.State.ENDED or has_run_out


class Priority(Versioned):
    """A need the community chose, in its own words. `thread` is shared with its copies in the plans
    that follow.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="priorities")
    thread = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)
    own_words = models.CharField(_("in your own words"), max_length=200)
    need = models.TextField(_("what the need is"), blank=True)
    how_we_know = models.TextField(_("how you know"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    history = HistoricalRecords()

    class Meta:
        ordering = ["order", "pk"]
        verbose_name_plural = _("priorities")

    def __str__(self):
        return self.own_words


class Action(models.Model):
    """A costed piece of the plan. `thread` is shared with its copies in the plans that follow."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        UNDER_WAY = "under_way", _("Under way")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Dropped")

    TO_BE_DONE = (State.PLANNED, State.UNDER_WAY)

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="actions")
    thread = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)
    title = models.CharField(_("title"), max_length=160)
    lead = models.CharField(_("who leads"), max_length=120, blank=True)
    due = models.DateField(_("due"), null=True, blank=True)
    cost = models.DecimalField(
        _("cost in pounds"),
        max_digits=10,
        decimal_places=2,
        default=Decimal(0),
        validators=[MinValueValidator(0)],
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.PLANNED
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = ActionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self):
        return self.title


class PlanVersion(models.Model):
    """Frozen at each sending.

    What a reviewer read is what was sent, whatever is written afterwards.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("number"))
    words = models.JSONField(
        help_text=_("The whole plan, as partnerships.plan.queries.sent writes it.")
    )
    note = models.TextField(_("a note for Local Trust"), blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sent_by_name = models.CharField(max_length=80, blank=True, help_text=_("As it was then."))
    sent_at = models.DateTimeField()

    objects = PlanVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan as it was sent")
        verbose_name_plural = _("plans as they were sent")
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
        verbose_name = _("reply to an area")
        verbose_name_plural = _("replies to areas")
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

    def as_reply(self, kind: str, thing: int) -> Reply:
        """As a part of what is written about the thing that it answers."""
        says = self.get_verdict_display()
        return Reply(kind, thing, says, self.words, self.reviewer_name, self.at)
