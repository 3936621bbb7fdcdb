"""How a piece of a plan stood when somebody opened its page, so that the later of two writers can
be told.

A mark is the version of the row and a digest of the piece's own words: `7-ab12cd34ef56`. Two people
who write different pieces under one version do not disturb each other.
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
    version: int = 0
    digest: str = ""

    @classmethod
    def read(cls, text: str) -> "Mark":
        """What a page sent back; something that never was a mark fits nothing."""
        found = MARK.fullmatch(text or "")
        return cls(int(found[1]), found[2]) if found else cls()

    def __str__(self):
        return f"{self.version}-{self.digest}"

    def fits(self, now: "Mark") -> bool:
        """Whether nobody changed this piece since."""
        return self.version == now.version or self.digest == now.digest


def texts_of(thing: Plan | Priority | Action) -> dict:
    """The words of one row that people write, by field."""
    names = {Plan: PLAN_WORDS, Priority: PRIORITY_WORDS, Action: ACTION_WORDS}[type(thing)]
    return {name: getattr(thing, name) for name in names}


def mark_of(thing: Plan | Priority) -> Mark:
    return Mark(thing.version, digest(texts_of(thing)))


def mark_of_actions(priority: Priority, actions: list[Action]) -> Mark:
    """The costed actions stand under the version of their priority."""
    return Mark(priority.version, digest([(str(one.thread), texts_of(one)) for one in actions]))


def digest(words) -> str:
    return hashlib.sha256(json.dumps(words, sort_keys=True, default=str).encode()).hexdigest()[:12]
