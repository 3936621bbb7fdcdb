"""Two people wrote the same piece of a plan.

Both texts are shown, and the later one chooses, part by part.

What is theirs stays as it is stored; what is mine stands in a box, so that the two can be made into
one.
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
KEEP = "keep_"


@dataclass
class PieceDifference:
    """One part in two versions. `field` is the box with mine; `keep` is what is chosen until
    somebody says.
    """

    field: forms.BoundField
    theirs: str
    keep: str

    @property
    def name(self) -> str:
        return KEEP + self.field.name

    @property
    def long(self) -> bool:
        """Long words can stand one after the other; a title or a day cannot."""
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


def chose(data: QueryDict) -> bool:
    """Whether a post comes from the page where somebody chose."""
    return any(name.startswith(KEEP) for name in data)


def with_both(data: QueryDict, stored: dict) -> QueryDict:
    """What was sent, with theirs before mine wherever both were wanted."""
    both = [
        name for name in stored if data.get(KEEP + name) == BOTH and isinstance(stored[name], str)
    ]
    if not both:
        return data
    data = data.copy()
    for name in both:
        data[name] = "\n\n".join(part for part in (stored[name], data.get(name, "")) if part)
    return data


def mine_only(values: dict, data: QueryDict) -> dict:
    """Without what is to stay as somebody else saved it."""
    return {name: value for name, value in values.items() if data.get(KEEP + name) != THEIRS}


def differences(
    form: MarkedForm, values: dict, stored: dict, before: dict | None
) -> list[PieceDifference]:
    """The parts in which a valid form differs from what is stored. `before` is what its writer
    first saw: what they left alone is theirs until somebody says otherwise.
    """
    found = []
    for name, value in values.items():
        if value != stored[name]:
            left_alone = before is not None and before[name] == value
            found.append(
                PieceDifference(form[name], _say(stored[name]), THEIRS if left_alone else MINE)
            )
    return found


def row_differences(rows: Rows, kept: list[Row], stored: list[Action]) -> list[RowDifference]:
    """The actions both people touched.

    What is new on either side is no difference: all of it stays.
    """
    now = {action.thread: action for action in stored}
    wanted = {row.thread: row for row in kept}
    found = []
    for form in rows:
        row = wanted.get(form.cleaned_data["thread"])
        theirs = now.get(row.thread) if row else None
        if row is None or not _disagree(form, row, theirs):
            continue
        left_alone = digest(row.texts()) == form.typed("was")
        keep = THEIRS if left_alone or row.remove else MINE
        found.append(RowDifference(form, theirs, keep, row.remove))
    return found


def _disagree(form: RowForm, row: Row, theirs: Action | None) -> bool:
    if theirs is None:
        return bool(form.typed("was")) and not row.remove
    if row.remove:
        return digest(texts_of(theirs)) != form.typed("was")
    return texts_of(theirs) != row.texts()


def rows_kept(rows: Rows, data: QueryDict) -> list[Row]:
    """The rows to save: not those where theirs was chosen."""
    left = {form.cleaned_data["thread"] for form in rows if data.get(KEEP + form.prefix) == THEIRS}
    return [row for row in rows.rows() if row.thread not in left]


def in_words(action: Action) -> str:
    """One action on one line, as it is stored."""
    parts = [
        action.title,
        action.lead and _("%(name)s leads") % {"name": action.lead},
        action.due and _("by %(day)s") % {"day": date_format(action.due)},
        action.cost and f"£{pounds(action.cost)}",
    ]
    return " · ".join(part for part in parts if part)


def _say(value) -> str:
    if isinstance(value, date):
        return date_format(value)
    return value or ""
