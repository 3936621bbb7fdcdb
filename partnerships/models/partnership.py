"""The residents' group that decides, and who sits on it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from areas.models import Area
from bigstory.core.models import Versioned
from partnerships.querysets.people import SeatQuerySet


class Partnership(models.Model):
    class LegalForm(models.TextChoices):
        UNINCORPORATED = "unincorporated", _("Unincorporated group")
        CIO = "cio", _("Charitable incorporated organisation")
        CIC = "cic", _("Community interest company")
        COMPANY = "company", _("Company limited by guarantee")
        SOCIETY = "society", _("Community benefit society")

    area = models.OneToOneField(Area, on_delete=models.PROTECT, related_name="partnership")
    name = models.CharField(_("name"), max_length=120)
    formed_on = models.DateField(_("formed"), null=True, blank=True)
    legal_form = models.CharField(
        _("legal form"), max_length=20, choices=LegalForm.choices, default=LegalForm.UNINCORPORATED
    )
    incorporated_on = models.DateField(_("incorporated"), null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("partnership", args=[self.area.slug])


class Seat(Versioned):
    """One person's time on a partnership. Somebody who comes back has a second seat."""

    class Kind(models.TextChoices):
        RESIDENT = "resident", _("Resident")
        PAID_WORKER = "paid_worker", _("Paid worker")
        LTO = "lto", _("LTO")
        AGENCY = "agency", _("Another agency")
        COUNCILLOR = "councillor", _("Councillor")
        OTHER = "other", _("Other")

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="seats")
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    role = models.CharField(_("role"), max_length=80, blank=True)
    votes = models.BooleanField(_("has a vote"), default=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="seats",
        verbose_name=_("their account"),
    )
    named_outside = models.BooleanField(
        _("their name may be shown outside the partnership"),
        default=False,
        help_text=_("Otherwise others read “a resident”."),
    )
    joined = models.DateField(_("joined"))
    left = models.DateField(_("left"), null=True, blank=True)

    objects = SeatQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["joined", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(left=None) | Q(left__gte=F("joined")),
                name="partnerships_seat_left_after_it_joined",
            )
        ]

    def __str__(self):
        return f"{self.name}, {self.get_kind_display()}"
