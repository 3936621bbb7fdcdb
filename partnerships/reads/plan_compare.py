"""Two versions of a plan side by side.

What has the same thread is the same thing, in whichever plan it stands.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from partnerships.reads.plan_sent import SentAction, SentPlan, SentPriority, as_sent
from partnerships.reads.word_diff import Piece, diff

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
