"""What happened, as a spreadsheet."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from areas.places.exchange.naming import AREA, AreaNames, AreaNoun
from bigstory.core.db.choices import Audience
from bigstory.core.db.dated import today
from bigstory.core.folding import fold
from bigstory.core.moving.columns import About, Bad, Column, Values
from bigstory.kit import cells
from bigstory.kit.numbers.reading import Of, read
from partnerships.models import Action, Activity, Plan

# Everybody reads what was cleared for everybody, and a spreadsheet clears nothing.
CIRCLES = {
    audience.value: audience.label
    for audience in (Audience.AREA, Audience.PROGRAMME, Audience.NETWORK)
}


@dataclass
class Deeds(AreaNames):
    """Areas by name, and the actions of their plans by area and title."""

    actions: dict[tuple[int, str], int] = field(default_factory=dict)

    def load(self) -> None:
        super().load()
        states = (Plan.State.ENDORSED, Plan.State.ENDED)
        rows = Action.objects.filter(priority__plan__state__in=states)
        rows = rows.order_by("priority__plan__number", "-pk")
        for pk, area, title in rows.values_list("pk", "priority__plan__area_id", "title"):
            self.actions[area, fold(title)] = pk


def _came(cell: str, about: About) -> list:
    """How many came, and how sure somebody is of it."""
    if not cell or fold(cell) in ("not counted", "did not count", "-"):
        return [None, Activity.Counted.NOT_COUNTED]
    found = read(cell, Of.PEOPLE)
    if found is None or not found.sure or found.number % 1 or found.number > 1_000_000:
        raise Bad(_("is “%(words)s”; write a number, such as 41 or about 40") % cells.cut(cell))
    sure = Activity.Counted.ABOUT if found.about else Activity.Counted.EXACT
    return [int(found.number), sure]


def _write_came(activity: Activity) -> object:
    if activity.came is None:
        return ""
    about = activity.counted == Activity.Counted.ABOUT
    return f"about {activity.came}" if about else activity.came


class Activities(AreaNoun):
    slug = "activities"
    name = gettext_lazy("What happened")
    about = gettext_lazy("Each thing that happened, with its day and a few words.")
    model = Activity
    exactly = ("area_id", "on")
    loosely = ("title",)
    repeats = True
    columns = (
        AREA,
        Column(
            "what",
            "title",
            cells.line(120, filled=True),
            say=gettext_lazy("What it was, in a line."),
            example="Luncheon club",
            also=("activity", "title", "event", "name of event", "name of activity"),
            needed=True,
        ),
        Column(
            "day",
            "on",
            cells.day(filled=True),
            say=gettext_lazy("The day, or the first of several; day before month."),
            example="12 March 2017",
            also=("date", "when", "on", "start date", "date of event"),
            needed=True,
        ),
        Column(
            "until",
            "until",
            cells.day(),
            say=gettext_lazy("The last day, where there were several."),
            also=("end date", "last day"),
        ),
        Column(
            "a few words",
            "what_happened",
            cells.words(),
            say=gettext_lazy("What happened."),
            also=("what happened", "description", "details", "notes"),
        ),
        Column(
            "part of the plan",
            "action_words",
            cells.line(160),
            say=gettext_lazy("An action of the plan, by its title."),
            also=("action", "plan action"),
            write=lambda row: row.action.title if row.action else "",
        ),
        Column(
            "led by",
            "led_by",
            cells.choice(dict(Activity.LedBy.choices), empty=""),
            say="; ".join(str(label) for label in Activity.LedBy.labels),
            also=("who led it", "lead"),
            write=lambda row: row.get_led_by_display(),
        ),
        Column(
            "people who came",
            "came_words",
            _came,
            say=gettext_lazy("A number; “about 40” where nobody counted exactly."),
            example="41",
            also=("how many came", "attendance", "attendees", "people", "number of people"),
            write=_write_came,
        ),
        Column("volunteers", "volunteers", cells.count(), say=gettext_lazy("How many helped.")),
        Column(
            "hours",
            "hours",
            cells.hours,
            say=gettext_lazy("Hours they gave, all together."),
            also=("volunteer hours", "hours given"),
        ),
        Column(
            "cost",
            "cost",
            cells.pounds(may_be_nothing=True),
            say=gettext_lazy("Pounds and pence."),
            also=("cost £", "pounds", "£", "spend"),
            pounds=True,
        ),
        Column(
            "who can read this",
            "audience",
            cells.choice(CIRCLES, empty=Audience.PROGRAMME.value),
            say=gettext_lazy("Without it, the programme reads it as well as the area."),
            also=("audience", "circle"),
            write=lambda row: row.get_audience_display(),
        ),
        Column(
            "told by",
            "told_by",
            cells.line(80),
            say=gettext_lazy("Who told it, where somebody else wrote it down."),
        ),
    )

    def vocabulary(self) -> Deeds:
        deeds = Deeds()
        deeds.load()
        return deeds

    def check(self, values: Values, about: About) -> Iterable[str]:
        if values["on"] > today():
            yield _("its day has not come yet")
        if values.get("until") and values["until"] < values["on"]:
            yield _("it ends before it begins; check both days")
        if words := values.get("action_words"):
            key = (values["area_id"], fold(words))
            if key not in about.vocabulary.actions:
                yield _("no plan of this area has an action of that title")

    def filled(self, values: Values, about: About) -> None:
        if (words := values.pop("action_words", None)) is not None:
            values["action_id"] = about.vocabulary.actions.get((values["area_id"], fold(words)))
        if (told := values.pop("came_words", None)) is not None:
            values["came"], values["counted"] = told

    def hides(self, row: Activity) -> bool:
        """What only the area reads is left as it is, and nothing of it is shown."""
        return row.audience == Audience.AREA

    def make(self, values: Values, by) -> Activity:
        activity = super().make(values, by)
        activity.logged_by, activity.logged_by_name = by, str(by or "")[:80]
        return activity

    def out(self, user):
        rows = Activity.objects.visible_to(user).select_related("area", "action")
        return rows.order_by("area__name", "on", "pk")
