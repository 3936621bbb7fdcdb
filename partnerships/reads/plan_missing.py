"""What is still open in a plan, as questions; and the little that keeps it from being sent."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from areas.models import Programme, ProgrammeRule
from bigstory.core.models import today

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
    return asked + _of_actions([action for one in words["priorities"] for action in one["actions"]])


def _of_priorities(priorities: list[dict]) -> list[str]:
    def without(name):
        return [one["own_words"] for one in priorities if not one[name]]

    asks = (
        (without("need"), _("What is the need behind %(them)s?")),
        (without("how_we_know"), _("How do you know that people need this: %(them)s?")),
        (without("actions"), _("What will you do about %(them)s?")),
    )
    return [say % {"them": _named(found)} for found, say in asks if found]


def _of_actions(actions: list[dict]) -> list[str]:
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
