"""Who did what, when.

Append only, and without foreign keys: the log never stands in the way of an erasure.
"""

from typing import Any, NoReturn

from django.db import models


class AuditLine(models.Model):
    at = models.DateTimeField(auto_now_add=True, db_index=True)
    actor = models.CharField(
        max_length=20, blank=True, help_text="Id of the user; empty for the system itself."
    )
    verb = models.CharField(max_length=60, help_text="A dotted name, such as story.published.")
    target = models.CharField(
        max_length=80, help_text="What it was done to, such as outcomes.changestory:12."
    )
    area = models.SlugField(max_length=80, blank=True)
    data = models.JSONField(
        default=dict, blank=True, help_text="Ids and states only, never anybody's words."
    )

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["target"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.target}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise TypeError("A line of the audit is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("A line of the audit is never deleted.")
