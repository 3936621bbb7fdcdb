"""Plans with their priorities and actions, an action a row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from areas.places.exchange.naming import AREA, AreaNames, AreaNoun
from bigstory.core.folding import fold
from bigstory.core.moving.columns import About, Bad, Column, Values
from bigstory.core.moving.rows import create
from bigstory.kit import cells
from partnerships.models import Action, Plan, Priority

State = Plan.State
# Sent and sent back are moves of people; a plan of paper was endorsed, or is still being written.
STATES = {state.value: state.label for state in (State.DRAFT, State.ENDORSED, State.ENDED)}
ON_ITS_WAY = (State.DRAFT, State.SENT, State.RETURNED)
# What each row says of the plan above it; all rows of a plan say the same, or nothing.
OF_PLAN = ("plan_title", "plan_starts", "plan_ends", "plan_vision", "plan_state")
PlanKey = tuple[int, int]


@dataclass
class Planned(AreaNames):
    """Which plans are here; which areas have one on its way; what rows said of plans so far."""

    plans: set[PlanKey] = field(default_factory=set)
    on_its_way: dict[int, int] = field(default_factory=dict)
    said: dict[PlanKey, Values] = field(default_factory=dict)

    def load(self) -> None:
        super().load()
        for area, number, state in Plan.objects.values_list("area_id", "number", "state"):
            self.plans.add((area, number))
            if state in ON_ITS_WAY:
                self.on_its_way[area] = number


def _number(cell: str, about: About) -> int:
    number = cell.casefold().removeprefix("plan").strip()
    if not (number.isascii() and number.isdecimal() and 1 <= int(number) <= 99):
        raise Bad(_("is “%(words)s”; write 1 for the first plan, 2 for the next") % cells.cut(cell))
    return int(number)


class Plans(AreaNoun):
    slug = "plans"
    name = gettext_lazy("Plans, priorities and actions")
    about = gettext_lazy("One row for each action; plans that are here already are left alone.")
    model = Action
    never_changed = True
    above = (Plan, Priority)
    columns = (
        Column(
            "area",
            "area_id",
            AREA.read,
            say=AREA.say,
            example=AREA.example,
            also=AREA.also,
            needed=True,
            write=lambda action: action.priority.plan.area.name,
        ),
        Column(
            "plan",
            "plan_number",
            _number,
            say=gettext_lazy("1 for the first plan of the area, 2 for the next."),
            example="1",
            also=("plan number", "number", "plan no"),
            needed=True,
            write=lambda action: action.priority.plan.number,
        ),
        Column(
            "title of the plan",
            "plan_title",
            cells.line(160),
            say=gettext_lazy("In its first row, or in each."),
            example="Our first plan",
            also=("plan title", "plan name"),
            needed=True,
            write=lambda action: action.priority.plan.title,
        ),
        Column(
            "from",
            "plan_starts",
            cells.day(),
            say=gettext_lazy("The first day of the plan."),
            also=("plan starts", "plan start", "start date"),
            write=lambda action: action.priority.plan.starts,
        ),
        Column(
            "until",
            "plan_ends",
            cells.day(),
            say=gettext_lazy("The first day it no longer holds."),
            also=("plan ends", "plan end", "end date"),
            write=lambda action: action.priority.plan.ends,
        ),
        Column(
            "vision",
            "plan_vision",
            cells.words(),
            say=gettext_lazy("What the area wants to be."),
            write=lambda action: action.priority.plan.vision,
        ),
        Column(
            "state of the plan",
            "plan_state",
            cells.choice(STATES, {"draft": "draft"}, empty=""),
            say="; ".join(str(label) for label in STATES.values()),
            also=("plan state", "plan status"),
            write=lambda action: action.priority.plan.get_state_display(),
        ),
        Column(
            "priority",
            "priority_words",
            cells.line(200, filled=True),
            say=gettext_lazy("The need, in the area’s own words."),
            also=("need chosen", "theme", "objective"),
            needed=True,
            write=lambda action: action.priority.own_words,
        ),
        Column(
            "what the need is",
            "need",
            cells.words(),
            also=("need",),
            write=lambda action: action.priority.need,
        ),
        Column(
            "how you know",
            "how_we_know",
            cells.words(),
            also=("evidence",),
            write=lambda action: action.priority.how_we_know,
        ),
        Column(
            "action",
            "title",
            cells.line(160, filled=True),
            say=gettext_lazy("What was to be done."),
            also=("actions", "project", "activity"),
            needed=True,
        ),
        Column("who leads", "lead", cells.line(120), also=("lead", "lead organisation", "owner")),
        Column("due", "due", cells.day(), also=("due date", "by when")),
        Column(
            "pounds",
            "cost",
            cells.pounds(may_be_nothing=True),
            say=gettext_lazy("What it costs, pounds and pence."),
            example="12,000",
            also=("cost", "£", "budget", "amount", "cost £"),
            pounds=True,
        ),
        Column(
            "how far it is",
            "state",
            cells.choice(dict(Action.State.choices), empty=Action.State.PLANNED.value),
            say="; ".join(str(label) for label in Action.State.labels),
            also=("state", "status", "progress"),
            write=lambda action: action.get_state_display(),
        ),
    )

    def vocabulary(self) -> Planned:
        planned = Planned()
        planned.load()
        return planned

    def check(self, values: Values, about: About) -> Iterable[str]:
        planned: Planned = about.vocabulary
        plan = (values["area_id"], values["plan_number"])
        said = planned.said.setdefault(plan, {})
        for name in OF_PLAN:
            value = values.get(name)
            if value and said.setdefault(name, value) != value:
                column = next(c.name for c in self.columns if c.field == name)
                yield _("its %(column)s is not what a row above says of the same plan") % {
                    "column": column
                }
        if not said.get("plan_title"):
            yield _("the plan has no title; write it in the first of its rows")
        starts, ends = said.get("plan_starts"), said.get("plan_ends")
        if starts and ends and ends < starts:
            yield _("the plan ends before it begins; check both days")
        if said.get("plan_state", State.DRAFT) == State.DRAFT:
            first = planned.on_its_way.setdefault(*plan)
            if first != plan[1]:
                yield _(
                    "the area has a plan on its way already, and there is one at a time; write "
                    "“Endorsed” or “Ended” where it was"
                )
        values["is_here"] = plan in planned.plans

    def filled(self, values: Values, about: About) -> None:
        values |= about.vocabulary.said[values["area_id"], values["plan_number"]]
        if values.get("cost") is None:
            values.pop("cost", None)

    def key(self, values: Values) -> Any:
        plan = (values["area_id"], values["plan_number"])
        return (*plan, fold(values["priority_words"]), fold(values["title"]))

    def key_of(self, row: Action) -> Any:
        plan = row.priority.plan
        return plan.area_id, plan.number, fold(row.priority.own_words), fold(row.title)

    def candidates(self, batch: Sequence[Values]) -> Q:
        return Q(
            priority__plan__area_id__in={values["area_id"] for values in batch},
            priority__plan__number__in={values["plan_number"] for values in batch},
        )

    def stored(self, batch: Sequence[Values]) -> Iterable[Action]:
        return super().stored(batch).select_related("priority__plan")

    def closed(self, row: Action | None, values: Values) -> str:
        if row is None and values.get("is_here"):
            return _("this plan is here already; what is added to it is written on its own page")
        return ""

    def prepare(self, batch: Sequence[Values], by, made: dict[str, list[int]]) -> None:
        """Make the plans and priorities that are missing, and put each action under its own."""
        areas = {values["area_id"] for values in batch}
        plans = {(p.area_id, p.number): p for p in Plan.objects.filter(area_id__in=areas)}
        wanted = {(v["area_id"], v["plan_number"]): v for v in reversed(batch)}
        new = [_plan(plan, values) for plan, values in sorted_items(wanted) if plan not in plans]
        for plan in create(Plan, new, by):
            plans[plan.area_id, plan.number] = plan
            made["partnerships.plan"].append(plan.pk)
        known = {
            (priority.plan_id, fold(priority.own_words)): priority.pk
            for priority in Priority.objects.filter(plan__in=plans.values())
        }
        needs: dict[tuple[int, str], Priority] = {}
        for values in batch:
            plan = plans[values["area_id"], values["plan_number"]]
            key = (plan.pk, fold(values["priority_words"]))
            if key not in known and key not in needs:
                needs[key] = _priority(plan, values, order=len(known) + len(needs))
        for priority in create(Priority, list(needs.values()), by):
            known[priority.plan_id, fold(priority.own_words)] = priority.pk
            made["partnerships.priority"].append(priority.pk)
        for order, values in enumerate(batch):
            plan = plans[values["area_id"], values["plan_number"]]
            values["priority_id"] = known[plan.pk, fold(values["priority_words"])]
            values["order"] = order

    def out(self, user):
        plans = Plan.objects.visible_to(user)
        rows = Action.objects.filter(priority__plan__in=plans)
        rows = rows.select_related("priority__plan__area")
        return rows.order_by("priority__plan__area__name", "priority__plan__number", "pk")


def sorted_items(wanted: dict[PlanKey, Values]) -> list[tuple[PlanKey, Values]]:
    return sorted(wanted.items(), key=lambda item: item[0])


def _plan(plan: PlanKey, values: Values) -> Plan:
    area, number = plan
    return Plan(
        area_id=area,
        number=number,
        kind=Plan.Kind.FIRST if number == 1 else Plan.Kind.FOLLOW_ON,
        title=values["plan_title"],
        starts=values.get("plan_starts"),
        ends=values.get("plan_ends"),
        vision=values.get("plan_vision") or "",
        state=values.get("plan_state") or State.DRAFT,
    )


def _priority(plan: Plan, values: Values, *, order: int) -> Priority:
    words = {"need": values.get("need") or "", "how_we_know": values.get("how_we_know") or ""}
    return Priority(plan=plan, own_words=values["priority_words"], order=order, **words)
