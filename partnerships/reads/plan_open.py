"""What is still open in a plan that is being written, in plain sentences that lead to the place.

Nothing blocks.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.models import Action, Plan, Priority

SHOWN = 12


@dataclass(frozen=True)
class Open:
    says: str
    url: str


def still_open(plan: Plan, priorities: list[Priority], *, legacy: bool) -> list[Open]:
    """`priorities` with their actions at hand; `legacy`: whether the programme asks what should
    stay.
    """
    words = reverse("plan_write_words", args=[plan.area.slug, plan.number])
    add = reverse("plan_write_priority_new", args=[plan.area.slug, plan.number])
    whole = [
        (not plan.vision, _("Say what you want it to be like here."), f"{words}#id_vision"),
        (not plan.starts, _("Say when the plan begins."), f"{words}#id_starts"),
        (not plan.ends, _("Say when it ends."), f"{words}#id_ends"),
        (not priorities, _("Write down the first thing people chose."), add),
    ]
    last = (
        legacy and not plan.legacy_statement,
        _("Say what should stay when the money is gone."),
        f"{words}#id_legacy_statement",
    )
    parts = [Open(says, url) for missing, says, url in whole if missing]
    for priority in priorities:
        parts += _of_priority(plan, priority)
    return parts + ([Open(last[1], last[2])] if last[0] else [])


def _of_priority(plan: Plan, priority: Priority) -> list[Open]:
    key = [plan.area.slug, plan.number, priority.pk]
    words = reverse("plan_write_priority", args=key)
    costed = reverse("plan_write_actions", args=key)
    name = {"name": priority.own_words}
    going_on = [
        one
        for one in priority.actions.all()
        if one.state in (Action.State.PLANNED, Action.State.UNDER_WAY)
    ]
    found = [
        (not priority.need, _("“%(name)s”: say what the need is."), f"{words}#id_need"),
        (not priority.how_we_know, _("“%(name)s”: say how you know."), f"{words}#id_how_we_know"),
        (not priority.actions.all(), _("“%(name)s”: say what you will do about it."), costed),
    ]
    return [Open(says % name, url) for missing, says, url in found if missing] + _of_actions(
        going_on, name, costed
    )


def _of_actions(actions: list[Action], name: dict, url: str) -> list[Open]:
    lead, due, cost = (
        sum(not getattr(one, part) for one in actions) for part in ("lead", "due", "cost")
    )
    found = [
        (
            lead,
            ngettext(
                "“%(name)s”: %(n)d action has nobody to lead it.",
                "“%(name)s”: %(n)d actions have nobody to lead them.",
                lead,
            ),
        ),
        (
            due,
            ngettext(
                "“%(name)s”: %(n)d action has no day to be done by.",
                "“%(name)s”: %(n)d actions have no day to be done by.",
                due,
            ),
        ),
        (
            cost,
            ngettext(
                "“%(name)s”: %(n)d action has no cost.",
                "“%(name)s”: %(n)d actions have no cost.",
                cost,
            ),
        ),
    ]
    return [Open(says % (name | {"n": n}), url) for n, says in found if n]


def planned(actions) -> object:
    """What actions add up to, in pounds. What was dropped costs nothing any more."""
    return sum(one.cost for one in actions if one.state != Action.State.DROPPED)
