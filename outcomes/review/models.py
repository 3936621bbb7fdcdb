"""Local Trust's reading of what an area sent. It always ends with words: a reply is owed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from outcomes.stories.models.story import ChangeStory
from outcomes.stories.models.version import StoryVersion


class StoryReview(models.Model):
    """One answer to one sending. `version` is empty for records brought in from elsewhere."""

    class Verdict(models.TextChoices):
        REPLIED = "replied", _("Replied")
        RETURNED = "returned", _("Asked a question")
        ACCEPTED = "accepted", _("Accepted it")
        PUBLISHED = "published", _("Shared it")
        NOT_USED = "not_used", _("Not used")

    story = models.ForeignKey(ChangeStory, on_delete=models.CASCADE, related_name="reviews")
    version = models.ForeignKey(
        StoryVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="reviews"
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    reviewer_name = models.CharField(_("who wrote it"), max_length=80, blank=True)
    verdict = models.CharField(_("what we did"), max_length=10, choices=Verdict.choices)
    words = models.TextField(_("what we wrote"))
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("reply to a story")
        verbose_name_plural = _("replies to stories")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.get_verdict_display()}, {self.at:%d %B %Y}"
