"""What residents set out to do: a vision, priorities in their own words, and costed actions."""

import uuid
from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from areas.models import Area
from bigstory.core.models import Dated, Versioned
from partnerships.querysets.plans import ActionQuerySet, PlanQuerySet


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
