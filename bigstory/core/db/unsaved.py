"""What somebody typed and has not saved: the draft of a form, or a form that could not be taken.

Nobody but its writer reads it, and nothing of it is part of the record. It is gone once it is
saved, when its writer throws it away, and after a while.
"""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone

DRAFT_STAYS = timedelta(days=30)
REFUSED_STAYS = timedelta(days=7)


class UnsavedQuerySet(models.QuerySet["Unsaved"]):
    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        """Their own, while it is kept."""
        return self.filter(_kept(timezone.now()), user=user.pk)

    def drafts(self) -> Self:
        return self.filter(is_draft=True)

    def refused(self) -> Self:
        return self.filter(is_draft=False)

    def over(self) -> Self:
        """Nobody came back for these in time."""
        return self.exclude(_kept(timezone.now()))


def _kept(at: datetime) -> Q:
    drafts = Q(is_draft=True, at__gt=at - DRAFT_STAYS)
    return drafts | Q(is_draft=False, at__gt=at - REFUSED_STAYS)


class Unsaved(models.Model):
    """The names and values of one form, in its order: [["title", ["Lunch"]], …].

    Never a password or a code. Of files it has the names, so that their writer knows which to
    choose again.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    address = models.TextField(help_text="Where the form is sent, with its query.")
    fields = models.JSONField(default=list)
    files = models.JSONField(default=list)
    is_draft = models.BooleanField()
    at = models.DateTimeField(default=timezone.now)

    objects = UnsavedQuerySet.as_manager()

    class Meta:
        verbose_name = "text not saved yet"
        verbose_name_plural = "texts not saved yet"
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "address"],
                condition=Q(is_draft=True),
                name="core_one_draft_of_a_form",
            )
        ]

    def __str__(self) -> str:
        return f"{self.address}, {self.at:%Y-%m-%d}"
