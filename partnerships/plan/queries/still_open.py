"""What is still open in a plan: the little that keeps it from being sent, the questions a reader
would ask, and, while it is being written, plain sentences that lead to the place.

Nothing but what `why_not_ready` says keeps a plan from being sent.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from areas.models import Programme, ProgrammeRule
from bigstory.core.db.dated import today
from bigstory.core.text.quotes import unquoted
from partnerships.models import Action, Plan, Priority

# Longer lists are named by their first few.
NAMED = 3
NO_COST = f"{Decimal(0):.2f}"


# --- before a plan is sent: `words` as plan_words writes them ---


def why_not_ready(words: dict, programme: Programme, *, at: date | None = None) -> str:
    """What keeps a plan from being sent on a day (today), in a sentence; empty for nothing."""
    if not words["vision"].strip() and not words["priorities"]:
        return _(
            "Write down a vision or one priority first. Without either there is nothing "
            "to read yet."
        )
    if not words["legacy_statement"].strip() and _legacy_required_on(programme, at or today()):
        return _(
            "Say first what should stay when the money is gone. Every plan is asked for "
            "this legacy statement now."
        )
    return ""


def legacy_required(plan: Plan) -> bool:
    """Whether the programme requires a legacy statement of a plan: by its dated rule on the plan's
    first day, or today, when it would be sent.

    What the rule says, from when, and its source are data of the programme (areas.ProgrammeRule).
    """
    days = {plan.starts or today(), today()}
    return any(_legacy_required_on(plan.area.programme, day) for day in days)


def _legacy_required_on(programme: Programme, day: date) -> bool:
    try:
        return bool(programme.rule("legacy_statement_required", at=day))
    except ProgrammeRule.DoesNotExist:
        return False


def questions(words: dict) -> list[str]:
    """What a reader would ask. None of it keeps a plan from being sent."""
    sentences = []
    if not words["vision"].strip():
        sentences.append(_("What would you like the place to be like when you are done?"))
    if not (words["starts"] and words["ends"]):
        sentences.append(_("When does it begin, and when does it end?"))
    priorities = words["priorities"]
    if not priorities:
        sentences.append(_("What did people choose to put right first?"))
    actions = [action for priority in priorities for action in priority["actions"]]
    return sentences + _priority_questions(priorities) + _action_questions(actions)


def _priority_questions(priorities: list[dict]) -> list[str]:
    def without(name):
        return [priority["own_words"] for priority in priorities if not priority[name]]

    return _questions_about(
        (without("need"), _("What is the need behind %(them)s?")),
        (without("how_we_know"), _("How do you know that people need this: %(them)s?")),
        (without("actions"), _("What will you do about %(them)s?")),
    )


def _action_questions(actions: list[dict]) -> list[str]:
    to_be_done = [action for action in actions if action["state"] in Action.TO_BE_DONE]

    def without(name):
        return [action["title"] for action in to_be_done if action[name] in (None, "", NO_COST)]

    return _questions_about(
        (without("lead"), _("Who leads %(them)s?")),
        (without("due"), _("By when: %(them)s?")),
        (without("cost"), _("Does this cost nothing: %(them)s?")),
    )


def _questions_about(*pairs: tuple[list[str], str]) -> list[str]:
    """The questions that have titles to ask about."""
    return [question % {"them": _named(titles)} for titles, question in pairs if titles]


def _named(titles: list[str]) -> str:
    shown = ", ".join(f"“{title}”" for title in titles[:NAMED])
    more = len(titles) - NAMED
    if more <= 0:
        return shown
    return ngettext("%(shown)s and %(n)d more", "%(shown)s and %(n)d more", more) % {
        "shown": shown,
        "n": more,
    }


# --- while a plan is being written ---


@dataclass(frozen=True)
class OpenPoint:
    """What is missing, in a sentence, and the place where it is written."""

    says: str
    url: str


def still_open(plan: Plan, priorities: list[Priority], *, legacy: bool) -> list[OpenPoint]:
    """`priorities` with their actions at hand; `legacy`: whether the programme requires a legacy
    statement.
    """
    words = reverse("plan_write_words", args=[plan.area.slug, plan.number])
    add = reverse("plan_write_priority_new", args=[plan.area.slug, plan.number])
    points = _missing(
        (not plan.vision, _("Say what you want it to be like here."), f"{words}#id_vision"),
        (not plan.starts, _("Say when the plan begins."), f"{words}#id_starts"),
        (not plan.ends, _("Say when it ends."), f"{words}#id_ends"),
        (not priorities, _("Write down the first thing people chose."), add),
    )
    for priority in priorities:
        points += _points_of_priority(plan, priority)
    sentence = _("Say what should stay when the money is gone.")
    no_legacy = legacy and not plan.legacy_statement
    return points + _missing((no_legacy, sentence, f"{words}#id_legacy_statement"))


def _missing(*rows: tuple[object, str, str]) -> list[OpenPoint]:
    """From (whether it is missing, sentence, address)."""
    return [OpenPoint(sentence, url) for missing, sentence, url in rows if missing]


def _points_of_priority(plan: Plan, priority: Priority) -> list[OpenPoint]:
    key = [plan.area.slug, plan.number, priority.pk]
    words = reverse("plan_write_priority", args=key)
    costed = reverse("plan_write_actions", args=key)
    name = {"name": unquoted(priority.own_words)}
    actions = list(priority.actions.all())
    points = _missing(
        (not priority.need, _("“%(name)s”: say what the need is.") % name, f"{words}#id_need"),
        (
            not priority.how_we_know,
            _("“%(name)s”: say how you know.") % name,
            f"{words}#id_how_we_know",
        ),
        (not actions, _("“%(name)s”: say what you will do about it.") % name, costed),
    )
    to_be_done = [action for action in actions if action.state in Action.TO_BE_DONE]
    return points + _points_of_actions(to_be_done, name, costed)


def _points_of_actions(actions: list[Action], name: dict, url: str) -> list[OpenPoint]:
    lead = sum(not action.lead for action in actions)
    due = sum(not action.due for action in actions)
    cost = sum(not action.cost for action in actions)
    sentences = [
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
    return _missing(*((n, sentence % (name | {"n": n}), url) for n, sentence in sentences))
