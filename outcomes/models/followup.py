"""Is it still true? One question, six, twelve and thirty-six months after a story was told."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from outcomes.models.story import ChangeStory
from outcomes.querysets.followups import FollowUpQuerySet

MONTHS = (6, 12, 36)


class FollowUp(models.Model):
    """Append only, like a reading: somebody who sees it otherwise answers beside it."""

    class Answer(models.TextChoices):
        STILL = "still", _("Still there")
        GREW = "grew", _("It grew")
        FADED = "faded", _("It faded")
        GONE = "gone", _("It is gone")
        ANOTHER_WAY = "another_way", _("It went another way")

    class Party(models.TextChoices):
        TELLER = "teller", _("Whose story it is")
        PARTNERSHIP = "partnership", _("The partnership")

    story = models.ForeignKey(ChangeStory, on_delete=models.CASCADE, related_name="followups")
    months = models.PositiveSmallIntegerField(
        _("asked after how many months"), choices=[(m, m) for m in MONTHS]
    )
    answer = models.CharField(_("answer"), max_length=12, choices=Answer.choices)
    words = models.TextField(_("in a few words"), blank=True)
    party = models.CharField(_("who says so"), max_length=12, choices=Party.choices)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    on = models.DateField(_("on"), default=timezone.localdate)
    # The newest answer of a story, of whichever party: kept on the row so that it is an indexed
    # filter.
    latest = models.BooleanField(default=True, editable=False)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["answer", "latest", "story"])]
        constraints = [
            models.UniqueConstraint(
                fields=["story"],
                condition=models.Q(latest=True),
                name="outcomes_one_latest_followup",
            )
        ]

    def save(self, *args, **kwargs):
        if self.pk:
            raise TypeError("An answer is never changed: what is different now is a new one.")
        super().save(*args, **kwargs)

    def __str__(self):
        return self.get_answer_display()
