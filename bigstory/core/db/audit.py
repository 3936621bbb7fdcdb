"""The audit: who did what, when, and the one way to write a line of it.

Append only, and without foreign keys: the log never stands in the way of an erasure.
"""

from typing import Any, NoReturn

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
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
        verbose_name = "line of the audit"
        verbose_name_plural = "lines of the audit"
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


def record(
    verb: str,
    target: models.Model,
    *,
    by: AbstractBaseUser | AnonymousUser | None = None,
    area: str = "",
    **data: object,
) -> AuditLine:
    """Write that `by` did `verb` to `target`; `data` has ids and states, never anybody's words.

    Call it inside the transaction of the deed itself.
    """
    return AuditLine.objects.create(
        actor=str(by.pk) if by is not None and by.pk else "",
        verb=verb,
        target=f"{target._meta.label_lower}:{target.pk}",
        area=area,
        data=data,
    )
