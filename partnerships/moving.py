"""What can be moved in of this app, and what is counted again when it is."""

from decimal import Decimal

from areas.models import Area, ProgrammeRule
from bigstory.core.moving.nouns import register
from partnerships.log.actions.activities import recount_all
from partnerships.log.exchange import Activities
from partnerships.models import Partnership
from partnerships.money.actions.coming_in import CONTRIBUTION, share_of
from partnerships.money.actions.expected import hold
from partnerships.money.exchange.ledger import Awards, Payments
from partnerships.money.exchange.spent import SpendLines
from partnerships.organisations.exchange import Appointments, Organisations
from partnerships.plan.exchange import Plans
from partnerships.table.actions.setting_up import set_up
from partnerships.table.exchange import Seats
from partnerships.table.queries.setting_up import usual_name


class PaymentsIn(Payments):
    """With the organisation's part by the rule of the day, as when one is entered by hand; and
    one after the other with those.
    """

    def hold(self, batch):
        hold({values["area_id"] for values in batch})

    def make(self, values, by):
        payment = super().make(values, by)
        payment.contribution = values.get("contribution")
        return payment

    def create(self, rows, by, site):
        without = [row for row in rows if row.contribution is None]
        areas = Area.objects.filter(pk__in={row.area_id for row in without})
        programmes = dict(areas.values_list("pk", "programme_id"))
        rules = list(ProgrammeRule.objects.filter(name=CONTRIBUTION).order_by("-from_date"))
        for row in without:
            own = (r for r in rules if r.programme_id == programmes[row.area_id])
            share = next((rule.value for rule in own if rule.from_date <= row.on), Decimal(0))
            row.contribution = share_of(row.amount, share)
        return super().create(rows, by, site)


class ActivitiesIn(Activities):
    """With the numbers kept of its areas."""

    def after(self, areas, by):
        if areas:
            recount_all(Area.objects.filter(pk__in=areas))


class SeatsIn(Seats):
    """At the partnership of their area, which is made where nobody wrote it down."""

    def prepare(self, batch, by, made):
        wanted = {values["area_id"] for values in batch}
        there = Partnership.objects.filter(area_id__in=wanted)
        known = dict(there.values_list("area_id", "pk"))
        for area in Area.objects.filter(pk__in=wanted - set(known)).select_related("programme"):
            partnership = set_up(area=area, by=by, values={"name": usual_name(area)})
            known[area.pk] = partnership.pk
            made["partnerships.partnership"].append(partnership.pk)
        for values in batch:
            values["partnership_id"] = known[values["area_id"]]


class PlansIn(Plans):
    """With the day on which the present plan of its areas ends."""

    def after(self, areas, by):
        if areas:
            recount_all(Area.objects.filter(pk__in=areas))


register(
    Organisations(),
    Appointments(),
    SeatsIn(),
    Awards(),
    PaymentsIn(),
    PlansIn(),
    SpendLines(),
    ActivitiesIn(),
)
