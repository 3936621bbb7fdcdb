"""Two versions of a plan side by side: what was added to each text and what was taken out of it,
word by word.

Priorities and actions with the same thread are the same, in whichever plan they stand.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from bigstory.core.text.quotes import unquoted
from partnerships.plan.queries.sent import SentAction, SentPlan, SentPriority, as_sent

# --- two texts ---

WORD = re.compile(r"\S+\s*|\s+")
SAME = "same"
CHANGED = "changed"
ADDED = "added"
TAKEN_OUT = "taken_out"
# Beyond this many words on both sides together, frequent words no longer serve as landmarks: it
# keeps long texts quick.
LONG = 2_000
# A few equal words between two changes make the change harder to read, not easier.
TOO_FEW = 2


@dataclass(frozen=True)
class Piece:
    """A run of words. `kind`: SAME, ADDED or TAKEN_OUT."""

    kind: str
    text: str


def diff(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """The earlier text with what was taken out of it, and the later one with what was added.

    Joined together, the pieces of each side are that text again, to the letter.
    """
    a = WORD.findall(before)
    b = WORD.findall(after)
    left: list[Piece] = []
    right: list[Piece] = []
    for same, i1, i2, j1, j2 in _joined(_runs(a, b)):
        _append(left, SAME if same else TAKEN_OUT, "".join(a[i1:i2]))
        _append(right, SAME if same else ADDED, "".join(b[j1:j2]))
    return left, right


def _runs(a: list[str], b: list[str]) -> list[tuple]:
    """Runs of words as (same, from and to in `a`, from and to in `b`)."""
    # Compared without the spaces after them, so that a word at the end of a line is the same word.
    plain_a = [word.strip() for word in a]
    plain_b = [word.strip() for word in b]
    matcher = SequenceMatcher(None, plain_a, plain_b, autojunk=len(a) + len(b) > LONG)
    return [(tag == "equal", i1, i2, j1, j2) for tag, i1, i2, j1, j2 in matcher.get_opcodes()]


def _joined(runs: list[tuple]) -> list[tuple]:
    """Neighbouring changes made one, across a word or two that happened to stay."""
    joined: list[tuple] = []
    for place, (same, i1, i2, j1, j2) in enumerate(runs):
        inside = 0 < place < len(runs) - 1
        same = same and not (inside and i2 - i1 <= TOO_FEW)
        if joined and joined[-1][0] == same:
            joined[-1] = (same, joined[-1][1], i2, joined[-1][3], j2)
        else:
            joined.append((same, i1, i2, j1, j2))
    return joined


def _append(pieces: list[Piece], kind: str, text: str) -> None:
    if text:
        pieces.append(Piece(kind, text))


# --- two plans ---


@dataclass
class Row:
    """One text of the plan, before and after. `change`: one of the four kinds of change."""

    label: str
    before: list[Piece]
    after: list[Piece]
    change: str
    aside: str = ""


@dataclass
class Section:
    """The plan's own texts, or those of one priority with its actions."""

    heading: str
    change: str
    rows: list[Row] = field(default_factory=list)

    @property
    def changed_rows(self) -> list[Row]:
        return [row for row in self.rows if row.change != SAME]


@dataclass
class Comparison:
    sections: list[Section]

    @property
    def changed(self) -> list[Section]:
        return [section for section in self.sections if section.change != SAME]

    @property
    def alike(self) -> bool:
        return not self.changed


def compare(earlier: dict, later: dict, *, names: bool) -> Comparison:
    """Compare two plans, both as plan_words wrote them.

    Without `names` nobody reads, or reads a change of, who leads.
    """
    before = as_sent(earlier, names=names)
    after = as_sent(later, names=names)
    former = {priority.thread: priority for priority in before.priorities}
    former_actions = {
        action.thread: (priority, action)
        for priority in before.priorities
        for action in priority.actions
    }
    present = {priority.thread for priority in after.priorities}
    present_actions = {
        action.thread for priority in after.priorities for action in priority.actions
    }
    pairs = [(former.get(priority.thread), priority) for priority in after.priorities]
    pairs += [(old, None) for old in before.priorities if old.thread not in present]
    sections = [_priority(old, new, former_actions, present_actions) for old, new in pairs]
    return Comparison([_whole(before, after), *sections])


def _whole(before: SentPlan, after: SentPlan) -> Section:
    rows = [
        _row(_("Title"), before.title, after.title),
        _row(_("From and until"), before.period, after.period),
        _row(_("Vision"), before.vision, after.vision),
        _row(_("What will stay"), before.legacy_statement, after.legacy_statement),
    ]
    return _section(_("The whole"), rows)


def _priority(
    before: SentPriority | None,
    after: SentPriority | None,
    former_actions: dict[str, tuple[SentPriority, SentAction]],
    present_actions: set[str],
) -> Section:
    old = before or SentPriority("", "", "", "")
    new = after or SentPriority("", "", "", "")
    rows = [
        _row(_("In their own words"), old.own_words, new.own_words),
        _row(_("The need"), old.need, new.need),
        _row(_("How they know"), old.how_we_know, new.how_we_know),
    ]
    rows += [_action(former_actions.get(action.thread), action, new) for action in new.actions]
    rows += [
        _row(_("Action"), _action_text(action), "")
        for action in old.actions
        if action.thread not in present_actions
    ]
    return _section((after or before).own_words, rows, whole=(before, after))


def _action(
    former: tuple[SentPriority, SentAction] | None, action: SentAction, priority: SentPriority
) -> Row:
    if former is None:
        return _row(_("Action"), "", _action_text(action))
    former_priority, former_action = former
    row = _row(_("Action"), _action_text(former_action), _action_text(action))
    if former_priority.thread != priority.thread:
        words = unquoted(former_priority.own_words)
        row.aside = _("It stood under “%(words)s” before.") % {"words": words}
        row.change = CHANGED
    return row


def _action_text(action: SentAction) -> str:
    return f"{action.title}. {action.line}"


def _row(label: str, before: str, after: str) -> Row | None:
    """None where both texts are empty."""
    if not before and not after:
        return None
    left, right = diff(before, after)
    return Row(label, left, right, _change(before, after))


def _change(before, after) -> str:
    if before == after:
        return SAME
    if not before:
        return ADDED
    return CHANGED if after else TAKEN_OUT


def _section(heading: str, rows: Iterable[Row | None], whole: tuple = (True, True)) -> Section:
    rows = [row for row in rows if row is not None]
    if not whole[0]:
        return Section(heading, ADDED, rows)
    if not whole[1]:
        return Section(heading, TAKEN_OUT, rows)
    return Section(heading, SAME if all(row.change == SAME for row in rows) else CHANGED, rows)
