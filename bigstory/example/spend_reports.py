"""Stores the spend reports of the example: their lines, corrections, replies and changed themes."""

from datetime import date, timedelta
from decimal import Decimal

from areas.models import Area
from bigstory.example.store import moment, store
from partnerships.models import (
    Action,
    LtoAppointment,
    Organisation,
    Review,
    SpendLine,
    SpendReport,
    SpendTheme,
    ThemeChange,
)

LAST_HALF = date(2026, 1, 1)
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
REPLIES = (
    "Thank you. Clear and on time. We read the note about the hall with a smile.",
    "Thank you. We will ask about the wages line when we talk in March; nothing to do before then.",
    "Thank you for this. It helps us say what half a year of neighbours looks like in pounds.",
)


def store_reports(
    area: Area,
    holders: list[LtoAppointment],
    spent: dict[date, Decimal],
    place: int,
    themes: dict[str, SpendTheme],
    trust,
) -> None:
    """A report of each half-year, with lines that add up to what was `spent` in it."""
    reports = store(
        SpendReport(area=area, organisation=holder_on(holders, half), half_year=half)
        for half in spent
    )
    planned = planned_actions(area)
    lines = [
        line
        for n, report in enumerate(reports)
        for line in _lines_of(planned, report, spent[report.half_year], n + place, themes)
    ]
    store(lines)
    _correct(area, reports, lines)
    _send(reports, waiting=area.slug in ("ramsey", "whitley-bay"), trust=trust, place=place)
    if area.slug == "ramsey":
        _draft(area, holders, themes)
    _recode(lines, themes, trust, place)


def holder_on(holders: list[LtoAppointment], day: date) -> Organisation:
    """The organisation that holds the money on a day; before the first began, the first."""
    begun = [row for row in holders if row.starts is None or row.starts <= day]
    return (begun[-1] if begun else holders[0]).organisation


def _lines_of(
    planned: list[Action], report: SpendReport, total: Decimal, turn: int, themes: dict
) -> list[SpendLine]:
    """Half a dozen lines that add up to the half-year: the plan's actions, then the wages and rent.

    `turn` chooses which of the actions of that time.
    """
    actions = actions_at(planned, report.half_year)
    chosen = [actions[(turn + n) % len(actions)] for n in range(min(4, len(actions)))]
    pence = int(total * 100)
    parts = 3 * len(chosen) + len(ALWAYS)
    rows = []
    for n, action in enumerate(chosen):
        theme = themes.get(THEMES[(action.pk + n) % len(THEMES)])
        rows.append((action.title, action.priority, theme, pence * 3 // parts - 137 * n))
    for heading, slug in ALWAYS[1:]:
        rows.append((heading, None, themes.get(slug), pence // parts))
    rest = pence - sum(sum_ for *_words, sum_ in rows)
    rows.append((ALWAYS[0][0], None, themes.get(ALWAYS[0][1]), rest))
    return [
        SpendLine(
            report=report,
            heading=heading,
            priority=priority,
            theme=theme,
            amount=Decimal(sum_).scaleb(-2),
        )
        for heading, priority, theme, sum_ in rows
        if sum_ > 0
    ]


def planned_actions(area: Area) -> list[Action]:
    """The actions of every plan an area had, in the order of plans."""
    of_area = Action.objects.filter(
        priority__plan__area=area, priority__plan__state__in=("endorsed", "ended")
    )
    return list(
        of_area.select_related("priority__plan").order_by(
            "priority__plan__number", "priority__order", "order"
        )
    )


def actions_at(planned: list[Action], day: date) -> list[Action]:
    """The actions of the plan of that day; before the first plan began, those of the first one."""
    if not planned:
        return []
    begun = [
        action
        for action in planned
        if action.priority.plan.starts and action.priority.plan.starts <= day
    ]
    plan = (begun[-1] if begun else planned[0]).priority.plan
    return [action for action in planned if action.priority.plan.number == plan.number]


def _correct(area: Area, reports: list[SpendReport], lines: list[SpendLine]) -> None:
    """In one area a wrong line was put right half a year later: out, and in again as meant."""
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
    """All are sent, three weeks after their half-year, and answered within the month.

    `waiting`: the last one is not answered yet.
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


def _draft(area: Area, holders: list[LtoAppointment], themes: dict) -> None:
    """The half-year that is being written just now."""
    report = SpendReport.objects.create(
        area=area, organisation=holder_on(holders, LAST_HALF), half_year=LAST_HALF
    )
    actions = actions_at(planned_actions(area), LAST_HALF)[:2]
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
    """A line or two get another theme afterwards; the change keeps the earlier one."""
    was = themes.get("events-and-arts")
    now = themes.get("community-engagement")
    chosen = [line for line in lines if line.theme == was][: 1 + place % 2]
    because = "It paid for the consultation, not for the show beside it."
    store(
        (ThemeChange(line=line, was=was, now=now, because=because, by=trust) for line in chosen),
        at=lambda change: moment(date(2025, 10, 6), 14),
    )
    SpendLine.objects.filter(pk__in=[line.pk for line in chosen]).update(theme=now)
