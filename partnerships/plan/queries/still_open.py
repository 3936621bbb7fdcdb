"""What is still open in a plan, as questions; and the little that keeps it from being sent.

What is still open in a plan that is being written, in plain sentences that lead to the place.

Nothing blocks.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from areas.models import Programme, ProgrammeRule
from bigstory.core.db.dated import today
from partnerships.models import Action, Plan, Priority

# Longer lists are named by their first few.
NAMED = 3


def why_not_ready(words: dict, programme: Programme, *, at: date | None = None) -> str:
    """What keeps a plan from being sent, in a sentence; empty when nothing does. `words` as
    plan_words writes them.
    """
    if not words["vision"].strip() and not words["priorities"]:
        return _(
            "Write down a vision or one priority first. Without either there is nothing "
            "to read yet."
        )
    if not words["legacy_statement"].strip() and asks_for_legacy(programme, at=at):
        return _(
            "Say first what should stay when the money is gone. Every plan is asked for "
            "this legacy statement now."
        )
    return ""


def asks_for_legacy(programme: Programme, *, at: date | None = None) -> bool:
    """The dated rule of the programme, as it is on the day of sending."""
    try:
        return bool(programme.rule("legacy_statement_required", at=at or today()))
    except ProgrammeRule.DoesNotExist:
        return False


def questions(words: dict) -> list[str]:
    """What a reader would ask. None of it keeps a plan from being sent."""
    asked = []
    if not words["vision"].strip():
        asked.append(_("What would you like the place to be like when you are done?"))
    if not (words["starts"] and words["ends"]):
        asked.append(_("When does it begin, and when does it end?"))
    if not words["priorities"]:
        asked.append(_("What did people choose to put right first?"))
    asked += _of_priorities(words["priorities"])
    return asked + _action_questions(
        [action for one in words["priorities"] for action in one["actions"]]
    )


def _of_priorities(priorities: list[dict]) -> list[str]:
    def without(name):
        return [one["own_words"] for one in priorities if not one[name]]

    asks = (
        (without("need"), _("What is the need behind %(them)s?")),
        (without("how_we_know"), _("How do you know that people need this: %(them)s?")),
        (without("actions"), _("What will you do about %(them)s?")),
    )
    return [say % {"them": _named(found)} for found, say in asks if found]


def _action_questions(actions: list[dict]) -> list[str]:
    going_on = [action for action in actions if action["state"] in ("planned", "under_way")]

    def without(name):
        return [
            action["title"]
            for action in going_on
            if not action[name] or action[name] == f"{Decimal(0):.2f}"
        ]

    asks = (
        (without("lead"), _("Who leads %(them)s?")),
        (without("due"), _("By when: %(them)s?")),
        (without("cost"), _("Does this cost nothing: %(them)s?")),
    )
    return [say % {"them": _named(found)} for found, say in asks if found]


def _named(titles: list[str]) -> str:
    shown = ", ".join(f"“{title}”" for title in titles[:NAMED])
    more = len(titles) - NAMED
    if more <= 0:
        return shown
    return ngettext("%(shown)s and %(n)d more", "%(shown)s and %(n)d more", more) % {
        "shown": shown,
        "n": more,
    }


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
    return [Open(says % name, url) for missing, says, url in found if missing] + _open_actions(
        going_on, name, costed
    )


def _open_actions(actions: list[Action], name: dict, url: str) -> list[Open]:
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
