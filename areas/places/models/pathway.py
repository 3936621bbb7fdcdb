"""Where an area stands: the steps of the pathway it takes, and whether it is open or closing."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from areas.places.models.area import Area
from areas.programme.models import PathwayStep
from bigstory.core.db.dated import Dated


class AreaStage(Dated):
    """A step of the pathway that an area is taking or has taken; steps may overlap."""

    class Status(models.TextChoices):
        UNDERWAY = "underway", _("Under way")
        COMPLETED = "completed", _("Completed")

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="stages")
    step = models.ForeignKey(PathwayStep, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(_("status"), max_length=10, choices=Status.choices)

    class Meta(Dated.Meta):
        verbose_name = _("step an area takes")
        verbose_name_plural = _("steps that areas take")
        ordering = ["step__order", "starts", "pk"]

    def __str__(self) -> str:
        return f"{self.step}: {self.get_status_display()}"


class AreaStandingQuerySet(models.QuerySet["AreaStanding"]):
    def known_on(self, day: Any) -> "AreaStandingQuerySet":
        """What was so by a day, the latest first."""
        return self.filter(on__lte=day).order_by("-on", "-pk")


class AreaStanding(models.Model):
    """From which day an area is open, closing or closed. Nothing said: it is open."""

    class Standing(models.TextChoices):
        OPEN = "open", _("Open")
        CLOSING = "closing", _("Closing")
        CLOSED = "closed", _("Closed")

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="standings")
    standing = models.CharField(_("how it stands"), max_length=10, choices=Standing.choices)
    on = models.DateField(_("from"))

    objects = AreaStandingQuerySet.as_manager()

    class Meta:
        verbose_name = _("standing of an area")
        verbose_name_plural = _("standings of areas")
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["area", "on"], name="areas_one_standing_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.get_standing_display()}, {self.on:%d %B %Y}"
