"""A programme: its words, its steps and its rules, all data with dates."""

import json
import unicodedata
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, URLValidator
from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from bigstory.core.db.dated import Dated, DatedQuerySet, today
from bigstory.core.db.shapes import ShapedField

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


# --- what a programme calls things ---
class Called(NamedTuple):
    """What the site calls a thing where the programme has no word of its own, and what it is."""

    default: str
    means: "StrOrPromise"


CALLED = {
    "area": Called("area", _("One neighbourhood of the programme")),
    "areas": Called("areas", _("Several neighbourhoods")),
    "partnership": Called("partnership", _("The residents’ group that decides in an area")),
    "partnerships": Called("partnerships", _("Several such groups")),
    "lto": Called("LTO", _("The organisation that holds an area’s money, in short")),
    "lto_long": Called(
        "Locally Trusted Organisation",
        _("The same, written out"),
    ),
    "rep": Called("Rep", _("The programme’s adviser to an area")),
    "funder": Called("Local Trust", _("Who pays, and reads what areas send")),
    "plan": Called("plan", _("What an area wants to change, and how")),
    "wave": Called("wave", _("A group of areas that began together")),
    "evaluation": Called("the evaluation", _("Those who look at what came of it")),
}
LONGEST_WORD = 60
NOT_SEEN = ("Cc", "Cf", "Zl", "Zp")
NO_SIGNS = _("Use letters, and none of the signs < > { } % [ ].")


def faults_of_words(words: object) -> Iterator[str]:
    """What is wrong with a programme's own words, a sentence each."""
    if not isinstance(words, dict):
        yield _now("The words must be a list of word = “what it is called”.")
        return
    for word, name in words.items():
        if word not in CALLED:
            yield _now("There is no word “%(word)s”. There may be: %(known)s.") % {
                "word": word,
                "known": ", ".join(sorted(CALLED)),
            }
        elif not is_a_word(name):
            yield (
                _now("“%(word)s”: say what it is called, in one line of up to %(most)d letters.")
                % {"word": word, "most": LONGEST_WORD}
                + f" {NO_SIGNS}"
            )


def is_a_word(name: object) -> bool:
    """Whether a page may say this for something."""
    return isinstance(name, str) and 0 < len(name.strip()) <= LONGEST_WORD and not has_signs(name)


def has_signs(name: str) -> bool:
    """Line breaks, orders to write backwards and the like, and what code is written with.

    Persian and Hindi are written with joiners, so those may stay.
    """
    signs = set(name) - {"\u200c", "\u200d"}
    return any(sign in "<>{}%[]" or unicodedata.category(sign) in NOT_SEEN for sign in signs)


def check_signs(name: str) -> None:
    if has_signs(name):
        raise ValidationError(NO_SIGNS)


def check_words(words: object) -> None:
    if faults := list(faults_of_words(words)):
        raise ValidationError(faults)


# --- the programme ---


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
    words = ShapedField(
        _("words"),
        default=dict,
        blank=True,
        validators=[check_words],
        help_text=_("What this programme calls things, such as its areas."),
    )
    source = models.TextField(_("where these facts come from"), blank=True)
    licence = models.CharField(_("licence of what the public reads"), max_length=160, blank=True)
    licence_url = models.CharField(
        _("where that licence is written"),
        max_length=200,
        blank=True,
        validators=[URLValidator(schemes=["https", "http"])],
    )
    licence_source = models.TextField(_("who gave that licence, and where it says so"), blank=True)

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
    value = models.DecimalField(
        _("value"), max_digits=14, decimal_places=4, validators=[MinValueValidator(0)]
    )
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    from_date = models.DateField(_("from"))
    source = models.TextField(_("source"), blank=True)

    class Meta:
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
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
        verbose_name = _("step of the pathway")
        verbose_name_plural = _("steps of the pathway")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "slug"], name="areas_step_once")
        ]

    def __str__(self) -> str:
        return self.name
