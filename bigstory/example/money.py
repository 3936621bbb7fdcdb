"""Stores the money of the example: awards, payments, half-years of spending, and what came in
beside it.

Everything follows from the areas' own plans and from plain arithmetic in whole pounds and pence, so
it is the same whenever it is loaded. The sums are invented.
"""

from datetime import date, timedelta
from decimal import Decimal

from areas.models import Area
from bigstory.example.store import moment, store
from partnerships.models import (
    Action,
    Award,
    Leverage,
    LtoAppointment,
    Payment,
    Review,
    SpendLine,
    SpendReport,
    SpendTheme,
    ThemeChange,
)
from partnerships.money.actions import contribution_of

AWARDS = (
    (date(2012, 6, 1), 1_000_000, "The first million"),
    (date(2017, 7, 3), 105_000, "More for every area"),
    (date(2020, 6, 1), 50_000, "More for every area, in a hard year"),
)
SOURCE = "https://localtrust.org.uk/news-and-stories/news/local-trust-releases-further-funds-to-big-local-areas/"
FIRST = date(2014, 7, 1)
LAST = date(2026, 1, 1)
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
# Nine parts for the plan's own actions, one part for each of these.
ALWAYS = (
    ("Worker's wages and travel", "delivery-costs"),
    ("Room hire, tea and print", "community-engagement"),
)
THEMES = (
    "community-spaces",
    "small-grants",
    "children-and-young-people",
    "health-and-wellbeing",
    "events-and-arts",
)
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
REPLIES = (
    "Thank you. Clear and on time. We read the note about the hall with a smile.",
    "Thank you. We will ask about the wages line when we talk in March; nothing to do before then.",
    "Thank you for this. It helps us say what half a year of neighbours looks like in pounds.",
)


def store_money(areas: list[Area], trust) -> None:
    """The ledger of every area that has somebody to hold its money."""
    themes = {
        theme.slug: theme for theme in SpendTheme.objects.filter(programme=areas[0].programme)
    }
    appointed = (
        LtoAppointment.objects.filter(area__in=areas)
        .select_related("organisation")
        .order_by("starts")
    )
    holders: dict[int, list] = {}
    for one in appointed:
        holders.setdefault(one.area_id, []).append(one)
    held = sorted((area for area in areas if area.pk in holders), key=lambda area: area.slug)
    for place, area in enumerate(held):
        _area(area, holders[area.pk], place, themes, trust)


def half_years() -> list[date]:
    return [
        date(y, m, 1)
        for y in range(FIRST.year, LAST.year + 1)
        for m in (1, 7)
        if FIRST <= date(y, m, 1) <= LAST
    ]


def _holder(holders: list[LtoAppointment], day: date):
    begun = [one for one in holders if one.starts is None or one.starts <= day]
    return (begun or holders)[-1 if begun else 0].organisation


def _area(area: Area, holders, place: int, themes: dict, trust) -> None:
    store(
        Award(area=area, amount=Decimal(sum_), on=on, what=what, source=SOURCE)
        for on, sum_, what in AWARDS
    )
    awarded = sum(sum_ for _on, sum_, _what in AWARDS)
    halves = half_years()
    if area.slug == "ramsey":
        halves = halves[:-1]  # the last one is still being written there
    spent = _split(awarded - LEFT[place % len(LEFT)], len(halves), place)
    _payments(area, holders, halves, spent)
    reports = store(
        SpendReport(area=area, organisation=_holder(holders, half), half_year=half)
        for half in halves
    )
    planned = _planned(area)
    lines = [
        line
        for n, report in enumerate(reports)
        for line in _lines(planned, report, spent[n], n + place, themes)
    ]
    store(lines)
    _correct(area, reports, lines)
    _send(reports, waiting=area.slug in ("ramsey", "whitley-bay"), trust=trust, place=place)
    if area.slug == "ramsey":
        _draft(area, holders, themes)
    _recode(lines, themes, trust, place)
    _gifts(area, place)


def _split(total: int, parts: int, place: int) -> list[Decimal]:
    """A total as so many uneven sums that add up to it, to the penny: slow at first, most in the
    middle years.
    """
    weights = [4 + min(n, parts - n, 9) * 2 + (n * 7 + place * 3) % 5 for n in range(parts)]
    pence = total * 100
    whole = sum(weights)
    shares = [pence * weight // whole for weight in weights]
    shares[-1] += pence - sum(shares)
    return [Decimal(share).scaleb(-2) for share in shares]


def _payments(area: Area, holders, halves, spent) -> None:
    """The money of a half-year reaches the LTO at its beginning, in whole hundreds; the last one
    squares it.
    """
    paid = Decimal(0)
    rows = []
    for n, half in enumerate(halves):
        due = sum(spent[: n + 1])
        amount = due - paid if n == len(halves) - 1 else Decimal(int(due - paid) // 100 * 100 + 100)
        if amount > 0:
            on = half + timedelta(days=9)
            rows.append(
                Payment(
                    area=area,
                    organisation=_holder(holders, on),
                    amount=amount,
                    on=on,
                    what="For the half-year",
                    contribution=contribution_of(area.programme, amount, on),
                )
            )
            paid += amount
    store(rows)


def _lines(
    planned: list[Action], report: SpendReport, total: Decimal, turn: int, themes: dict
) -> list[SpendLine]:
    """Half a dozen lines that add up to the half-year: the plan's actions of that time, then
    what there always is.
    """
    actions = _actions(planned, report.half_year)
    wanted = (
        [(actions[(turn + n) % len(actions)], None) for n in range(min(4, len(actions)))]
        if actions
        else []
    )
    pence = int(total * 100)
    parts = 3 * len(wanted) + len(ALWAYS)
    found = []
    for n, (action, _none) in enumerate(wanted):
        theme = themes.get(THEMES[(action.pk + n) % len(THEMES)])
        found.append((action.title, action.priority, theme, pence * 3 // parts - 137 * n))
    for heading, slug in ALWAYS[1:]:
        found.append((heading, None, themes.get(slug), pence // parts))
    rest = pence - sum(sum_ for *_words, sum_ in found)
    found.append((ALWAYS[0][0], None, themes.get(ALWAYS[0][1]), rest))
    return [
        SpendLine(
            report=report,
            heading=heading,
            priority=priority,
            theme=theme,
            amount=Decimal(sum_).scaleb(-2),
        )
        for heading, priority, theme, sum_ in found
        if sum_ > 0
    ]


def _planned(area: Area) -> list[Action]:
    """The actions of every plan an area had, in the order of plans."""
    of_area = Action.objects.filter(
        priority__plan__area=area, priority__plan__state__in=("endorsed", "ended")
    )
    return list(
        of_area.select_related("priority__plan").order_by(
            "priority__plan__number", "priority__order", "order"
        )
    )


def _actions(planned: list[Action], day: date) -> list[Action]:
    """What was in the plan of that time; before the first plan, what the first one was to hold."""
    then = [one for one in planned if one.priority.plan.starts and one.priority.plan.starts <= day]
    number = (then or planned)[-1 if then else 0].priority.plan.number if planned else None
    return [one for one in planned if one.priority.plan.number == number]


def _correct(area: Area, reports: list[SpendReport], lines: list[SpendLine]) -> None:
    """In one area a line was typed wrong, and put right half a year later: out, and in again as
    it should be.
    """
    if area.slug != "ramsey" or len(reports) < 4:
        return
    wrong = next(line for line in lines if line.report_id == reports[-4].pk)
    note = "The baker's bill was counted under the wrong heading."
    put = {"report": reports[-3], "corrects": wrong, "theme": wrong.theme, "note": note}
    store(
        [
            SpendLine(
                heading=wrong.heading, priority=wrong.priority, amount=Decimal("-312.40"), **put
            ),
            SpendLine(
                heading="Bread and milk", priority=wrong.priority, amount=Decimal("312.40"), **put
            ),
        ]
    )


def _send(reports: list[SpendReport], *, waiting: bool, trust, place: int) -> None:
    """All are sent, three weeks after their half-year, and answered within the month; one waits
    in two areas.
    """
    for report in reports:
        report.state = SpendReport.State.SENT
        report.sent_by_name = "The accounts desk"
        report.sent_at = moment(report.last_day + timedelta(days=21), 11)
    SpendReport.objects.bulk_update(reports, ["state", "sent_by_name", "sent_at"])
    answered = reports[:-1] if waiting else reports
    store(
        Review(
            spend_report=report,
            verdict=Review.Verdict.READ,
            words=REPLIES[(n + place) % len(REPLIES)],
            reviewer=trust,
            reviewer_name=str(trust),
            at=report.sent_at + timedelta(days=12 + n % 9),
        )
        for n, report in enumerate(answered)
    )


def _draft(area: Area, holders, themes: dict) -> None:
    """The half-year that is being written just now."""
    report = SpendReport.objects.create(
        area=area, organisation=_holder(holders, LAST), half_year=LAST
    )
    actions = _actions(_planned(area), LAST)[:2]
    store(
        SpendLine(
            report=report,
            heading=action.title,
            priority=action.priority,
            theme=themes.get(THEMES[n]),
            amount=Decimal("1184.25") + n * Decimal("96.10"),
        )
        for n, action in enumerate(actions)
    )


def _recode(lines: list[SpendLine], themes: dict, trust, place: int) -> None:
    """A line or two that were given another theme afterwards, with the earlier one kept."""
    was = themes.get("events-and-arts")
    now = themes.get("community-engagement")
    chosen = [line for line in lines if line.theme == was][: 1 + place % 2]
    because = "It paid for the consultation, not for the show beside it."
    store(
        (ThemeChange(line=line, was=was, now=now, because=because, by=trust) for line in chosen),
        at=lambda change: moment(date(2025, 10, 6), 14),
    )
    SpendLine.objects.filter(pk__in=[line.pk for line in chosen]).update(theme=now)


def _gifts(area: Area, place: int) -> None:
    actions = _actions(_planned(area), date(2024, 1, 1))
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
