"""The programme's outcomes and the words change is described in, all loaded from one file."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from areas.models import Area, Programme


class Framework(models.Model):
    """One loading of the framework file, kept word for word, so an old reading can be read by the
    words of its day.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="frameworks")
    version = models.CharField(_("version"), max_length=20)
    digest = models.CharField(max_length=64, editable=False)
    text = models.TextField(_("the file"))
    loaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("framework file")
        verbose_name_plural = _("framework files")
        ordering = ["-loaded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "version"], name="outcomes_framework_version_once"
            )
        ]

    def __str__(self):
        return f"{self.programme} {self.version}"


class TermQuerySet(models.QuerySet):
    def in_use(self):
        """What can be chosen now. A retired word stays on the stories that used it."""
        return self.filter(retired=False)


class Term(models.Model):
    """One word of the framework."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="%(class)ss")
    slug = models.SlugField(max_length=60)
    name = models.CharField(_("name"), max_length=120)
    plain = models.CharField(_("in plain words"), max_length=240, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    retired = models.BooleanField(_("no longer offered"), default=False)

    objects = TermQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "slug"], name="%(app_label)s_%(class)s_once"
            )
        ]

    def __str__(self):
        return self.name


class Outcome(Term):
    """One of the changes the programme hopes for. `number` gives it its colour and icon, 1 to 4."""

    statement = models.TextField(_("the programme's wording"))
    question = models.CharField(_("the plain question a teller answers"), max_length=240)
    number = models.PositiveSmallIntegerField(_("number"))

    history = HistoricalRecords()

    def get_absolute_url(self):
        return reverse("outcome", args=[self.slug])


class ChangeLevel(Term):
    """Who or what changed: a person, a group, the community, those with power."""

    class Meta(Term.Meta):
        verbose_name = _("level of change")
        verbose_name_plural = _("levels of change")


class ChangeKind(Term):
    """What sort of change it is, on one level."""

    level = models.ForeignKey(ChangeLevel, on_delete=models.PROTECT, related_name="kinds")

    class Meta(Term.Meta):
        verbose_name = _("kind of change")
        verbose_name_plural = _("kinds of change")


class Maker(Term):
    """Who made it happen."""

    class Meta(Term.Meta):
        verbose_name = _("maker of change")
        verbose_name_plural = _("makers of change")


class Driver(Term):
    """What helped."""


class Barrier(Term):
    """What stood in the way."""

    class Side(models.TextChoices):
        INTERNAL = "internal", _("among ourselves")
        EXTERNAL = "external", _("from outside")

    side = models.CharField(_("where it lies"), max_length=10, choices=Side.choices)


class Theme(Term):
    """What money and activity were about."""


class Condition(Term):
    """One of the conditions of success the evaluation found in a place."""

    class Meta(Term.Meta):
        verbose_name = _("condition of success")
        verbose_name_plural = _("conditions of success")


class WayOfWorking(Term):
    """One of the ways of working the evaluation looks for."""

    class Meta(Term.Meta):
        verbose_name_plural = _("ways of working")


class MaturityWord(Term):
    """The evaluation's words for how a partnership stands.

    Judgements in these words are private and dated.
    """

    class Meta(Term.Meta):
        verbose_name = _("word for how a partnership stands")
        verbose_name_plural = _("words for how a partnership stands")


class PriorityOutcome(models.Model):
    """An outcome that a priority was chosen to serve, in every plan that carries it on: `thread`
    is the priority's.
    """

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="priority_outcomes")
    thread = models.UUIDField(_("priority"))
    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="priorities")

    class Meta:
        verbose_name = _("outcome of a priority")
        verbose_name_plural = _("outcomes of priorities")
        ordering = ["outcome__order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "thread", "outcome"], name="outcomes_priority_outcome_once"
            )
        ]

    def __str__(self):
        return str(self.outcome)
