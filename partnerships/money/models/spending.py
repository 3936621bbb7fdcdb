"""What the money was spent on: half-yearly reports of an LTO, their lines, and shared themes.

A report that was sent is frozen: what was wrong in it is put right by a new line in a later one,
which may be less than nothing. The models refuse to delete what was sent; that nothing is added or
changed, the database sees to (partnerships/money/models/frozen.py).
"""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from areas.access import areas_where
from areas.models import Area, Programme
from bigstory.accounts.roles import May
from partnerships.money.models.pounds import SummedQuerySet, in_pounds
from partnerships.organisations.models import Organisation
from partnerships.plan.models.plan import Priority


class Frozen(Exception):
    """Somebody would change or take away what was sent. Nothing was changed."""

    def __init__(self):
        super().__init__(
            "A spend report that was sent is frozen: no line is added, changed or taken away."
        )


class SpendReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Sent ones, for those who read money; unsent ones, for the area itself."""
        own = areas_where(user, May.READ_UNSENT_MONEY).q()
        return self.filter(own | areas_where(user, May.READ_MONEY).q() & Q(state="sent"))

    def delete(self):
        """Raises Frozen, with nothing deleted, where one of them was sent."""
        if self.filter(state="sent").exists():
            raise Frozen
        return super().delete()

    delete.alters_data = True
    delete.queryset_only = True

    def sent(self):
        return self.filter(state="sent")

    def waiting(self):
        """Sent and not yet answered: the clock runs on Local Trust."""
        return self.filter(state="sent", review=None).order_by("sent_at", "pk")


class SpendLineQuerySet(SummedQuerySet):
    def visible_to(self, user):
        """Lines of sent reports, for those who read money; of unsent ones, for the area itself."""
        own = areas_where(user, May.READ_UNSENT_MONEY).q("report__area")
        return self.filter(
            own | areas_where(user, May.READ_MONEY).q("report__area") & Q(report__state="sent")
        )

    def delete(self):
        """Raises Frozen, with nothing deleted, where one of them was sent."""
        if self.filter(report__state="sent").exists():
            raise Frozen
        return super().delete()

    delete.alters_data = True
    delete.queryset_only = True

    def sent(self):
        return self.filter(report__state="sent")


class SpendTheme(models.Model):
    """A heading shared by all areas, so that spending can be looked at side by side.

    Data of the programme.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="spend_themes")
    slug = models.SlugField(max_length=60)
    name = models.CharField(_("name"), max_length=120)
    source = models.TextField(_("where it comes from"), blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    retired = models.BooleanField(_("no longer offered"), default=False)

    class Meta:
        verbose_name = _("theme of spending")
        verbose_name_plural = _("themes of spending")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "slug"], name="partnerships_spend_theme_once"
            )
        ]

    def __str__(self):
        return self.name


class SpendReport(models.Model):
    """What one LTO spent for one area in half a year: January to June, or July to December."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Being written")
        SENT = "sent", _("Sent")

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="spend_reports")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="spend_reports"
    )
    half_year = models.DateField(_("half-year"), help_text=_("Its first day: 1 January or 1 July."))
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    note = models.TextField(_("a note for Local Trust"), blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sent_by_name = models.CharField(max_length=80, blank=True, help_text=_("As it was then."))
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = SpendReportQuerySet.as_manager()

    class Meta:
        ordering = ["-half_year", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "organisation", "half_year"],
                name="partnerships_spend_report_once_a_half_year",
            ),
            models.CheckConstraint(
                condition=Q(half_year__day=1, half_year__month__in=(1, 7)),
                name="partnerships_spend_report_half_year",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", sent_at=None) | Q(state="sent", sent_at__isnull=False),
                name="partnerships_spend_report_sent_on_a_day",
            ),
        ]

    def __str__(self):
        return f"{self.area}, {self.half_year_in_words}"

    @property
    def half_year_in_words(self) -> str:
        """As “January to June 2026”."""
        months = _("January to June") if self.half_year.month == 1 else _("July to December")
        return f"{months} {self.half_year.year}"

    @property
    def last_day(self) -> date:
        """The last day of the half-year."""
        year = self.half_year.year
        return date(year, 6, 30) if self.half_year.month == 1 else date(year, 12, 31)

    def get_absolute_url(self):
        return reverse("spend_report", args=[self.area.slug, self.pk])

    def delete(self, *args, **kwargs):
        """Raises Frozen where it was sent."""
        if self.state == self.State.SENT:
            raise Frozen
        return super().delete(*args, **kwargs)


class SpendLine(models.Model):
    """One thing paid for, under a heading in the area's own words.

    A correction names the line it puts right, and may be less than nothing.
    """

    report = models.ForeignKey(SpendReport, on_delete=models.PROTECT, related_name="lines")
    priority = models.ForeignKey(
        Priority, on_delete=models.SET_NULL, null=True, blank=True, related_name="spend_lines"
    )
    heading = models.CharField(_("heading in your own words"), max_length=160)
    theme = models.ForeignKey(
        SpendTheme, on_delete=models.PROTECT, null=True, blank=True, related_name="lines"
    )
    amount = in_pounds(_("pounds"))
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = SpendLineQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(amount=0) & (Q(amount__gt=0) | Q(corrects__isnull=False)),
                name="partnerships_only_a_correction_takes_away",
            )
        ]

    def __str__(self):
        return f"{self.heading}, £{self.amount:,.2f}"

    def delete(self, *args, **kwargs):
        """Raises Frozen where it was sent."""
        if SpendReport.objects.filter(pk=self.report_id).sent().exists():
            raise Frozen
        return super().delete(*args, **kwargs)


class ThemeChange(models.Model):
    """A line that was given another theme: what it was before, who changed it, why."""

    line = models.ForeignKey(SpendLine, on_delete=models.CASCADE, related_name="theme_changes")
    was = models.ForeignKey(
        SpendTheme, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    now = models.ForeignKey(
        SpendTheme, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    because = models.CharField(_("why"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("change of a theme")
        verbose_name_plural = _("changes of themes")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.was or '–'} → {self.now or '–'}"


class OpenForErasing(models.Model):
    """A row is here while an erasure takes a name out of sent reports, and is gone when it is done.

    See partnerships/money/models/frozen.py.
    """

    def __str__(self):
        return "An erasure is under way"

    class Meta:
        verbose_name = _("opening of sent spending")
        verbose_name_plural = _("openings of sent spending")
