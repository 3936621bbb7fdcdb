"""Something that happened, logged in under a minute; and who may read it."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from areas.access import areas_where
from areas.models import Area
from bigstory.accounts.roles import May
from bigstory.core.db.choices import NETWORK_UP, PROGRAMME_UP, Audience
from bigstory.core.db.versioned import Versioned
from partnerships.log.models.regular import Regular
from partnerships.plan.models.plan import Action


class ActivityQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Own area: everything. Local Trust and evaluators: from *programme* up. Every area: from
        *network* up.

        Visitors see none of these rows: what is public was copied into a Publication.
        """
        own = areas_where(user, May.READ_OWN_LOG).q()
        programme = areas_where(user, May.READ_LOG).q() & Q(audience__in=PROGRAMME_UP)
        network = areas_where(user, May.READ_SHARED).q() & Q(audience__in=NETWORK_UP)
        return self.filter(own | programme | network)

    def for_programme(self):
        """What counts in numbers the programme sees."""
        return self.filter(audience__in=PROGRAMME_UP)

    def for_list(self):
        """With what a list shows of each, in the same statement."""
        return self.select_related("area", "action", "logged_by")


class Activity(Versioned):
    """One thing that happened in an area, on one day or over several.

    What it counts is exact, an estimate, or not counted: then `came` is empty.
    """

    class LedBy(models.TextChoices):
        RESIDENTS = "residents", _("Residents")
        VOLUNTEERS = "volunteers", _("Volunteers")
        PAID_WORKER = "paid_worker", _("A paid worker")
        LTO = "lto", _("The LTO")
        AGENCY = "agency", _("Another agency")
        TOGETHER = "together", _("Several of these together")

    class Counted(models.TextChoices):
        EXACT = "exact", _("We counted")
        ABOUT = "about", _("About that")
        NOT_COUNTED = "not_counted", _("Did not count")

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="activities")
    title = models.CharField(_("what"), max_length=120)
    what_happened = models.TextField(_("a few words"), blank=True)
    on = models.DateField(_("when"))
    until = models.DateField(_("until"), null=True, blank=True)
    action = models.ForeignKey(
        Action,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name=_("part of the plan"),
    )
    led_by = models.CharField(_("who led it"), max_length=12, choices=LedBy.choices, blank=True)
    came = models.PositiveIntegerField(_("how many people came"), null=True, blank=True)
    counted = models.CharField(max_length=12, choices=Counted.choices, default=Counted.NOT_COUNTED)
    volunteers = models.PositiveIntegerField(_("volunteers who helped"), null=True, blank=True)
    hours = models.DecimalField(
        _("hours they gave, all together"),
        max_digits=7,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    cost = models.DecimalField(
        _("cost in pounds"),
        max_digits=10,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    audience = models.CharField(
        _("who can read this"), max_length=12, choices=Audience.choices, default=Audience.PROGRAMME
    )
    regular = models.ForeignKey(
        Regular,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name=_("one of something regular"),
    )
    told_by = models.CharField(
        _("told by"),
        max_length=80,
        blank=True,
        help_text=_("Who told it, where somebody else typed it in."),
    )
    logged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    logged_by_name = models.CharField(
        _("logged by"), max_length=80, blank=True, help_text=_("As it was then.")
    )
    logged_at = models.DateTimeField(auto_now_add=True)

    objects = ActivityQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name_plural = _("activities")
        indexes = [models.Index(fields=["area", "-on", "-id"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("on")),
                name="partnerships_activity_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(counted="not_counted", came=None)
                | ~Q(counted="not_counted") & Q(came__isnull=False),
                name="partnerships_activity_a_number_or_not_counted",
            ),
            # Two people may confirm the same day at the same moment; only one of them makes a row.
            models.UniqueConstraint(
                fields=["regular", "on"],
                condition=Q(regular__isnull=False),
                name="partnerships_activity_regular_once_a_day",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("activity", args=[self.area.slug, self.pk])
