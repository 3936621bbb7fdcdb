"""The words of a plan by piece, and the marks of the pages they are written on.

A piece is the plan's own words, a priority's, or the actions of a priority.
"""

from uuid import UUID

from bigstory.kit import two_editors
from bigstory.kit.marks import Mark
from partnerships.models import Action, Plan, Priority

PLAN_WORDS = ("title", "vision", "starts", "ends", "legacy_statement")
PRIORITY_WORDS = ("own_words", "need", "how_we_know")
ACTION_WORDS = ("title", "lead", "due", "cost")


def texts_of(row: Plan | Priority | Action) -> dict:
    """The words of one row that people write, by field."""
    names = {Plan: PLAN_WORDS, Priority: PRIORITY_WORDS, Action: ACTION_WORDS}[type(row)]
    return two_editors.words_of(row, names)


def mark_of(row: Plan | Priority) -> Mark:
    """The mark of a row's own words as they are."""
    return Mark.of(texts_of(row), version=row.version)


def mark_of_actions(priority: Priority, actions: list[Action]) -> Mark:
    """The mark of a priority's actions, which stand under the priority's version."""
    return Mark.of(texts_of_actions(actions), version=priority.version)


def texts_of_actions(actions: list[Action]) -> dict:
    """The words of actions, each under its own name of a part."""
    return {
        part_of(action.thread, name): value
        for action in actions
        for name, value in texts_of(action).items()
    }


def part_of(thread: UUID, name: str) -> str:
    """The name of a part of a page on which there are many actions."""
    return f"{thread.hex[:12]}_{name}"
