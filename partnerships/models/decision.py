"""The decision book: what was decided, who raised it, who was in the room, who decided and what
followed.
"""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from areas.models import Area
from bigstory.core.models import Versioned
from partnerships.models.activity import Activity
from partnerships.models.money import Leverage, SpendLine
from partnerships.models.plan import Action
from partnerships.querysets.decisions import DecisionQuerySet, MeetingQuerySet


class Meeting(Versioned):
    """A day the partnership meets.

    Others may know that it meets; what is said there is in the book.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="meetings")
    what = models.CharField(_("what"), max_length=120)
    starts_at = models.DateTimeField(_("when"))
    minutes = models.PositiveSmallIntegerField(_("how long, in minutes"), default=90)
    place = models.CharField(_("where"), max_length=160, blank=True)
    about = models.TextField(_("what it is about"), blank=True)
    cancelled = models.BooleanField(_("cancelled"), default=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = MeetingQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-starts_at", "-pk"]

    def __str__(self):
        return self.what


def _heads(label):
    return models.PositiveSmallIntegerField(label, null=True, blank=True)


class Decision(Versioned):
    class RaisedBy(models.TextChoices):
        RESIDENT = "resident", _("A resident")
        WORKER = "worker", _("A paid worker")
        LTO = "lto", _("The LTO")
        REP = "rep", _("The Rep")
        COUNCIL = "council", _("The council")
        OTHER = "other", _("Somebody else")

    class DecidedBy(models.TextChoices):
        TOGETHER = "together", _("Everybody agreed")
        VOTE = "vote", _("A vote")
        SOME = "some", _("A few, asked to do so by the others")
        ONE = "one", _("One person")
        OUTSIDE = "outside", _("Somebody outside the partnership")

    # Who was in the room, by kind. Residents come first: the rule of the programme is that they
    # decide.
    ROOM = ("residents", "workers", "lto_people", "reps", "councillors", "others")

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="decisions")
    meeting = models.ForeignKey(
        Meeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="decisions"
    )
    title = models.CharField(_("what was decided"), max_length=200)
    on = models.DateField(_("when"))
    raised_by = models.CharField(_("who raised it"), max_length=10, choices=RaisedBy.choices)
    raised_by_name = models.CharField(_("their name, if they like"), max_length=80, blank=True)
    options = models.TextField(_("what else could have been done"), blank=True)
    because = models.TextField(_("why this"), blank=True)
    decided_by = models.CharField(_("who decided"), max_length=10, choices=DecidedBy.choices)
    residents = _heads(_("residents"))
    workers = _heads(_("paid workers"))
    lto_people = _heads(_("people of the LTO"))
    reps = _heads(_("the Rep"))
    councillors = _heads(_("councillors"))
    others = _heads(_("others"))
    pounds = models.DecimalField(
        _("pounds agreed"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    activities = models.ManyToManyField(Activity, blank=True, related_name="decisions")
    actions = models.ManyToManyField(Action, blank=True, related_name="decisions")
    spend_lines = models.ManyToManyField(SpendLine, blank=True, related_name="decisions")
    leverage = models.ManyToManyField(Leverage, blank=True, related_name="decisions")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    recorded_by_name = models.CharField(max_length=80, blank=True, help_text=_("As it was then."))
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = DecisionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["area", "-on", "-id"])]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("decision", args=[self.area.slug, self.pk])
