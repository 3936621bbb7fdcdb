"""How a story is read: one party's answer to one outcome question; an evaluator's view of where the
change is, what sort it is, who made it and what helped or stood in the way, beside what the teller
chose and never in its place; and, months after it was told, whether it is still true.

Nobody's answer overwrites another's.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from outcomes.framework.models import Outcome
from outcomes.stories.models.querysets import ReadingQuerySet
from outcomes.stories.models.story import ChangeStory


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


class Sorting(models.Model):
    """Append only, like a reading. `chosen` holds ids and names as they were when it was given:
    {"levels": [[3, "Community"]], …}.
    """

    story = models.ForeignKey(ChangeStory, on_delete=models.CASCADE, related_name="sortings")
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    chosen = models.JSONField(default=dict)
    because = models.TextField(_("because"), blank=True)
    on = models.DateField(_("on"), default=timezone.localdate)
    latest = models.BooleanField(default=True, editable=False)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = _("view of an evaluator")
        verbose_name_plural = _("views of evaluators")
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["story", "reader"],
                condition=Q(latest=True),
                name="outcomes_one_latest_sorting_of_each_reader",
            )
        ]

    def __str__(self):
        return f"{self.story_id}, {self.on}"


class FollowUpQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever reads the story reads whether it is still true."""
        stories = self.model.story.field.related_model.objects.visible_to(user)
        return self.filter(story__in=stories.values("pk"))

    def latest(self):
        return self.filter(latest=True)


# After how many months a story is asked about.
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
        verbose_name = _("answer to “Is it still true?”")
        verbose_name_plural = _("answers to “Is it still true?”")
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
