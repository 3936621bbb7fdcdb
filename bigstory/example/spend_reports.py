"""Stores the spend reports of the example: their lines, corrections, replies and changed themes."""

from datetime import date, timedelta
from decimal import Decimal

from areas.models import Area
from bigstory.example.store import moment, store
from bigstory.example.when import day_of
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
# What no action asked for, in hundredths of what its actions leave of a half-year. The first takes
# the odd pence.
ALWAYS = (
    ("Workers’ wages and travel", "delivery-costs", 57),
    ("Rent, heat and insurance", "community-spaces", 20),
    ("Payroll, accounts and advice", "delivery-costs", 14),
    ("Room hire, tea and print", "community-engagement", 9),
)
# Of what an action was to cost, in hundredths: none cost more than was planned.
SPENT_OF_PLANNED = {"done": 97, "under_way": 58, "dropped": 34, "planned": 0}
# An action is paid for in so many half-years at most, the last one that of its due day; and all of
# them together take no more than so many hundredths of one.
HALVES_AN_ACTION = 5
MOST_OF_A_HALF = 80
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
# Whose last one waits for Local Trust, sent so many days before the loading. Ramsey's came late,
# and a question about it is open.
WAIT = {"ramsey": 27, "whitley-bay": 13}


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
    costs = _costs_by_half(planned_actions(area), spent)
    lines = [
        line
        for report in reports
        for line in _lines_of(report, spent[report.half_year], costs[report.half_year], themes)
    ]
    store(lines)
    _correct(area, reports, lines)
    _send(reports, waits=WAIT.get(area.slug), trust=trust, place=place)
    if area.slug == "ramsey":
        _draft(area, holders, themes)
    _recode(lines, themes, trust, place)


def holder_on(holders: list[LtoAppointment], day: date) -> Organisation:
    """The organisation that holds the money on a day; before the first began, the first."""
    begun = [row for row in holders if row.starts is None or row.starts <= day]
    return (begun[-1] if begun else holders[0]).organisation


def _costs_by_half(
    planned: list[Action], spent: dict[date, Decimal]
) -> dict[date, list[tuple[Action, int, str]]]:
    """For each half-year its actions, each with the pence it took then and its theme."""
    costs: dict[date, list[tuple[Action, int, str]]] = {half: [] for half in spent}
    for n, action in enumerate(planned):
        halves = _halves_of(action, list(spent))
        share = SPENT_OF_PLANNED[action.state]
        pence = int(action.cost * share) // max(len(halves), 1)
        for half in halves if pence else []:
            costs[half].append((action, pence, THEMES[n % len(THEMES)]))
    return {half: _within(rows, spent[half]) for half, rows in costs.items()}


def _halves_of(action: Action, halves: list[date]) -> list[date]:
    """The half-years in which an action is paid for, since its plan began."""
    starts = action.priority.plan.starts
    due = action.due or halves[-1]
    open_ = [half for half in halves if half <= due and (not starts or half >= starts)]
    return open_[-HALVES_AN_ACTION:]


def _within(rows: list[tuple[Action, int, str]], spent: Decimal) -> list[tuple[Action, int, str]]:
    """The same, less of each where together they would leave too little for the wages."""
    most = int(spent * MOST_OF_A_HALF)
    asked = sum(pence for _action, pence, _theme in rows)
    if asked <= most:
        return rows
    return [(action, pence * most // asked, theme) for action, pence, theme in rows]


def _lines_of(
    report: SpendReport, total: Decimal, costs: list[tuple[Action, int, str]], themes: dict
) -> list[SpendLine]:
    """Lines that add up to the half-year: the plan's actions, then the wages and the rent."""
    rows = [(action.title, action.priority, pence, theme) for action, pence, theme in costs]
    rest = int(total * 100) - sum(pence for _action, pence, _theme in costs)
    others = [rest * share // 100 for _heading, _theme, share in ALWAYS]
    others[0] += rest - sum(others)
    rows += [
        (heading, None, pence, theme)
        for (heading, theme, _share), pence in zip(ALWAYS, others, strict=True)
    ]
    return [
        SpendLine(
            report=report,
            heading=heading,
            priority=priority,
            theme=themes.get(theme),
            amount=Decimal(pence).scaleb(-2),
        )
        for heading, priority, pence, theme in rows
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
    wrong = next(line for line in lines if line.report_id == reports[-4].pk and line.priority)
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


def _send(reports: list[SpendReport], *, waits: int | None, trust, place: int) -> None:
    """All are sent, three weeks after their half-year, and answered within the month.

    `waits`: the last one was sent so many days before the loading, and is not answered yet.
    """
    for report in reports:
        report.state = SpendReport.State.SENT
        report.sent_by_name = "The accounts desk"
        report.sent_at = moment(report.last_day + timedelta(days=21), 11)
    if waits is not None:
        reports[-1].sent_at = moment(day_of(waits), 11)
    SpendReport.objects.bulk_update(reports, ["state", "sent_by_name", "sent_at"])
    answered = reports if waits is None else reports[:-1]
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
