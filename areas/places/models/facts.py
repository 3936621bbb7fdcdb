"""The numbers of an area (AreaFacts, AreaYear), stored so that 150 areas fit in one query.

Each app writes its own columns, in its own transactions, and counts only what the programme may
read: what only the partnership reads leaves no trace there. Whatever an area sends, and every time
somebody spoke with it, is a day here, and the last of them is when we last heard.
"""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce, Greatest, NullIf
from django.utils.translation import gettext_lazy as _

from areas.places.models.area import Area

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# By what we hear from an area, and how it is said. Of one day the first is named.
HEARD: "dict[str, StrOrPromise]" = {
    "last_story_on": _("a story"),
    "last_plan_on": _("a plan"),
    "last_spending_on": _("a spend report"),
    "last_yearly_on": _("the yearly review"),
    "last_shared_on": _("what they shared about themselves"),
    "last_letter_on": _("a letter"),
    "last_contact_on": _("a call, visit or mail"),
    "last_activity_on": _("something logged"),
}
# No day: SQLite and PostgreSQL disagree on the latest of several days when one is empty.
LONG_AGO = Value(date(1, 1, 1), output_field=models.DateField())


class AreaFacts(models.Model):
    """What lists say of an area as it stands today."""

    area = models.OneToOneField(
        Area, on_delete=models.CASCADE, primary_key=True, related_name="facts"
    )
    # written by partnerships
    last_activity_on = models.DateField(_("last thing logged"), null=True, blank=True)
    last_plan_on = models.DateField(_("last plan sent"), null=True, blank=True)
    last_spending_on = models.DateField(_("last spend report sent"), null=True, blank=True)
    last_yearly_on = models.DateField(_("last yearly review sent"), null=True, blank=True)
    last_shared_on = models.DateField(_("last view of itself shared"), null=True, blank=True)
    plan_ends = models.DateField(_("present plan ends"), null=True, blank=True)
    # written by outcomes
    last_story_on = models.DateField(_("last story sent"), null=True, blank=True)
    waiting = models.PositiveIntegerField(_("stories waiting for Local Trust"), default=0)
    waiting_since = models.DateTimeField(_("the longest wait began"), null=True, blank=True)
    public_stories = models.PositiveIntegerField(_("public stories"), default=0)

    # written by areas
    last_letter_on = models.DateField(_("last letter from the area"), null=True, blank=True)
    last_contact_on = models.DateField(_("last call, visit or mail"), null=True, blank=True)
    # kept by the database itself out of the days above
    last_heard_on = models.GeneratedField(
        expression=NullIf(Greatest(*(Coalesce(day, LONG_AGO) for day in HEARD)), LONG_AGO),
        output_field=models.DateField(_("last heard from"), null=True),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("numbers of an area")
        verbose_name_plural = _("areas in numbers")

    def __str__(self) -> str:
        return str(self.area_id)

    @property
    def last_heard_from(self) -> "StrOrPromise":
        """What was heard last, such as "a story"; empty where nothing ever was."""
        if self.last_heard_on is None:
            return ""
        return next(what for day, what in HEARD.items() if getattr(self, day) == self.last_heard_on)


class AreaYear(models.Model):
    """How much an area logged and told in one calendar year."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField(_("year"))
    activities = models.PositiveIntegerField(_("things logged"), default=0)
    stories = models.PositiveIntegerField(_("stories sent"), default=0)

    class Meta:
        verbose_name = _("year of an area")
        verbose_name_plural = _("areas in numbers by year")
        ordering = ["year"]
        constraints = [
            models.UniqueConstraint(fields=["area", "year"], name="areas_year_once"),
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2200), name="areas_year_makes_sense"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area_id} {self.year}"
