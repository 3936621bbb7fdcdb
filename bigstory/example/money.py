"""Stores the money of the example: awards, payments, spend reports, and what came in beside it.

Everything follows from the areas' own plans and from plain arithmetic in whole pounds and pence, so
it is the same whenever it is loaded. The sums are invented.
"""

from datetime import date, timedelta
from decimal import Decimal

from areas.models import Area
from bigstory.example.expected import to_come
from bigstory.example.spend_reports import (
    LAST_HALF,
    actions_at,
    holder_on,
    planned_actions,
    store_reports,
)
from bigstory.example.store import moment, store
from partnerships.models import Award, HandOver, Leverage, LtoAppointment, Payment, SpendTheme
from partnerships.money.actions.coming_in import contribution_of

AWARDS = (
    (date(2012, 6, 1), 1_000_000, "The first million"),
    (date(2017, 7, 3), 105_000, "More for every area"),
    (date(2020, 6, 1), 50_000, "More for every area, in a hard year"),
)
SOURCE = "https://localtrust.org.uk/news-and-stories/news/local-trust-releases-further-funds-to-big-local-areas/"
FIRST_HALF = date(2014, 7, 1)
# What is left when the last report is in, area by area in the order of their names. Most have
# finished.
LEFT = (
    1_840,
    12_400,
    0,
    3_275,
    61_900,
    8_015,
    420,
    940,
    5_150,
    184_300,
    27_600,
    71_250,
    2_310,
    16_480,
    33_900,
)
# Where the rest was paid out at the end, and is in hand; but for what is expected still.
LAST_PAYMENT = {
    "ramsey": (date(2026, 3, 20), "The minibus and the hall, until the summer"),
    "hanwell-copley-close": (date(2026, 3, 2), "The last payment"),
}
GIFTS = (
    ("cash", "The parish council", "Towards the kitchen", "", 4_500),
    ("in_kind", "The primary school", "Its hall on Thursday evenings", "38 evenings at £22", 836),
    ("cash", "A community foundation", "Wages for the summer scheme", "", 9_800),
    (
        "in_kind",
        "A builder's merchant",
        "Sand, slabs and two days' digging",
        "Their price list, less a fifth",
        1_240,
    ),
    ("cash", "The lottery's small grants", "Instruments and a teacher", "", 7_650),
)


def store_money(areas: list[Area], trust) -> None:
    """The ledger of every area that has somebody to hold its money."""
    themes = {
        theme.slug: theme for theme in SpendTheme.objects.filter(programme=areas[0].programme)
    }
    appointments = (
        LtoAppointment.objects.filter(area__in=areas)
        .select_related("organisation")
        .order_by("starts")
    )
    holders: dict[int, list[LtoAppointment]] = {}
    for appointment in appointments:
        holders.setdefault(appointment.area_id, []).append(appointment)
    with_money = sorted((area for area in areas if area.pk in holders), key=lambda area: area.slug)
    for place, area in enumerate(with_money):
        _store_area(area, holders[area.pk], place, themes, trust)


def _half_years() -> list[date]:
    """The first day of each, the first and the last of the example included."""
    days = [
        date(year, month, 1)
        for year in range(FIRST_HALF.year, LAST_HALF.year + 1)
        for month in (1, 7)
    ]
    return [day for day in days if FIRST_HALF <= day <= LAST_HALF]


def _store_area(
    area: Area, holders: list[LtoAppointment], place: int, themes: dict[str, SpendTheme], trust
) -> None:
    """`place` is the number of the area in the order of names: it takes the place of chance."""
    store(
        Award(area=area, amount=Decimal(sum_), on=on, what=what, source=SOURCE)
        for on, sum_, what in AWARDS
    )
    awarded = sum(sum_ for _on, sum_, _what in AWARDS)
    halves = _half_years()
    if area.slug == "ramsey":
        halves = halves[:-1]  # the last one is still being written there
    spent = _split(awarded - LEFT[place % len(LEFT)], len(halves), place)
    _payments(area, holders, halves, spent, trust)
    store_reports(area, holders, dict(zip(halves, spent, strict=True)), place, themes, trust)
    _gifts(area, place)


def _split(total: int, parts: int, place: int) -> list[Decimal]:
    """A total in uneven sums that add up to it, to the penny: most in the middle years."""
    weights = [4 + min(n, parts - n, 9) * 2 + (n * 7 + place * 3) % 5 for n in range(parts)]
    pence = total * 100
    whole = sum(weights)
    shares = [pence * weight // whole for weight in weights]
    shares[-1] += pence - sum(shares)
    return [Decimal(share).scaleb(-2) for share in shares]


def _payments(
    area: Area, holders: list[LtoAppointment], halves: list[date], spent: list[Decimal], trust
) -> None:
    """A half-year is paid at its beginning, in whole hundreds; the last payment squares it.

    What is over where another organisation takes over is handed on to it.
    """
    rows = []
    in_hand = Decimal(0)
    before = None
    for half, sum_ in zip(halves, spent, strict=True):
        holder = holder_on(holders, half)
        if before not in (None, holder) and in_hand:
            _hand_on(area, before, holder, in_hand, max(half, _first_day(holders, holder)), trust)
        before = holder
        due = sum_ - in_hand
        amount = due if half == halves[-1] else max(_rounded_up(due, holders, half), Decimal(0))
        in_hand += amount - sum_
        if amount > 0:
            on = max(half + timedelta(days=9), _first_day(holders, holder))
            rows.append(_payment(area, holder, amount, on, "For the half-year"))
    if rest := LAST_PAYMENT.get(area.slug):
        on, what = rest
        last = holders[-1]
        left = sum(sum_ for _on, sum_, _what in AWARDS) - sum(spent) - to_come(area.slug)
        rows.append(_payment(area, last.organisation, left, on, what))
        if last.ends:
            _hand_on(area, last.organisation, None, left, last.ends, trust)
    store(rows)


def _rounded_up(due: Decimal, holders: list[LtoAppointment], half: date) -> Decimal:
    """To whole hundreds; to whole thousands where nobody knows yet what the next one will need."""
    following = _following(half)
    whole = 100 if holder_on(holders, half) == holder_on(holders, following) else 1000
    return due // whole * whole + whole


def _following(half: date) -> date:
    return date(half.year, 7, 1) if half.month == 1 else date(half.year + 1, 1, 1)


def _first_day(holders: list[LtoAppointment], organisation) -> date:
    """Nobody is paid before they hold the money."""
    return min(row.starts for row in holders if row.organisation_id == organisation.pk)


def _payment(area: Area, organisation, amount: Decimal, on: date, what: str) -> Payment:
    return Payment(
        area=area,
        organisation=organisation,
        amount=amount,
        on=on,
        what=what,
        contribution=contribution_of(area.programme, amount, on),
    )


def _hand_on(area: Area, giver, taker, amount: Decimal, on: date, trust) -> None:
    """Both said that it is done, to the officer who rang them; where it comes back to Local Trust,
    whoever gave it did.
    """
    said = {"giver_said": on, "taker_said": on + timedelta(days=6) if taker else None}
    by = {"giver_said_by": trust, "taker_said_by": trust if taker else None, "recorded_by": trust}
    store(
        [HandOver(area=area, giver=giver, taker=taker, amount=amount, **said, **by)],
        recorded_at=lambda row: moment(on, 15),
    )


def _gifts(area: Area, place: int) -> None:
    actions = actions_at(planned_actions(area), date(2024, 1, 1))
    store(
        Leverage(
            area=area,
            kind=kind,
            from_whom=who,
            what=what,
            how_valued=how,
            amount=Decimal(worth + 35 * place),
            on=date(2016 + 2 * n, 3 + (place + n) % 8, 12),
            action=actions[n % len(actions)] if actions and n % 2 == 0 else None,
        )
        for n, (kind, who, what, how, worth) in enumerate(GIFTS)
        if (n + place) % 3
    )
