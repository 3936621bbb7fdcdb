"""Two people wrote the same piece of a plan: what differs, and what the later one chooses.

Both texts are shown, and the later one chooses, part by part. Theirs stays as it is stored; mine
stands in a box, so that the two can be made into one.
"""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from partnerships.models import Action
from partnerships.plan.actions.costed import Row
from partnerships.plan.forms.costed import RowForm, Rows, pounds
from partnerships.plan.forms.writing import MarkedForm
from partnerships.plan.queries.marks import digest, texts_of

MINE = "mine"
THEIRS = "theirs"
BOTH = "both"
# Before the name of a field or row: the choice that was made there.
KEEP = "keep_"


@dataclass
class PieceDifference:
    """One part in two versions. `field` is the box with mine; `keep` is the choice marked first."""

    field: forms.BoundField
    theirs: str
    keep: str

    @property
    def name(self) -> str:
        return KEEP + self.field.name

    @property
    def long(self) -> bool:
        """Whether both can be kept: long words can stand one after the other; a title or a day
        cannot.
        """
        return isinstance(self.field.field.widget, forms.Textarea)


@dataclass
class RowDifference:
    """One action in two versions. `theirs` is None where they took it out; `removes` where I want
    it out.
    """

    form: RowForm
    theirs: Action | None
    keep: str
    removes: bool

    @property
    def name(self) -> str:
        return f"{KEEP}{self.form.prefix}"


# --- words: a plan's own, or a priority's ---


def is_choice(data: QueryDict) -> bool:
    """Whether a post comes from the page where somebody chose."""
    return any(name.startswith(KEEP) for name in data)


def with_both(data: QueryDict, stored: dict) -> QueryDict:
    """What was sent, with theirs before mine wherever both were chosen."""
    both = [
        name for name in stored if data.get(KEEP + name) == BOTH and isinstance(stored[name], str)
    ]
    if not both:
        return data
    data = data.copy()
    for name in both:
        data[name] = "\n\n".join(part for part in (stored[name], data.get(name, "")) if part)
    return data


def without_theirs(values: dict, data: QueryDict) -> dict:
    """The values to save: not those where theirs was chosen."""
    return {name: value for name, value in values.items() if data.get(KEEP + name) != THEIRS}


def differences(
    form: MarkedForm, values: dict, stored: dict, before: dict | None
) -> list[PieceDifference]:
    """The parts in which the `values` of a form differ from what is stored.

    `before` is what its writer first saw: for what they left alone, theirs is marked first.
    """
    parts = []
    for name, value in values.items():
        if value != stored[name]:
            left_alone = before is not None and before[name] == value
            keep = THEIRS if left_alone else MINE
            parts.append(PieceDifference(form[name], _as_text(stored[name]), keep))
    return parts


def _as_text(value) -> str:
    if isinstance(value, date):
        return date_format(value)
    return value or ""


# --- the costed actions of a priority ---


def row_differences(rows: Rows, chosen: list[Row], stored: list[Action]) -> list[RowDifference]:
    """The actions both people touched.

    What is new on either side is no difference: all of it stays.
    """
    stored_by_thread = {action.thread: action for action in stored}
    chosen_by_thread = {row.thread: row for row in chosen}
    pairs = []
    for form in rows:
        row = chosen_by_thread.get(form.cleaned_data["thread"])
        theirs = stored_by_thread.get(row.thread) if row else None
        if row is None or not _disagree(form, row, theirs):
            continue
        left_alone = digest(row.texts()) == form.typed("was")
        keep = THEIRS if left_alone or row.remove else MINE
        pairs.append(RowDifference(form, theirs, keep, row.remove))
    return pairs


def _disagree(form: RowForm, row: Row, theirs: Action | None) -> bool:
    if theirs is None:
        return bool(form.typed("was")) and not row.remove
    if row.remove:
        return digest(texts_of(theirs)) != form.typed("was")
    return texts_of(theirs) != row.texts()


def chosen_rows(rows: Rows, data: QueryDict) -> list[Row]:
    """The rows to save: not those where theirs was chosen."""
    theirs = {
        form.cleaned_data["thread"] for form in rows if data.get(KEEP + form.prefix) == THEIRS
    }
    return [row for row in rows.rows() if row.thread not in theirs]


def action_line(action: Action) -> str:
    """One action on one line, as it is stored."""
    parts = [
        action.title,
        action.lead and _("%(name)s leads") % {"name": action.lead},
        action.due and _("by %(day)s") % {"day": date_format(action.due)},
        action.cost and f"£{pounds(action.cost)}",
    ]
    return " · ".join(part for part in parts if part)
