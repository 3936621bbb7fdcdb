"""Numbers kept per area so that 150 areas fit in one query.

Each app writes its own columns, in its own transactions.

They count only what the programme may read: a thing kept to the partnership leaves no trace here.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.models.area import Area


class AreaFacts(models.Model):
    area = models.OneToOneField(
        Area, on_delete=models.CASCADE, primary_key=True, related_name="facts"
    )
    # written by partnerships
    last_activity_on = models.DateField(_("last thing logged"), null=True, blank=True)
    plan_ends = models.DateField(_("present plan ends"), null=True, blank=True)
    # written by outcomes
    last_story_on = models.DateField(_("last story sent"), null=True, blank=True)
    waiting = models.PositiveIntegerField(_("stories waiting for Local Trust"), default=0)
    waiting_since = models.DateTimeField(_("the longest wait began"), null=True, blank=True)
    public_stories = models.PositiveIntegerField(_("public stories"), default=0)

    class Meta:
        verbose_name_plural = _("area facts")

    def __str__(self) -> str:
        return str(self.area_id)


class AreaYear(models.Model):
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField(_("year"))
    activities = models.PositiveIntegerField(_("things logged"), default=0)
    stories = models.PositiveIntegerField(_("stories sent"), default=0)

    class Meta:
        ordering = ["year"]
        constraints = [
            models.UniqueConstraint(fields=["area", "year"], name="areas_year_once"),
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2200), name="areas_year_makes_sense"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area_id} {self.year}"
