"""Regions, councils and areas, with an area's codes and the addresses it had before."""

from decimal import Decimal
from typing import Self, TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, FilteredRelation, Model, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from areas.programme.models import Programme
from bigstory.accounts.somebody import Somebody
from bigstory.core.db.choices import Picture
from bigstory.core.db.dated import Dated, DatedQuerySet, today
from bigstory.core.db.shapes import ShapedField
from bigstory.core.db.versioned import Versioned
from bigstory.core.db.words import Chosen

_Row = TypeVar("_Row", bound=Model, covariant=True)


class AreaQuerySet(DatedQuerySet[_Row]):
    def visible_to(self, user: Somebody) -> Self:
        """All of them: every area is public by nature.

        Lists call it all the same, so that the day this changes it changes once.
        """
        return self

    def for_list(self) -> Self:
        """With what a list of areas shows of each."""
        return self.select_related("region", "facts")

    def with_year(self, year: int) -> Self:
        """Add how much was logged and told in one calendar year, from the stored numbers."""
        return self.annotate(
            this_year=FilteredRelation("years", condition=Q(years__year=year)),
            year_activities=Coalesce(F("this_year__activities"), 0),
            year_stories=Coalesce(F("this_year__stories"), 0),
        )


# --- regions and councils ---
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


# --- areas ---
def check_names(names: object) -> None:
    """Other names of a place: a list of lines."""
    if not isinstance(names, list) or not all(isinstance(n, str) and n.strip() for n in names):
        raise ValidationError(_("Other names are a list, with a name in each line."))


def check_settings(settings: object) -> None:
    """Kinds of place, each out of the list."""
    known = Area.Setting.values
    if not isinstance(settings, list) or not all(setting in known for setting in settings):
        raise ValidationError(
            _("Kinds of place are a list of these: %(known)s."), params={"known": ", ".join(known)}
        )


def _listed(names: object) -> list[str]:
    return [each for each in names if isinstance(each, str)] if isinstance(names, list) else []


class Area(Dated, Versioned):
    """A neighbourhood, its names and what is known of it."""

    class Basis(models.TextChoices):
        STATED = "stated", _("stated in a source")
        INFERRED = "inferred", _("inferred from the order of a list")

    class Setting(models.TextChoices):
        URBAN = "urban", _("Urban")
        RURAL = "rural", _("Rural")
        SEASIDE = "seaside", _("Seaside")

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="areas")
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("official name"), max_length=120, unique=True)
    local_name = models.CharField(_("local name"), max_length=120, blank=True)
    aliases = ShapedField(_("other names"), default=list, blank=True, validators=[check_names])
    place = models.CharField(_("place"), max_length=160, blank=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="areas")
    authorities = Chosen(LocalAuthority, related_name="areas", blank=True)
    settings = ShapedField(
        _("kind of place"), default=list, blank=True, validators=[check_settings]
    )
    wave = models.PositiveSmallIntegerField(_("wave"), null=True, blank=True)
    basis = models.CharField(
        _("how region and wave are known"), max_length=10, choices=Basis.choices
    )
    case_study = models.BooleanField(_("case study of the evaluation"), default=False)
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    position_source = models.CharField(
        _("where its place on the map comes from"), max_length=200, blank=True
    )
    population = models.PositiveIntegerField(_("people who live there"), null=True, blank=True)
    population_year = models.PositiveSmallIntegerField(
        _("the year they were counted"), null=True, blank=True
    )
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

    @property
    def spot(self) -> tuple[Decimal, Decimal] | None:
        """Longitude and latitude; None where nobody says so whom one can ask."""
        if self.latitude is None or self.longitude is None or not self.position_source:
            return None
        return self.longitude, self.latitude

    @property
    def setting_names(self) -> list[str]:
        """What kind of place it is, in words. What is none of ours, or no list at all, is left out:
        a damaged value stops no page.
        """
        words = dict(self.Setting.choices)
        return [str(words[each]) for each in _listed(self.settings) if each in words]

    @property
    def other_names(self) -> list[str]:
        """The other names it goes by."""
        return _listed(self.aliases)

    def get_absolute_url(self) -> str:
        return reverse("area", args=[self.slug])

    def clean(self) -> None:
        super().clean()
        if FormerAddress.objects.filter(slug=self.slug).exclude(area=self.pk).exists():
            raise ValidationError(
                {"slug": _("This was the address of another area and still leads to it.")}
            )


class FormerAddress(models.Model):
    """What an area was called in addresses before.

    Links that people keep lead on to where it is now, so no other area may take it.
    """

    slug = models.SlugField(_("former address"), max_length=80, unique=True)
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="former_addresses")
    until = models.DateField(_("until"), default=today)

    class Meta:
        ordering = ["-until", "-pk"]
        verbose_name_plural = _("former addresses")

    def __str__(self) -> str:
        return self.slug


class AreaCode(models.Model):
    """A statistical code of the place.

    Codes are replaced when boundaries change, so each keeps its vintage.
    """

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="codes")
    scheme = models.CharField(_("scheme"), max_length=20, help_text=_("Such as LSOA or LAD."))
    code = models.CharField(_("code"), max_length=20)
    vintage = models.PositiveSmallIntegerField(_("year of the boundaries"))

    class Meta:
        verbose_name = _("statistical code")
        verbose_name_plural = _("statistical codes")
        ordering = ["scheme", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "scheme", "code", "vintage"], name="areas_code_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.scheme}{self.vintage} {self.code}"
