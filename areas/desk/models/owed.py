"""What somebody owes an answer to: Local Trust to what an area sent, a reader reported or a person
asked for; either side to a question of the other.
"""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.places.models import Area


class Side(models.TextChoices):
    """The two that write to each other."""

    TRUST = "trust", _("Local Trust")
    AREA = "area", _("the area")


class OwedQuerySet(models.QuerySet["Owed"]):
    def open(self, at: datetime | None = None) -> Self:
        """Not answered yet. What is kept in its area until a day waits from that day."""
        return self.filter(answered=None, sent__lte=at or timezone.now())

    def ours(self) -> Self:
        return self.filter(owes=Side.TRUST)

    def theirs(self) -> Self:
        return self.filter(owes=Side.AREA)

    def with_question(self) -> Self:
        """Each with `asked`: since when a question about the same thing waits for the area."""
        questions = self.model._default_manager.theirs().open().order_by("-sent")
        of_it = questions.filter(about=OuterRef("about"), thing=OuterRef("thing"))
        return self.annotate(asked=Subquery(of_it.values("sent")[:1]))

    def longest_first(self) -> Self:
        return self.order_by("sent", "pk")


class Owed(models.Model):
    """A row is written when a thing is sent and closed when it is answered, in the transactions of
    these deeds themselves; what was taken back unanswered leaves no row.

    `about` and `thing` are the kind and the id of what was sent, in the app above that knows it
    (areas/desk/queries/sources.py). A question has both, of what it asks about.
    """

    class Kind(models.TextChoices):
        PLAN = "plan", _("Plan")
        CHANGE = "change", _("Change to a plan")
        SPEND_REPORT = "spend_report", _("Spend report")
        YEARLY_REVIEW = "yearly_review", _("Yearly review")
        STORY = "story", _("Story")
        QUESTION = "question", _("Question")
        FLAG = "flag", _("Message of a reader")
        SUBJECT_REQUEST = "subject_request", _("Wish to be forgotten")

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="owed")
    kind = models.CharField(_("what"), max_length=16, choices=Kind.choices)
    about = models.CharField(_("about what"), max_length=16, choices=Kind.choices)
    thing = models.PositiveBigIntegerField(_("its number"))
    owes = models.CharField(_("who owes the answer"), max_length=8, choices=Side.choices)
    sent = models.DateTimeField(_("waits since"))
    due = models.DateField(_("due"), null=True, blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("taken by"),
    )
    answered = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = OwedQuerySet.as_manager()

    class Meta:
        verbose_name = _("owed answer")
        verbose_name_plural = _("owed answers")
        ordering = ["sent", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about", "thing", "owes"],
                condition=Q(answered=None),
                name="areas_owed_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["owes", "sent"], condition=Q(answered=None), name="areas_owed_open"
            ),
            models.Index(fields=["about", "thing"], name="areas_owed_about"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
