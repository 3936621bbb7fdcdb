"""The words of a plan by piece, and the marks of the pages they are written on.

A piece is the plan's own words, a priority's, or the actions of a priority.
"""

from uuid import UUID

from bigstory.kit import two_editors
from bigstory.kit.marks import Mark, row_parts
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
        part: value
        for action in actions
        for part, value in row_parts(key_of(action.thread), texts_of(action)).items()
    }


def key_of(thread: UUID) -> str:
    """What tells one action of a page from the others."""
    return thread.hex[:12]
