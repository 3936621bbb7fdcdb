"""The decision book and the meetings of a partnership, and who may read them.

A decision says what was decided, who raised it, who was in the room, who decided and what followed.
"""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from areas.access import areas_where
from areas.models import Area
from bigstory.accounts.roles import May
from bigstory.core.db.dated import today
from bigstory.core.db.versioned import Versioned
from partnerships.log.models.activity import Activity
from partnerships.money.models.ledger import Leverage
from partnerships.money.models.spending import SpendLine
from partnerships.plan.models.plan import Action


class DecisionQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(areas_where(user, May.READ_DECISIONS).q())

    def with_room(self):
        """Add `there`, how many were in the room, and `not_residents` among them."""
        residents, *others = (Coalesce(F(name), 0) for name in self.model.ROOM)
        not_residents = sum(others[1:], others[0])
        return self.annotate(not_residents=not_residents, there=residents + not_residents)

    def room_noted(self):
        """Those with a note of who was there.

        An empty room decides nothing, so noughts alone are no note.
        """
        return self.with_room().filter(there__gt=0)

    def room_not_noted(self):
        """Those without a note of who was there."""
        return self.with_room().filter(there=0)

    def resident_majority(self):
        """More residents in the room than all the others together; as many are no majority."""
        return self.with_room().filter(residents__gt=F("not_residents"))


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(areas_where(user, May.READ_DECISIONS).q())

    def to_come(self):
        """Those ahead that still stand, the nearest first."""
        return self.filter(cancelled=False, starts_at__gte=timezone.now()).order_by(
            "starts_at", "pk"
        )

    def still_ahead(self) -> QuerySet:
        """To come, and those called off, for whoever is on the way already."""
        return self.filter(starts_at__gte=timezone.now()).order_by("starts_at", "pk")

    def after(self, meeting: "Meeting") -> QuerySet:
        """Those of the same area later than this one that still stand, the nearest first."""
        later = self.filter(area=meeting.area_id, starts_at__gt=meeting.starts_at)
        return later.filter(cancelled=False).order_by("starts_at", "pk")

    def past(self):
        """Those that have begun, the latest first."""
        return self.filter(starts_at__lt=timezone.now()).order_by("-starts_at", "-pk")


def _heads(label):
    return models.PositiveSmallIntegerField(label, null=True, blank=True)


class Meeting(Versioned):
    """A day the partnership meets; what it decides there stands in the book.

    Afterwards the minutes say what was said, and how many were there of each kind.
    """

    # Residents come first, as in the room of a decision.
    ROOM = (
        *("residents", "workers", "partners", "lto_people", "reps", "councillors"),
        *("funder_people", "visitors"),
    )

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="meetings")
    what = models.CharField(_("what"), max_length=120)
    starts_at = models.DateTimeField(_("when"))
    minutes = models.PositiveSmallIntegerField(_("how long, in minutes"), default=90)
    place = models.CharField(_("where"), max_length=160, blank=True)
    about = models.TextField(_("what it is about"), blank=True)
    cancelled = models.BooleanField(_("cancelled"), default=False)
    said = models.TextField(_("what was said"), blank=True)
    residents = _heads(_("residents"))
    workers = _heads(_("paid workers"))
    partners = _heads(_("people of partner organisations"))
    lto_people = _heads(_("people of the LTO"))
    reps = _heads(_("the Rep"))
    councillors = _heads(_("councillors"))
    funder_people = _heads(_("people of Local Trust"))
    visitors = _heads(_("visitors and others"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = MeetingQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-starts_at", "-pk"]

    def __str__(self):
        return self.what

    def get_absolute_url(self):
        return reverse("meeting", args=[self.area.slug, self.pk])

    @property
    def there(self) -> int:
        """How many were there. Nobody meets alone with nobody, so 0 says that it was not noted."""
        return sum(getattr(self, name) or 0 for name in self.ROOM)

    @property
    def resident_majority(self) -> bool:
        """More residents there than all the others together; as many are no majority."""
        return (self.residents or 0) * 2 > self.there

    @property
    def has_begun(self) -> bool:
        return self.starts_at <= timezone.now()

    @property
    def has_minutes(self) -> bool:
        return bool(self.said or self.there) or self.papers.exists()

    @property
    def takes_minutes(self) -> bool:
        """From its own day on; what was written once can always be put right."""
        return timezone.localdate(self.starts_at) <= today() or self.has_minutes


class Decision(Versioned):
    """One entry of the book. The room and the pounds are optional; what followed is linked."""

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
