"""The organisations that hold the money, and since when each does so for which area.

An area's Locally Trusted Organisation may change, and its address never stands for the area.
"""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from areas.models import Area
from bigstory.core.db.dated import Dated, DatedQuerySet


class Organisation(models.Model):
    """A legal body that holds, or held, the money of one or more areas."""

    name = models.CharField(_("name"), max_length=160, unique=True)
    about = models.TextField(_("what it is"), blank=True)
    charity_number = models.CharField(_("charity number"), max_length=12, blank=True)
    company_number = models.CharField(_("company number"), max_length=12, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("organisation", args=[self.pk])


class LtoAppointment(Dated):
    """The time during which an organisation is an area's Locally Trusted Organisation."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="lto_appointments")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="appointments"
    )
    agreement = models.TextField(_("agreement"), blank=True)

    objects = DatedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(Dated.Meta):
        verbose_name = _("appointment of an LTO")
        verbose_name_plural = _("appointments of LTOs")
        ordering = ["-starts"]

    def __str__(self):
        return f"{self.organisation} for {self.area}"
