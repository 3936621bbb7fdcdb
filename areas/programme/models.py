"""A programme: its words, its steps and its rules, all data with dates."""

import json
from datetime import date
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from bigstory.core.db.dated import Dated, DatedQuerySet, today


class ProgrammeQuerySet(DatedQuerySet["Programme"]):
    def current(self) -> "Programme | None":
        """The programme this site speaks for: the one that was loaded. None on an empty site."""
        return self.order_by("pk").first()


class Programme(Dated):
    slug = models.SlugField(unique=True)
    name = models.CharField(_("name"), max_length=120)
    strapline = models.CharField(_("headline of the front page"), max_length=160, blank=True)
    about = models.TextField(_("what it is"), blank=True)
    hypothesis = models.TextField(_("how it is thought to bring change"), blank=True)
    words = models.JSONField(
        _("words"),
        default=dict,
        help_text=_("What this programme calls things, such as its areas."),
    )
    source = models.TextField(_("where these facts come from"), blank=True)

    objects = ProgrammeQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(Dated.Meta):
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def rule(self, name: str, *, at: date | None = None) -> Decimal:
        """The value of a rule on a day, today if none is given.

        Raises ProgrammeRule.DoesNotExist where there was no such rule yet.
        """
        at = at or today()
        rule = self.rules.filter(name=name, from_date__lte=at).order_by("-from_date").first()
        if rule is None:
            raise ProgrammeRule.DoesNotExist(f"{self} has no rule {name!r} on {at}.")
        return rule.value

    def rules_on(self, day: date, *names: str) -> dict[str, Decimal]:
        """The values of several rules on a day, by name, in one query.

        A rule that did not exist yet is left out.
        """
        rules = self.rules.filter(name__in=names, from_date__lte=day).order_by("from_date")
        return dict(rules.values_list("name", "value"))


class ProgrammeRule(models.Model):
    """One rule from one day on.

    A change of mind by the funder is a new row, so old years keep their rule.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="rules")
    name = models.SlugField(_("rule"), max_length=60)
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=4)
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    from_date = models.DateField(_("from"))
    source = models.TextField(_("source"), blank=True)

    class Meta:
        ordering = ["name", "-from_date"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "name", "from_date"], name="areas_rule_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return (
            f"{self.name} = {json.dumps(float(self.value))} {self.unit} from {self.from_date}"
        ).replace("  ", " ")


class PathwayStep(models.Model):
    """A step of the way an area goes. Steps may overlap: getting people involved never ends."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="steps")
    slug = models.SlugField(max_length=60)
    name = models.CharField(_("name"), max_length=120)
    order = models.PositiveSmallIntegerField(_("order"))
    retired = models.BooleanField(_("no longer offered"), default=False)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "slug"], name="areas_step_once")
        ]

    def __str__(self) -> str:
        return self.name
