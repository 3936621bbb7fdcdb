"""What members declare, and the yearly look at who sits on the partnership."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from bigstory.core.models import Versioned
from partnerships.models.partnership import Partnership, Seat
from partnerships.querysets.people import InterestQuerySet, PartnershipReviewQuerySet


class Interest(Versioned):
    """Something a member might gain from, or be torn by.

    Having one is normal; saying so is the rule.

    Source of the three kinds:
    http://localtrust.org.uk/library/programme-guidance/conflicts-of-interest/
    """

    class Kind(models.TextChoices):
        DIRECT = "direct", _("Money of their own")
        INDIRECT = "indirect", _("Money of somebody close to them")
        LOYALTY = "loyalty", _("Divided loyalty")

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="interests")
    kind = models.CharField(_("what kind"), max_length=10, choices=Kind.choices)
    about = models.TextField(_("what it is about"))
    declared_on = models.DateField(_("declared"))
    what_was_done = models.TextField(_("what was done about it"), blank=True)
    ended_on = models.DateField(_("no longer so since"), null=True, blank=True)

    objects = InterestQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-declared_on", "-pk"]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.declared_on:%d %B %Y}"


class PartnershipReview(models.Model):
    """Who joined, left and stayed in a year. The numbers are kept as they were when it was sent.

    Source:
    https://localtrust.org.uk/news-and-stories/blog/bouncing-back-resident-led-participation-is-on-the-up-post-pandemic
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="reviews")
    since = models.DateField(_("from"))
    on = models.DateField(_("as it stood on"))
    members = models.PositiveSmallIntegerField()
    residents = models.PositiveSmallIntegerField()
    votes = models.PositiveSmallIntegerField()
    resident_votes = models.PositiveSmallIntegerField()
    joined = models.PositiveSmallIntegerField()
    left = models.PositiveSmallIntegerField()
    stayed = models.PositiveSmallIntegerField()
    note = models.TextField(_("anything Local Trust should know"), blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sent_by_name = models.CharField(max_length=80, blank=True, help_text=_("As it was then."))
    sent_at = models.DateTimeField()

    objects = PartnershipReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "on"], name="partnerships_review_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(
                    residents__lte=models.F("members"), resident_votes__lte=models.F("votes")
                ),
                name="partnerships_review_adds_up",
            ),
        ]

    def __str__(self):
        return f"{self.partnership}, {self.on:%d %B %Y}"
