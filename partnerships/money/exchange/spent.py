"""What was spent, of many areas and half-years at once: lines of reports that are being written.

A report is the area's own until it is sent. So a line that is here already is left as it is, and
nothing of it is shown; and what was sent is frozen.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from areas.places.exchange.naming import AREA, AreaNoun, keys_by_name
from bigstory.core.db.dated import today
from bigstory.core.folding import fold
from bigstory.core.moving.columns import About, Column, Values
from bigstory.kit import cells
from partnerships.models import Plan, Priority, SpendLine, SpendReport, SpendTheme
from partnerships.money.exchange.ledger import POUNDS
from partnerships.organisations.exchange import ORGANISATION, Holders, never_appointed

ReportKey = tuple[int, int, date]


@dataclass
class Spending(Holders):
    """What lines may name; and which reports there are, with their state."""

    themes: dict[str, int | None] = field(default_factory=dict)
    priorities: dict[tuple[int, str], int] = field(default_factory=dict)
    sent: set[ReportKey] = field(default_factory=set)

    def load(self) -> None:
        super().load()
        themes = SpendTheme.objects.filter(retired=False).values_list("pk", "name", "slug")
        self.themes = keys_by_name((pk, name) for pk, *both in themes for name in both)
        states = (Plan.State.ENDORSED, Plan.State.ENDED)
        needs = Priority.objects.filter(plan__state__in=states).order_by("plan__number", "-pk")
        for pk, area, words in needs.values_list("pk", "plan__area_id", "own_words"):
            self.priorities[area, fold(words)] = pk
        reports = SpendReport.objects.sent()
        self.sent = set(reports.values_list("area_id", "organisation_id", "half_year"))


def last_day(half_year: date) -> date:
    return SpendReport(half_year=half_year).last_day


class SpendLines(AreaNoun):
    slug = "spending"
    name = gettext_lazy("Spending, line by line")
    about = gettext_lazy("Into reports of half-years that the organisation looks over and sends.")
    model = SpendLine
    loosely = ("heading",)
    repeats = True
    never_changed = True
    above = (SpendReport,)
    columns = (
        Column(
            "area",
            "area_id",
            AREA.read,
            say=AREA.say,
            example=AREA.example,
            also=AREA.also,
            needed=True,
            write=lambda line: line.report.area.name,
        ),
        Column(
            "organisation",
            "organisation_id",
            cells.named("organisations", filled=False),
            say=gettext_lazy("Whoever held the money then; empty where there was only one."),
            example=ORGANISATION.example,
            also=ORGANISATION.also,
            write=lambda line: line.report.organisation.name,
        ),
        Column(
            "half-year",
            "half_year",
            cells.half_year,
            say=gettext_lazy("January to June or July to December: a day or a month in it."),
            example="January to June 2016",
            also=("half year", "period", "date", "month", "posting date", "date paid", "quarter"),
            needed=True,
            write=lambda line: line.report.half_year_in_words,
        ),
        Column(
            "heading",
            "heading",
            cells.line(160, filled=True),
            say=gettext_lazy("What it was for, in the area’s own words."),
            example="Hall hire",
            also=("what for", "description", "details", "item", "purpose", "narrative"),
            needed=True,
        ),
        Column(
            "pounds",
            "amount",
            cells.pounds(filled=True, below_nothing=True),
            say=POUNDS.say,
            example=POUNDS.example,
            also=(*POUNDS.also, "net amount", "net", "spent", "cost"),
            needed=True,
            pounds=True,
        ),
        Column(
            "priority",
            "priority_words",
            cells.line(200),
            say=gettext_lazy("The need it was for, copied from the plan."),
            also=("need", "plan priority"),
            write=lambda line: line.priority.own_words if line.priority else "",
        ),
        Column(
            "theme",
            "theme_id",
            cells.named("themes", filled=False, missing=gettext_lazy("which is no shared theme")),
            say=gettext_lazy("One of the shared themes."),
            also=("theme of spending", "category", "budget heading"),
            write=lambda line: line.theme.name if line.theme else "",
        ),
        Column("note", "note", cells.line(300), say=gettext_lazy("Anything to add.")),
    )

    def vocabulary(self) -> Spending:
        spending = Spending()
        spending.load()
        return spending

    def check(self, values: Values, about: About) -> Iterable[str]:
        first, last = values["half_year"], last_day(values["half_year"])
        if first > today():
            yield _("its half-year has not begun yet")
        if values["amount"] < 0:
            yield _(
                "it is less than nothing; only a line that corrects another takes away, and that "
                "is written in the report itself"
            )
        if values.get("organisation_id") is None:
            held = about.vocabulary.held_between(values["area_id"], first, last)
            if len(held) != 1:
                yield _("write which organisation it was; in that half-year there is not one alone")
                return
            values["organisation_id"] = held.pop()
        yield from never_appointed(values, about)
        words = values.pop("priority_words", "")
        values["priority_id"] = about.vocabulary.priorities.get((values["area_id"], fold(words)))
        if words and values["priority_id"] is None:
            yield _("no plan of this area says that priority")
        values["is_sent"] = _report_key(values) in about.vocabulary.sent

    def key(self, values: Values) -> Any:
        return (*_report_key(values), values["amount"], fold(values["heading"]))

    def key_of(self, row: SpendLine) -> Any:
        report = row.report
        key = (report.area_id, report.organisation_id, report.half_year)
        return (*key, row.amount, fold(row.heading))

    def candidates(self, batch: Sequence[Values]) -> Q:
        return Q(
            report__area_id__in={values["area_id"] for values in batch},
            report__half_year__in={values["half_year"] for values in batch},
        )

    def stored(self, batch: Sequence[Values]) -> Iterable[SpendLine]:
        return super().stored(batch).select_related("report")

    def closed(self, row: SpendLine | None, values: Values) -> str:
        if values.get("is_sent") or (row is not None and row.report.state != "draft"):
            return _("the report of that half-year was sent, and what was sent is frozen")
        return ""

    def prepare(self, batch: Sequence[Values], by, made: dict[str, list[int]]) -> None:
        """Open the reports that are missing, and put every line into its own."""
        wanted = {_report_key(values) for values in batch}
        reports = SpendReport.objects.filter(area_id__in={area for area, *_rest in wanted})
        known = {(r.area_id, r.organisation_id, r.half_year): r for r in reports}
        new = [
            SpendReport(area_id=area, organisation_id=organisation, half_year=half_year)
            for area, organisation, half_year in sorted(wanted - set(known))
        ]
        for report in SpendReport.objects.bulk_create(new):
            known[report.area_id, report.organisation_id, report.half_year] = report
            made["partnerships.spendreport"].append(report.pk)
        for values in batch:
            values["report_id"] = known[_report_key(values)].pk

    def out(self, user):
        rows = SpendLine.objects.visible_to(user)
        rows = rows.select_related("report__area", "report__organisation", "priority", "theme")
        return rows.order_by("report__area__name", "report__half_year", "pk")


def _report_key(values: Values) -> ReportKey:
    return values["area_id"], values["organisation_id"], values["half_year"]
