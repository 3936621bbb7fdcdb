"""The words of a story as they were sent."""

from django.conf import settings
from django.db import models

from outcomes.stories.models.story import ChangeStory


class StoryVersion(models.Model):
    """The words exactly as they were sent.

    What a reviewer reads is this, whatever is changed later.
    """

    story = models.ForeignKey(ChangeStory, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    words = models.JSONField()
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "story as it was sent"
        verbose_name_plural = "stories as they were sent"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["story", "number"], name="outcomes_story_version_once")
        ]

    def __str__(self):
        return f"{self.story_id} v{self.number}"
