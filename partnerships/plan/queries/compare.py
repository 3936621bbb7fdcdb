"""What was added to a text and what was taken out, word by word.

Two versions of a plan side by side.

What has the same thread is the same thing, in whichever plan it stands.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from partnerships.plan.queries.sent import SentAction, SentPlan, SentPriority, as_sent

WORD = re.compile(r"\S+\s*|\s+")
# Beyond this many words on both sides together, frequent words no longer serve as landmarks: it
# keeps long texts quick.
LONG = 2_000
# A few equal words between two changes make the change harder to read, not easier.
TOO_FEW = 2


@dataclass(frozen=True)
class Piece:
    """A run of words. `kind`: "same", "added" or "taken_out"."""

    kind: str
    text: str


def diff(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """The earlier text with what was taken out of it, and the later one with what was added.

    Joined together, the pieces of each side are that text again, to the letter.
    """
    a = WORD.findall(before)
    b = WORD.findall(after)
    left = []
    right = []
    for same, i1, i2, j1, j2 in _joined(_opcodes(a, b)):
        _put(left, "same" if same else "taken_out", "".join(a[i1:i2]))
        _put(right, "same" if same else "added", "".join(b[j1:j2]))
    return left, right


def _opcodes(a: list[str], b: list[str]):
    # Compared without the spaces after them, so that a word at the end of a line is the same word.
    plain_a = [word.strip() for word in a]
    plain_b = [word.strip() for word in b]
    matcher = SequenceMatcher(None, plain_a, plain_b, autojunk=len(a) + len(b) > LONG)
    return [(tag == "equal", i1, i2, j1, j2) for tag, i1, i2, j1, j2 in matcher.get_opcodes()]


def _joined(codes: list[tuple]) -> list[tuple]:
    """Neighbouring changes made one, across a word or two that happened to stay."""
    found: list[tuple] = []
    for place, (same, i1, i2, j1, j2) in enumerate(codes):
        inside = 0 < place < len(codes) - 1
        same = same and not (inside and i2 - i1 <= TOO_FEW)
        if found and found[-1][0] == same:
            found[-1] = (same, found[-1][1], i2, found[-1][3], j2)
        else:
            found.append((same, i1, i2, j1, j2))
    return found


def _put(pieces: list[Piece], kind: str, text: str) -> None:
    if text:
        pieces.append(Piece(kind, text))


SAME = "same"
CHANGED = "changed"
ADDED = "added"
TAKEN_OUT = "taken_out"


@dataclass
class Row:
    """One text of the plan, before and after."""

    label: str
    before: list[Piece]
    after: list[Piece]
    change: str
    aside: str = ""


@dataclass
class Section:
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
    """Both as plan_words wrote them.

    Without `names` nobody reads, or reads a change of, who leads.
    """
    before = as_sent(earlier, names=names)
    after = as_sent(later, names=names)
    homes = {action.thread: (one, action) for one in before.priorities for action in one.actions}
    stays = {action.thread for one in after.priorities for action in one.actions}
    there = {one.thread: one for one in before.priorities}
    sections = [_whole(before, after)]
    sections += [_priority(there.get(one.thread), one, homes, stays) for one in after.priorities]
    kept = {one.thread for one in after.priorities}
    sections += [
        _priority(one, None, homes, stays) for one in before.priorities if one.thread not in kept
    ]
    return Comparison(sections)


def _whole(before: SentPlan, after: SentPlan) -> Section:
    rows = [
        _row(_("Title"), before.title, after.title),
        _row(_("From and until"), before.period, after.period),
        _row(_("Vision"), before.vision, after.vision),
        _row(_("What will stay"), before.legacy_statement, after.legacy_statement),
    ]
    return _section(_("The whole"), rows)


def _priority(
    before: SentPriority | None, after: SentPriority | None, homes: dict, stays: set[str]
) -> Section:
    was = before or SentPriority("", "", "", "")
    now = after or SentPriority("", "", "", "")
    rows = [
        _row(_("In their own words"), was.own_words, now.own_words),
        _row(_("The need"), was.need, now.need),
        _row(_("How they know"), was.how_we_know, now.how_we_know),
    ]
    rows += [_action(homes.get(action.thread), action, now.thread) for action in now.actions]
    rows += [
        _row(_("Action"), _said(action), "") for action in was.actions if action.thread not in stays
    ]
    return _section((after or before).own_words, rows, whole=(before, after))


def _action(earlier: tuple[SentPriority, SentAction] | None, action: SentAction, home: str) -> Row:
    if earlier is None:
        return _row(_("Action"), "", _said(action))
    row = _row(_("Action"), _said(earlier[1]), _said(action))
    if earlier[0].thread != home:
        row.aside = _("It stood under “%(words)s” before.") % {"words": earlier[0].own_words}
        row.change = CHANGED
    return row


def _said(action: SentAction) -> str:
    return f"{action.title}. {action.line}"


def _row(label: str, before: str, after: str) -> Row | None:
    """None where neither says anything."""
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
