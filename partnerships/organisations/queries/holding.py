"""Who holds the money of an area, in time; and what each still holds by the record.

What an organisation holds is what was paid to it and handed on to it, less what its sent reports
say was spent and what it handed on. Drafts count for nobody, and the part on top is its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, QuerySet

from areas.access import can
from areas.models import Area
from bigstory.accounts.roles import May
from bigstory.core.db.dated import today
from partnerships.models import (
    HandOver,
    LtoAppointment,
    Officership,
    Organisation,
    Payment,
    SpendLine,
)
from partnerships.money.models.pounds import pounds, sum_in_pence


@dataclass(frozen=True)
class Held:
    """Pounds of one area at one organisation."""

    paid: Decimal = Decimal(0)
    spent: Decimal = Decimal(0)
    given: Decimal = Decimal(0)
    taken: Decimal = Decimal(0)

    @property
    def left(self) -> Decimal:
        """Less than nothing where it reported more than it got."""
        return self.paid + self.taken - self.spent - self.given


def held_in(area: Area) -> dict[int, Held]:
    """What each organisation holds of an area, by its id. Four statements."""
    return {organisation: held for (_area, organisation), held in held_among([area]).items()}


def held_among(areas: Iterable[Area]) -> dict[tuple[int, int], Held]:
    """The same for several areas, by the ids of area and organisation. Four statements."""
    areas = list(areas)
    sent = SpendLine.objects.sent().filter(report__area__in=areas)
    done = HandOver.objects.filter(area__in=areas).done()
    sums = {
        "paid": _by(Payment.objects.filter(area__in=areas), "area", "organisation"),
        "spent": _by(sent, "report__area", "report__organisation"),
        "given": _by(done, "area", "giver"),
        "taken": _by(done.exclude(taker=None), "area", "taker"),
    }
    return {
        key: Held(**{name: each.get(key, Decimal(0)) for name, each in sums.items()})
        for key in {key for each in sums.values() for key in each}
    }


def _by(rows: QuerySet, area: str, organisation: str) -> dict[tuple[int, int], Decimal]:
    in_pence = rows.order_by().values_list(area, organisation).annotate(pence=sum_in_pence())
    return {(pk, holder): pounds(pence) for pk, holder, pence in in_pence}


@dataclass
class Step:
    """One appointment in the chain; `held` stands on the last of an organisation's."""

    appointment: LtoAppointment
    held: Held | None = None
    hand_overs: list[HandOver] = field(default_factory=list)
    officers: list[Officership] = field(default_factory=list)

    @property
    def is_over(self) -> bool:
        return self.appointment.has_ended

    @property
    def is_to_come(self) -> bool:
        starts = self.appointment.starts
        return starts is not None and starts > today()

    @property
    def to_hand_on(self) -> Decimal:
        """Pounds that somebody who no longer holds the money still has."""
        return self.held.left if self.is_over and self.held and self.held.left > 0 else Decimal(0)

    @property
    def over_reported(self) -> Decimal:
        """Pounds that it reported as spent, or handed on, and never got."""
        return -self.held.left if self.held and self.held.left < 0 else Decimal(0)

    @property
    def is_said(self) -> bool:
        """Whether it is written down where all of what is left goes."""
        agreed = sum((each.amount for each in self.hand_overs if not each.is_done), Decimal(0))
        return agreed >= self.to_hand_on


def chain(user, area: Area) -> list[Step]:
    """Everybody who held, holds or will hold the money, the first one first.

    Six statements, however many there are. What was written down by mistake is left out.
    """
    rows = LtoAppointment.objects.filter(area=area).select_related("organisation")
    steps = [
        Step(row)
        for row in sorted(rows, key=lambda row: (row.starts or date.min, row.pk))
        if not row.never_held
    ]
    held = held_in(area)
    hand_overs = HandOver.objects.visible_to(user).filter(area=area)
    by_giver: dict[int, list[HandOver]] = {}
    for each in hand_overs.select_related("giver", "taker", "area"):
        by_giver.setdefault(each.giver_id, []).append(each)
    last = {step.appointment.organisation_id: step for step in steps}
    for pk, step in last.items():
        step.held = held.get(pk, Held())
        step.hand_overs = by_giver.get(pk, [])
    return steps


def steps_of(user, area: Area) -> list[Step]:
    """The chain; for whoever appoints also who signs in for those that hold the money or will."""
    steps = chain(user, area)
    if can(user, May.SET_UP_AREA, area):
        open_steps = [step for step in steps if not step.is_over]
        officers = officers_of(step.appointment.organisation for step in open_steps)
        for step in open_steps:
            step.officers = officers.get(step.appointment.organisation_id, [])
    return steps


def held_on(area: Area, day: date | None = None) -> list[LtoAppointment]:
    """Whoever holds the money on a day (today), the newest first."""
    rows = LtoAppointment.objects.active(day).filter(area=area).select_related("organisation")
    return list(rows.order_by("-starts", "pk"))


def open_in(area: Area) -> list[LtoAppointment]:
    """Those that hold the money now or will, the first one first."""
    rows = LtoAppointment.objects.filter(area=area).select_related("organisation")
    still = [row for row in rows if not row.has_ended and not row.never_held]
    return sorted(still, key=lambda row: (row.starts or date.min, row.pk))


def to_be_said(user) -> list[HandOver]:
    """Money that somebody's own organisation hands on or gets, and nobody has said that it is done.

    Whoever gives it away finds it here, although the area is theirs no longer. Two statements.
    """
    mine = list(Officership.objects.active().filter(user=user).values_list("organisation"))
    if not mine:
        return []
    theirs = Q(giver__in=mine) | Q(taker__in=mine)
    rows = HandOver.objects.filter(theirs, giver_said=None, taker_said=None)
    return list(rows.select_related("area", "giver", "taker").order_by("pk"))


def holders(area: Area) -> QuerySet:
    """The organisations that hold the money of an area, or held it, by name of the newest."""
    organisations = Organisation.objects.filter(appointments__area=area)
    return organisations.distinct().order_by("-appointments__starts", "name")


def held_between(area: Area, organisation: Organisation, first: date, last: date) -> bool:
    """Whether it held the money on any of these days."""
    rows = LtoAppointment.objects.filter(area=area, organisation=organisation)
    return any(
        (row.starts is None or row.starts <= last) and (row.ends is None or row.ends > first)
        for row in rows
    )


def officers_of(organisations: Iterable[Organisation]) -> dict[int, list[Officership]]:
    """Whoever signs in for each organisation now or will, by its id. One statement."""
    rows = Officership.objects.filter(organisation__in=list(organisations))
    by_organisation: dict[int, list[Officership]] = {}
    for row in rows.select_related("user").order_by("user__name", "pk"):
        if row.ends is None or row.ends > today():
            by_organisation.setdefault(row.organisation_id, []).append(row)
    return by_organisation


def officers_on(organisation: Organisation, day: date) -> int:
    """How many sign in for it on a day."""
    counted = Officership.objects.active(day).filter(
        organisation=organisation, user__is_active=True
    )
    return counted.aggregate(n=Count("user", distinct=True))["n"]
