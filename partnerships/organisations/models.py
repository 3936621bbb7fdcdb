"""The organisations that hold the money, since when each does so for which area, and who of them
signs in.

An area's Locally Trusted Organisation may change, and its address never stands for the area. What
it still holds when it ends is handed on to the next, or comes back.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import Self

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from areas.access import areas_where
from areas.desk.models.contacts import dialled
from areas.models import Area, AreaRole
from bigstory.accounts.models import Invitation
from bigstory.accounts.roles import May
from bigstory.core.db.dated import Dated, DatedQuerySet, today
from bigstory.core.db.folded import FoldedField
from bigstory.core.db.versioned import Versioned


class Organisation(Versioned):
    """A legal body that holds, or held, the money of one or more areas.

    Its contact is for staff: whom to ring, and on which number.
    """

    name = models.CharField(_("name"), max_length=160, unique=True)
    folded = FoldedField(of="name", max_length=400, unique=True, default="")
    about = models.TextField(_("what it is"), blank=True)
    charity_number = models.CharField(_("charity number"), max_length=12, blank=True)
    company_number = models.CharField(_("company number"), max_length=12, blank=True)
    contact_name = models.CharField(_("whom to ring"), max_length=80, blank=True)
    contact_phone = models.CharField(_("their number"), max_length=40, blank=True)

    history = HistoricalRecords(excluded_fields=["folded"])

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["charity_number"],
                condition=~Q(charity_number=""),
                name="partnerships_charity_number_once",
            ),
            models.UniqueConstraint(
                fields=["company_number"],
                condition=~Q(company_number=""),
                name="partnerships_company_number_once",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("organisation", args=[self.pk])

    @property
    def dial(self) -> str:
        """The number as a telephone dials it."""
        return dialled(self.contact_phone)

    def save(self, *args, update_fields=None, **kwargs):
        if update_fields is not None and "name" in update_fields:
            update_fields = [*update_fields, "folded"]
        super().save(*args, update_fields=update_fields, **kwargs)


class LtoAppointment(Dated, Versioned):
    """The time during which an organisation is an area's Locally Trusted Organisation."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="lto_appointments")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="appointments"
    )
    agreement = models.TextField(_("agreement"), blank=True)
    signed_by_them = models.DateField(_("signed by them"), null=True, blank=True)
    signed_by_us = models.DateField(_("signed by us"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    why_ended = models.CharField(_("why it ended"), max_length=200, blank=True)

    objects = DatedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(Dated.Meta):
        verbose_name = _("appointment of an LTO")
        verbose_name_plural = _("appointments of LTOs")
        ordering = ["-starts"]

    def __str__(self):
        return f"{self.organisation} for {self.area}"

    @property
    def has_ended(self) -> bool:
        return self.ends is not None and self.ends <= today()

    @property
    def last_day(self) -> date | None:
        return self.ends - timedelta(days=1) if self.ends else None

    @property
    def never_held(self) -> bool:
        """Written down by mistake: it ended on the day it began."""
        return self.starts is not None and self.starts == self.ends


class HandOverQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """For those who read the money of the area, and for officers of either side: whoever gives
        it away no longer belongs to the area.
        """
        if user is None or not user.is_authenticated:
            return self.none()
        theirs = Officership.objects.active().filter(user=user).values("organisation")
        return self.filter(
            areas_where(user, May.READ_MONEY).q() | Q(giver__in=theirs) | Q(taker__in=theirs)
        )

    def done(self) -> Self:
        """Said to be done by either side."""
        return self.exclude(giver_said=None, taker_said=None)


class HandOver(models.Model):
    """Pounds of an area that one organisation gives to the next; without a taker they come back.

    It counts as done once either side says so, and who said it is shown.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="hand_overs")
    giver = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="given_on")
    taker = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="taken_over"
    )
    amount = models.DecimalField(
        _("pounds"),
        max_digits=12,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.01"))],
    )
    giver_said = models.DateField(_("whoever gave it said it is done"), null=True, blank=True)
    giver_said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    taker_said = models.DateField(_("whoever got it said it is done"), null=True, blank=True)
    taker_said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = HandOverQuerySet.as_manager()

    class Meta:
        verbose_name = _("hand-over of money")
        verbose_name_plural = _("hand-overs of money")
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0), name="partnerships_hand_over_more_than_nothing"
            ),
            models.CheckConstraint(
                condition=Q(taker=None) | ~Q(taker=models.F("giver")),
                name="partnerships_hand_over_to_another",
            ),
        ]

    def __str__(self):
        return f"£{self.amount:,.2f}, {self.area}"

    def get_absolute_url(self):
        return reverse("handed", args=[self.area.slug, self.pk])

    @property
    def is_done(self) -> bool:
        return bool(self.giver_said or self.taker_said)


class Officership(Dated):
    """Somebody signs in for an organisation, and so in every area whose money it holds."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="officerships"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="officerships"
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = DatedQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("officer of an organisation")
        verbose_name_plural = _("officers of organisations")
        ordering = ["organisation", "pk"]

    def __str__(self):
        return f"{self.user}, {self.organisation}"


class OfficerRight(models.Model):
    """The role that an officer has in one area because of one appointment.

    `kept_until` is the end that was written into the role. Where the role has another, somebody
    ended it by hand, and it is not given again.
    """

    officership = models.ForeignKey(Officership, on_delete=models.CASCADE, related_name="rights")
    appointment = models.ForeignKey(
        LtoAppointment, on_delete=models.CASCADE, related_name="officer_rights"
    )
    role = models.OneToOneField(AreaRole, on_delete=models.CASCADE, related_name="officer_right")
    kept_until = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("right of an officer in an area")
        verbose_name_plural = _("rights of officers in areas")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.officership_id}, {self.appointment_id}"

    @property
    def ended_by_hand(self) -> bool:
        return self.role.ends != self.kept_until


class OfficerInvitation(models.Model):
    """Which organisation somebody is invited to sign in for."""

    invitation = models.OneToOneField(
        Invitation, on_delete=models.CASCADE, related_name="officer_invitation"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="officer_invitations"
    )

    class Meta:
        verbose_name = _("invitation of an officer")
        verbose_name_plural = _("invitations of officers")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.invitation_id}, {self.organisation}"
