"""How a piece of a plan stood when somebody opened its page, so that the later of two writers
learns of the earlier.

A piece is the plan's own words, a priority's, or the actions of a priority. A mark is the version
of the row and a digest of the piece's words: `7-ab12cd34ef56`. Two people who write different
pieces under one version do not disturb each other.
"""

import hashlib
import json
import re
from dataclasses import dataclass

from partnerships.models import Action, Plan, Priority

PLAN_WORDS = ("title", "vision", "starts", "ends", "legacy_statement")
PRIORITY_WORDS = ("own_words", "need", "how_we_know")
ACTION_WORDS = ("title", "lead", "due", "cost")
MARK = re.compile(r"([0-9]{1,9})-([0-9a-f]{12})")


@dataclass(frozen=True)
class Mark:
    """Version 0 without a digest: a mark that fits nothing."""

    version: int = 0
    digest: str = ""

    @classmethod
    def read(cls, text: str) -> "Mark":
        """The mark a page sent back; something that never was a mark fits nothing."""
        match = MARK.fullmatch(text or "")
        return cls(int(match[1]), match[2]) if match else cls()

    def __str__(self):
        return f"{self.version}-{self.digest}"

    def fits(self, now: "Mark") -> bool:
        """Whether nobody changed this piece since."""
        return self.version == now.version or self.digest == now.digest


def texts_of(row: Plan | Priority | Action) -> dict:
    """The words of one row that people write, by field."""
    names = {Plan: PLAN_WORDS, Priority: PRIORITY_WORDS, Action: ACTION_WORDS}[type(row)]
    return {name: getattr(row, name) for name in names}


def texts_seen(row: Plan | Priority, seen: Mark) -> dict | None:
    """The words of a row as a writer saw them, from its history; None where it does not say."""
    then = row.history.filter(version=seen.version).order_by("history_date", "history_id").last()
    return {name: getattr(then, name) for name in texts_of(row)} if then else None


def mark_of(row: Plan | Priority) -> Mark:
    """The mark of a row's own words as they are."""
    return Mark(row.version, digest(texts_of(row)))


def mark_of_actions(priority: Priority, actions: list[Action]) -> Mark:
    """The mark of a priority's actions, which stand under the priority's version."""
    texts = [(str(action.thread), texts_of(action)) for action in actions]
    return Mark(priority.version, digest(texts))


def digest(words) -> str:
    """Twelve letters that change with the words: the first of the SHA-256 of their JSON."""
    return hashlib.sha256(json.dumps(words, sort_keys=True, default=str).encode()).hexdigest()[:12]
