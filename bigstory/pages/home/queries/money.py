"""What waits for whoever does the accounts of areas: reports, what came in and what is left.

The same few statements for one area and for thirty.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from areas.models import Area
from bigstory.core.db.dated import today
from bigstory.pages.home.queries.work import Desk
from partnerships.models import LtoAppointment, Organisation, Payment, SpendReport
from partnerships.money.queries.expected import expected_in
from partnerships.money.queries.page import reports_in
from partnerships.money.queries.sums import (
    TimeLeft,
    Totals,
    last_half_year_ended,
    time_left,
    totals_of,
)
from partnerships.organisations.queries.holding import Held, held_among, to_be_said

# As long as a half-year's report may still be about it.
CAME_IN = timedelta(days=183)
PAYMENTS_SHOWN = 6


@dataclass(frozen=True)
class Report:
    """A half-year of one area and one organisation; `report` is None where nobody began it."""

    area: Area
    organisation: Organisation
    half_year: date
    report: SpendReport | None = None

    @property
    def in_words(self) -> str:
        return SpendReport(half_year=self.half_year).half_year_in_words

    @property
    def last_day(self) -> date:
        return SpendReport(half_year=self.half_year).last_day

    @property
    def is_sent(self) -> bool:
        return self.report is not None and self.report.state == SpendReport.State.SENT


@dataclass(frozen=True)
class Left:
    """What is left of one area's money, and by the record with each organisation."""

    area: Area
    totals: Totals
    time: TimeLeft
    held: list[tuple[Organisation, Held]] = field(default_factory=list)

    @property
    def share(self) -> int:
        return self.totals.share_left


def money_home(user, areas: list[Area], at: date | None = None) -> dict[str, Any]:
    at = at or today()
    appointments = _appointments(areas)
    rows = _reports(user, areas, appointments, at)
    fresh, earlier = Desk(user, areas, at).replies()
    return {
        "replies": fresh + earlier,
        "hand_overs": to_be_said(user),
        "to_write": [row for row in rows if not row.is_sent],
        "sent": [row for row in rows if row.is_sent],
        "expected": list(expected_in(user, areas)[:PAYMENTS_SHOWN]),
        "payments": _payments(user, areas, at),
        "left": _left(areas, appointments, at),
        "organisations": _names(appointments, at),
    }


def _appointments(areas: Iterable[Area]) -> list[LtoAppointment]:
    rows = LtoAppointment.objects.filter(area__in=areas).select_related("organisation")
    return [row for row in rows.order_by("area", "starts", "pk") if not row.never_held]


def _names(appointments: list[LtoAppointment], at: date) -> list[Organisation]:
    """Whoever holds the money of these areas on a day, each once."""
    now = {row.organisation for row in appointments if row.is_active(at)}
    return sorted(now, key=lambda organisation: organisation.name)


def _reports(user, areas: list[Area], appointments, at: date) -> list[Report]:
    """Those that are written or wait for a reply, and the last half-year where nobody began it."""
    by_pk = {area.pk: area for area in areas}
    last = last_half_year_ended(at)
    wanted = Q(state=SpendReport.State.DRAFT) | Q(review=None) | Q(half_year=last)
    found = list(reports_in(user, areas).filter(wanted).order_by("half_year", "area__name", "pk"))
    begun = {(row.area_id, row.organisation_id) for row in found if row.half_year == last}
    rows = [
        Report(by_pk[row.area_id], row.organisation, row.half_year, row)
        for row in found
        if row.state == SpendReport.State.DRAFT or _review_of(row) is None
    ]
    ended = SpendReport(half_year=last).last_day
    for row in appointments:
        key = (row.area_id, row.organisation_id)
        held_then = (row.starts is None or row.starts <= ended) and (
            row.ends is None or row.ends > last
        )
        if held_then and key not in begun:
            begun.add(key)
            rows.append(Report(by_pk[row.area_id], row.organisation, last))
    return rows


def _review_of(report: SpendReport):
    return getattr(report, "review", None)


def _payments(user, areas: list[Area], at: date) -> list[Payment]:
    """The last ones that came in, the newest first."""
    rows = Payment.objects.visible_to(user).filter(area__in=areas, on__gt=at - CAME_IN, on__lte=at)
    joined = rows.select_related("area", "organisation")
    return list(joined.order_by("-on", "-pk")[:PAYMENTS_SHOWN])


def _left(areas: list[Area], appointments, at: date) -> list[Left]:
    sums = totals_of(areas)
    held = held_among(areas)
    names = {row.organisation_id: row.organisation for row in appointments}
    return [
        Left(
            area,
            sums[area.pk],
            time_left(area, at, closed_on=sums[area.pk].closed_on),
            [
                (names[organisation], each)
                for (pk, organisation), each in held.items()
                if pk == area.pk and organisation in names and each.left > 0
            ],
        )
        for area in areas
    ]
