"""The money that comes in: what was awarded, what was paid to the LTO, and what came in beside it.

Every total on a page is a sum of these rows and of spend lines; none is stored. Beside them the
steps an area takes when little money is left, which are data of the programme.
"""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from areas.access import areas_where
from areas.models import Area, Programme
from bigstory.accounts.roles import May
from partnerships.money.models.pounds import A_PENNY, SummedQuerySet, in_pounds
from partnerships.organisations.models import Organisation
from partnerships.plan.models.plan import Action


class MoneyQuerySet(SummedQuerySet):
    """Awards, payments and what came in beside them."""

    def visible_to(self, user):
        """Line by line, for those who read money; the totals are everybody's."""
        return self.filter(areas_where(user, May.READ_MONEY).q())


class Award(models.Model):
    """Money given to an area, with the day it was given."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="awards")
    amount = in_pounds(_("pounds"), validators=[A_PENNY])
    on = models.DateField(_("day"))
    what = models.CharField(_("what for"), max_length=160)
    source = models.TextField(_("how this is known"), blank=True)

    objects = MoneyQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0), name="partnerships_award_more_than_nothing"
            )
        ]

    def __str__(self):
        return f"£{self.amount:,.2f}, {self.on:%d %B %Y}"


class Payment(models.Model):
    """Money of the area that Local Trust paid to its LTO. `contribution` came on top, for the LTO
    itself.

    The contribution is written down as it was, so that a new rule never changes old years.
    Source: http://localtrust.org.uk/library/programme-guidance/funding-agreements/
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="payments")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="payments"
    )
    amount = in_pounds(_("pounds"), validators=[A_PENNY])
    contribution = in_pounds(
        _("the LTO's part, on top"), default=Decimal(0), validators=[MinValueValidator(0)]
    )
    on = models.DateField(_("day"))
    what = models.CharField(_("what for"), max_length=160, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = MoneyQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0, contribution__gte=0),
                name="partnerships_payment_more_than_nothing",
            )
        ]

    def __str__(self):
        return f"£{self.amount:,.2f}, {self.on:%d %B %Y}"


class Leverage(models.Model):
    """Money, or things and time worth money, that came in beside the programme's own."""

    class Kind(models.TextChoices):
        GRANT = "grant", _("A grant from somebody else")
        CASH = "cash", _("Other money: a gift, a sale, rent")
        IN_KIND = "in_kind", _("In kind: things or space, given or lent")
        TIME = "time", _("Time: hours that somebody gave")

    # What came as pounds, and what is only worth pounds.
    MONEY = (Kind.GRANT, Kind.CASH)
    WORTH = (Kind.IN_KIND, Kind.TIME)

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="leverage")
    kind = models.CharField(_("what it was"), max_length=8, choices=Kind.choices)
    amount = in_pounds(_("worth in pounds"), validators=[A_PENNY])
    hours = models.DecimalField(
        _("hours that were given"),
        max_digits=7,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.1"))],
    )
    on = models.DateField(_("day"))
    from_whom = models.CharField(_("who from"), max_length=160)
    what = models.CharField(_("what for"), max_length=200)
    how_valued = models.CharField(_("how you know what it is worth"), max_length=200, blank=True)
    action = models.ForeignKey(
        Action, on_delete=models.SET_NULL, null=True, blank=True, related_name="leverage"
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = MoneyQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("money or help brought in")
        verbose_name_plural = _("money and help brought in")
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0), name="partnerships_leverage_more_than_nothing"
            ),
            models.CheckConstraint(
                condition=Q(hours=None) | Q(kind="time"), name="partnerships_hours_of_time"
            ),
        ]

    def __str__(self):
        return f"{self.from_whom}, £{self.amount:,.2f}"


class CloseoutStep(models.Model):
    """One step of finishing well, in the programme's order."""

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="closeout_steps"
    )
    slug = models.SlugField(max_length=60)
    name = models.CharField(_("what to do"), max_length=120)
    plain = models.CharField(_("in plain words"), max_length=240, blank=True)
    source = models.TextField(_("where it comes from"), blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    retired = models.BooleanField(_("no longer asked"), default=False)

    class Meta:
        verbose_name = _("step of finishing well")
        verbose_name_plural = _("steps of finishing well")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "slug"], name="partnerships_closeout_step_once"
            )
        ]

    def __str__(self):
        return self.name
