"""One party's answer to one outcome question about one story.

Nobody's answer overwrites another's.
"""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from outcomes.models.framework import Outcome
from outcomes.models.story import ChangeStory
from outcomes.querysets import ReadingQuerySet


class Reading(models.Model):
    """Append only.

    A change of mind is a new reading with a new date; the latest of each party counts.
    """

    class Party(models.TextChoices):
        TELLER = "teller", _("Whose story it is")
        PARTNERSHIP = "partnership", _("The partnership")
        LOCAL_TRUST = "local_trust", _("Local Trust")
        EVALUATOR = "evaluator", _("An evaluator")

    class Answer(models.TextChoices):
        YES = "yes", _("Yes")
        BIT = "bit", _("A bit")
        NO = "no", _("No")
        UNSURE = "unsure", _("Not sure")

    story = models.ForeignKey(ChangeStory, on_delete=models.CASCADE, related_name="readings")
    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="readings")
    party = models.CharField(_("whose reading"), max_length=12, choices=Party.choices)
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answer = models.CharField(_("answer"), max_length=8, choices=Answer.choices)
    because = models.TextField(_("because"), blank=True)
    on = models.DateField(_("on"), default=timezone.localdate)
    # Kept on the row so that "the latest of each party" is an indexed filter and not a sort of
    # everything.
    latest = models.BooleanField(default=True, editable=False)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        ordering = ["outcome", "party", "-on", "-pk"]
        indexes = [models.Index(fields=["outcome", "answer", "party", "story"])]
        constraints = [
            models.UniqueConstraint(
                fields=["story", "outcome", "party"],
                condition=models.Q(latest=True),
                name="outcomes_one_latest_reading_of_each_party",
            )
        ]

    def save(self, *args, **kwargs):
        if self.pk:
            raise TypeError("A reading is never changed: a change of mind is a new one.")
        super().save(*args, **kwargs)

    def __str__(self):
        return f"{self.get_party_display()}: {self.get_answer_display()}"
