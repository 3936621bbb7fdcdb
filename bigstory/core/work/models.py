"""What waits for the worker. See the package's docstring."""

import uuid
from datetime import datetime
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

_Row = TypeVar("_Row", bound=models.Model, covariant=True)
OPEN = Q(ended=None, given_up=None)
# The fault of a letter that waited in a copy of the database that was put back.
OLDER_COPY = "older copy"


class WaitingQuerySet(models.QuerySet[_Row]):
    def open(self) -> Self:
        """Neither done nor given up."""
        return self.filter(OPEN)

    def free(self, at: datetime) -> Self:
        """What a worker may take now: it is due, and nobody holds it."""
        return self.open().filter(Q(held_until=None) | Q(held_until__lte=at), due__lte=at)

    def given_up(self) -> Self:
        return self.exclude(given_up=None)


class Waiting(models.Model):
    """A row that one worker at a time takes, tries, and ends or gives up."""

    at = models.DateTimeField(default=timezone.now)
    order = models.PositiveSmallIntegerField(default=5, help_text="Lower numbers go first.")
    due = models.DateTimeField(default=timezone.now, help_text="Not tried before.")
    tries = models.PositiveSmallIntegerField(default=0)
    holder = models.UUIDField(null=True, editable=False)
    held_until = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)
    given_up = models.DateTimeField(null=True)
    fault = models.CharField(
        max_length=100, blank=True, help_text="The kind of the last error, without its words."
    )

    class Meta:
        abstract = True
        ordering = ["order", "due", "pk"]
        indexes = [models.Index(fields=["order", "due"], condition=OPEN, name="%(class)s_open")]


class Task(Waiting):
    """A function to be called with these arguments: numbers and names of rows, nobody's words."""

    name = models.CharField(max_length=60)
    arguments = models.JSONField(default=dict)
    once = models.CharField(  # noqa: DJ001  several may have none, and no two the same
        max_length=100,
        null=True,
        unique=True,
        help_text="Two tasks with the same words here are one.",
    )

    objects = WaitingQuerySet["Task"].as_manager()

    class Meta(Waiting.Meta):
        verbose_name = _("task")

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"


class MailQuerySet(WaitingQuerySet["Mail"]):
    def free(self, at: datetime) -> Self:
        """Without those of which nobody knows whether they arrived: a person decides."""
        return super().free(at).filter(handed=None)

    def in_doubt(self, at: datetime) -> Self:
        """Handed to a mail server, and then the worker or the line was cut."""
        return self.open().exclude(handed=None).filter(held_until__lte=at)


class Mail(Waiting):
    """A letter on its way to one mail address. Its words go once it is sent."""

    to = models.EmailField(max_length=254)
    kind = models.CharField(max_length=60, help_text="The letter's template, such as invitation.")
    subject = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    about = models.CharField(
        max_length=80, blank=True, help_text="What it is about, such as accounts.invitation:12."
    )
    until = models.DateTimeField(null=True, help_text="Of no use to anybody from then on.")
    message_id = models.CharField(max_length=120)
    handed = models.DateTimeField(null=True, help_text="When the mail server was given its words.")

    objects = MailQuerySet.as_manager()

    class Meta(Waiting.Meta):
        verbose_name = _("letter")
        indexes = [*Waiting.Meta.indexes, models.Index(fields=["about"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_in_doubt(self) -> bool:
        """As `in_doubt` of many."""
        is_open = self.ended is None and self.given_up is None
        held = self.held_until is None or self.held_until > timezone.now()
        return is_open and self.handed is not None and not held


class Worker(models.Model):
    """A process that works, and when it was seen last."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    started = models.DateTimeField(default=timezone.now)
    seen = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return f"Worker of {self.started:%Y-%m-%d %H:%M}"
