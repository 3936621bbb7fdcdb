"""Where an evaluator sees the change, what sort it is, who made it and what helped or stood in the
way: beside what the teller chose, and never in its place.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from outcomes.models.story import ChangeStory
from outcomes.querysets import ReadingQuerySet


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
