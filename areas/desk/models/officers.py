"""The named officer of Local Trust for an area, from one day to another, and who covers for them.

Who may be one is whoever holds Local Trust's role: where that role ends, the area has none.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.places.models import Area
from bigstory.core.db.dated import Dated, DatedQuerySet


class Officer(Dated):
    """Somebody's time as the officer of an area; with `covers`, while another one is away."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="officers")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="officer_of",
        verbose_name=_("officer"),
    )
    covers = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("covers for"),
    )
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    named_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = DatedQuerySet["Officer"].as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("officer of an area")
        verbose_name_plural = _("officers of areas")
        ordering = ["-starts", "-pk"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["area"],
                condition=Q(ends=None, covers=None),
                name="areas_one_officer_an_area",
            ),
            models.CheckConstraint(
                condition=Q(covers=None)
                | (~Q(covers=F("user")) & Q(starts__isnull=False, ends__isnull=False)),
                name="areas_cover_is_for_another_and_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.area}"
