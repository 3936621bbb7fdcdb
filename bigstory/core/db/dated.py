"""Rows that are in force from one day to another."""

from datetime import date
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

_Row = TypeVar("_Row", bound=models.Model, covariant=True)


def today() -> date:
    """The day it is in England, whatever the server's clock is set to."""
    return timezone.localdate()


class DatedQuerySet(models.QuerySet[_Row]):
    def active(self, at: date | None = None) -> Self:
        """Rows in force on a day, today if none is given. What ends today has already ended."""
        at = at or today()
        return self.filter(Q(starts=None) | Q(starts__lte=at), Q(ends=None) | Q(ends__gt=at))


class Dated(models.Model):
    starts = models.DateField(_("from"), null=True, blank=True)
    ends = models.DateField(
        _("until"), null=True, blank=True, help_text=_("The first day it no longer holds.")
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(starts=None) | Q(ends=None) | Q(ends__gte=models.F("starts")),
                name="%(app_label)s_%(class)s_ends_after_it_starts",
            )
        ]

    def is_active(self, at: date | None = None) -> bool:
        at = at or today()
        return (self.starts is None or self.starts <= at) and (self.ends is None or self.ends > at)
