"""A neighbourhood, its names, codes and the steps it has taken."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from areas.models.place import LocalAuthority, Region
from areas.models.programme import PathwayStep, Programme
from areas.querysets import AreaQuerySet
from bigstory.core.models import Dated, Versioned
from bigstory.core.pictures import Picture


class Area(Dated, Versioned):
    class Basis(models.TextChoices):
        STATED = "stated", _("stated in a source")
        INFERRED = "inferred", _("inferred from the order of a list")

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="areas")
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("official name"), max_length=120, unique=True)
    local_name = models.CharField(_("local name"), max_length=120, blank=True)
    aliases = models.JSONField(_("other names"), default=list, blank=True)
    place = models.CharField(_("place"), max_length=160, blank=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="areas")
    authorities = models.ManyToManyField(LocalAuthority, related_name="areas", blank=True)
    settings = models.JSONField(
        _("kind of place"), default=list, blank=True, help_text=_("urban, rural, seaside")
    )
    wave = models.PositiveSmallIntegerField(_("wave"), null=True, blank=True)
    basis = models.CharField(
        _("how region and wave are known"), max_length=10, choices=Basis.choices
    )
    case_study = models.BooleanField(_("case study of the evaluation"), default=False)
    latitude = models.DecimalField(
        _("latitude"), max_digits=8, decimal_places=5, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=8, decimal_places=5, null=True, blank=True
    )
    population = models.PositiveIntegerField(_("people who live there"), null=True, blank=True)
    status = models.CharField(_("what is known of where it stands"), max_length=200, blank=True)
    note = models.TextField(_("note on these facts"), blank=True)
    source = models.TextField(_("where these facts come from"), blank=True)
    summary = models.TextField(_("the place in two or three sentences"), blank=True)
    picture = models.CharField(_("drawing"), max_length=20, choices=Picture.choices, blank=True)
    is_example = models.BooleanField(_("holds example data"), default=False)

    objects = AreaQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[authorities])

    class Meta(Dated.Meta):
        ordering = ["name"]

    def __str__(self) -> str:
        return self.short_name

    @property
    def short_name(self) -> str:
        return self.local_name or self.name

    def get_absolute_url(self) -> str:
        return reverse("area", args=[self.slug])


class AreaCode(models.Model):
    """A statistical code of the place.

    Codes are replaced when boundaries change, so each keeps its vintage.
    """

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="codes")
    scheme = models.CharField(_("scheme"), max_length=20, help_text=_("Such as LSOA or LAD."))
    code = models.CharField(_("code"), max_length=20)
    vintage = models.PositiveSmallIntegerField(_("year of the boundaries"))

    class Meta:
        ordering = ["scheme", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "scheme", "code", "vintage"], name="areas_code_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.scheme}{self.vintage} {self.code}"


class AreaStage(Dated):
    class Status(models.TextChoices):
        UNDERWAY = "underway", _("Under way")
        COMPLETED = "completed", _("Completed")

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="stages")
    step = models.ForeignKey(PathwayStep, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(_("status"), max_length=10, choices=Status.choices)

    class Meta(Dated.Meta):
        ordering = ["step__order"]

    def __str__(self) -> str:
        return f"{self.step}: {self.get_status_display()}"
