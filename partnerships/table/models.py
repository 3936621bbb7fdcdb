"""The partnership (the residents' group that decides), the seats on it, the interests its members
declare, and the yearly review of who sits there.

The querysets say who may see them: those who may read the roster.
"""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from areas.access import areas_where
from areas.models import Area
from bigstory.accounts.roles import May
from bigstory.core.db.dated import today
from bigstory.core.db.versioned import Versioned
from partnerships.organisations.models import Organisation


class SeatQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(areas_where(user, May.READ_ROSTER).q("partnership__area"))

    def sitting(self, at: date | None = None):
        """Who sits on the partnership on a day (today). A person who leaves that day has left."""
        at = at or today()
        return self.filter(Q(left=None) | Q(left__gt=at), joined__lte=at)

    def residents(self):
        """Seats of people who live in the area."""
        return self.filter(kind="resident")


class InterestQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(areas_where(user, May.READ_ROSTER).q("seat__partnership__area"))

    def open(self, at: date | None = None):
        """Interests that still hold on a day (today)."""
        at = at or today()
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=at), declared_on__lte=at)

    def in_order(self):
        """What still holds first, the newest on top."""
        return self.order_by(F("ended_on").desc(nulls_first=True), "-declared_on", "-pk")


class PartnershipReviewQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(areas_where(user, May.READ_ROSTER).q("partnership__area"))

    def waiting(self):
        """Sent and not yet answered: the clock runs on Local Trust."""
        return self.filter(review=None).order_by("sent_at", "pk")


class Partnership(Versioned):
    """The residents' group that decides in one area.

    It does not hold the money, unless it became a body of its own: `organisation`.
    """

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
    organisation = models.OneToOneField(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="partnership",
        verbose_name=_("the body it became"),
    )
    closed_on = models.DateField(_("closed"), null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation=None) | Q(incorporated_on__isnull=False),
                name="partnerships_a_body_of_its_own_since_a_day",
            ),
        ]

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


class Interest(Versioned):
    """Something a member might gain from, or be torn by.

    Having one is normal; saying so is the rule.

    Source of the three kinds:
    http://localtrust.org.uk/library/programme-guidance/conflicts-of-interest/
    """

    class Kind(models.TextChoices):
        DIRECT = "direct", _("Money of their own")
        INDIRECT = "indirect", _("Money of somebody close to them")
        LOYALTY = "loyalty", _("Divided loyalty")

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="interests")
    kind = models.CharField(_("what kind"), max_length=10, choices=Kind.choices)
    about = models.TextField(_("what it is about"))
    declared_on = models.DateField(_("declared"))
    what_was_done = models.TextField(_("what was done about it"), blank=True)
    ended_on = models.DateField(_("no longer so since"), null=True, blank=True)

    objects = InterestQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("declared interest")
        verbose_name_plural = _("declared interests")
        ordering = ["-declared_on", "-pk"]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.declared_on:%d %B %Y}"


class PartnershipReview(models.Model):
    """Who joined, left and stayed in a year. The numbers are kept as they were when it was sent.

    Source:
    https://localtrust.org.uk/news-and-stories/blog/bouncing-back-resident-led-participation-is-on-the-up-post-pandemic
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="reviews")
    since = models.DateField(_("from"))
    on = models.DateField(_("as it stood on"))
    members = models.PositiveSmallIntegerField()
    residents = models.PositiveSmallIntegerField()
    votes = models.PositiveSmallIntegerField()
    resident_votes = models.PositiveSmallIntegerField()
    joined = models.PositiveSmallIntegerField()
    left = models.PositiveSmallIntegerField()
    stayed = models.PositiveSmallIntegerField()
    note = models.TextField(_("anything Local Trust should know"), blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sent_by_name = models.CharField(max_length=80, blank=True, help_text=_("As it was then."))
    sent_at = models.DateTimeField()

    objects = PartnershipReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("yearly review")
        verbose_name_plural = _("yearly reviews")
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "on"], name="partnerships_review_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(
                    residents__lte=models.F("members"), resident_votes__lte=models.F("votes")
                ),
                name="partnerships_review_adds_up",
            ),
        ]

    def __str__(self):
        return f"{self.partnership}, {self.on:%d %B %Y}"
