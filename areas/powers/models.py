"""What gives somebody more power than they have: asked for by one person, looked at by another."""

import hashlib
import secrets
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.places.models import Area
from bigstory.accounts.models import Invitation


class PowerChangeQuerySet(models.QuerySet["PowerChange"]):
    def waiting(self) -> Self:
        return self.filter(state=PowerChange.State.WAITING)


class PowerChange(models.Model):
    """It comes into force when a second person agrees, or by itself once `due`, unless stopped."""

    class What(models.TextChoices):
        ROLE = "role", _("a role")
        ADDRESS = "address", _("another address")
        SECOND_STEP = "second_step", _("a second step removed")
        REOPENED = "reopened", _("an account opened again")
        LAWFUL_BASIS = "lawful_basis", _("a lawful basis")

    class State(models.TextChoices):
        WAITING = "waiting", _("waits")
        DONE = "done", _("done")
        STOPPED = "stopped", _("stopped")
        LAPSED = "lapsed", _("could not be done any more")

    what = models.CharField(_("what"), max_length=20, choices=What.choices)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="power_changes",
        help_text=_("Whom it is for. Empty while somebody invited has not said yes."),
    )
    invitation = models.ForeignKey(
        Invitation, on_delete=models.SET_NULL, null=True, related_name="power_changes"
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    address = models.EmailField(_("the new address"), blank=True)
    data = models.JSONField(default=dict, help_text=_("The rest of the change."))
    digest = models.CharField(
        max_length=64, unique=True, editable=False, help_text="Of the link in the letters."
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text=_("Empty: done on the machine itself."),
    )
    asked_at = models.DateTimeField(default=timezone.now)
    due = models.DateTimeField(_("in force from"))
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    stopped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.WAITING
    )
    ended_at = models.DateTimeField(null=True)

    objects = PowerChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("change of who may do what")
        verbose_name_plural = _("changes of who may do what")
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed_by=None)
                | (~Q(agreed_by=F("asked_by")) & (Q(person=None) | ~Q(agreed_by=F("person")))),
                name="areas_power_agreed_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", ended_at=None)
                | (~Q(state="waiting") & Q(ended_at__isnull=False)),
                name="areas_power_waits_or_ended",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()}, {self.pk}"

    @property
    def waits(self) -> bool:
        return self.state == self.State.WAITING

    @staticmethod
    def new_secret() -> str:
        return secrets.token_urlsafe(32)

    @staticmethod
    def digest_of(secret: str) -> str:
        return hashlib.sha256(secret.encode()).hexdigest()
