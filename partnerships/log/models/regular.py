"""What meets every week or every month, so that logging it is a tick and a number; paper cards.

Both are for those who log in the area, and for nobody else.
"""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from areas.access import areas_where
from areas.models import Area
from bigstory.accounts.roles import May
from bigstory.core.db.choices import Audience
from bigstory.core.db.dated import Dated, DatedQuerySet
from bigstory.core.db.versioned import Versioned
from partnerships.plan.models.plan import Action


class RegularQuerySet(DatedQuerySet):
    def visible_to(self, user):
        """For those who log in the area."""
        return self.filter(areas_where(user, May.LOG).q())


class PaperCardQuerySet(models.QuerySet):
    def visible_to(self, user):
        """For those who log in the area."""
        return self.filter(areas_where(user, May.LOG).q())


class Regular(Dated, Versioned):
    """Something that meets from `starts` on, which also gives its day of the week or month."""

    class Every(models.TextChoices):
        WEEK = "week", _("Every week")
        FORTNIGHT = "fortnight", _("Every two weeks")
        MONTH = "month", _("Every month, on the same weekday of the month")

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="regulars")
    title = models.CharField(_("what meets"), max_length=120)
    every = models.CharField(
        _("how often"), max_length=10, choices=Every.choices, default=Every.WEEK
    )
    action = models.ForeignKey(
        Action, on_delete=models.SET_NULL, null=True, blank=True, related_name="regulars"
    )
    led_by = models.CharField(_("who leads it"), max_length=12, blank=True)
    audience = models.CharField(
        _("who can read this"), max_length=12, choices=Audience.choices, default=Audience.PROGRAMME
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = RegularQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("regular activity")
        verbose_name_plural = _("regular activities")
        ordering = ["title"]

    def __str__(self):
        return self.title

    @property
    def last_day(self):
        """The last day it may meet; None while nobody has said that it stops."""
        return self.ends and self.ends - timedelta(days=1)


class DidNotMeet(models.Model):
    """A day it would have met and did not, so that nobody is asked twice."""

    regular = models.ForeignKey(Regular, on_delete=models.CASCADE, related_name="missed")
    on = models.DateField()
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("time a regular did not meet")
        verbose_name_plural = _("times a regular did not meet")
        constraints = [
            models.UniqueConstraint(fields=["regular", "on"], name="partnerships_missed_once")
        ]

    def __str__(self):
        return f"{self.regular}, {self.on:%d %B %Y}"


class PaperCard(models.Model):
    """A printed card for people who like paper.

    Its code leads a helper to the form to copy it into.
    """

    code = models.CharField(max_length=8, unique=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="paper_cards")
    regular = models.ForeignKey(
        Regular, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    objects = PaperCardQuerySet.as_manager()

    def __str__(self):
        return self.code

    class Meta:
        verbose_name = _("paper card")
        verbose_name_plural = _("paper cards")
