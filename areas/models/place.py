"""Regions and councils."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Region(models.Model):
    slug = models.SlugField(unique=True)
    name = models.CharField(_("name"), max_length=60, unique=True)
    order = models.PositiveSmallIntegerField(_("from north to south"), default=0)

    class Meta:
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name


class LocalAuthority(models.Model):
    class Tier(models.TextChoices):
        UNITARY = "unitary", _("Unitary, borough or city")
        DISTRICT = "district", _("District")
        COUNTY = "county", _("County")
        PARISH = "parish", _("Parish or town")

    name = models.CharField(_("name"), max_length=120)
    tier = models.CharField(_("tier"), max_length=10, choices=Tier.choices)
    code = models.CharField(_("GSS code"), max_length=9, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = _("local authorities")
        constraints = [
            models.UniqueConstraint(fields=["name", "tier"], name="areas_authority_once")
        ]

    def __str__(self) -> str:
        return self.name
