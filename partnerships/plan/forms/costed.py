"""The costed actions of a priority: rows of one page, some of them spare."""

import re
import uuid
from collections.abc import Iterable

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bigstory.kit.layout import Div, FormHelper
from bigstory.kit.marks import REMOVE, WHOLE
from bigstory.kit.numbers.fields import KindNumberField
from bigstory.kit.numbers.reading import Of
from bigstory.kit.two_editors import ComparedForm
from bigstory.kit.when import DayField
from bigstory.kit.words import LineField
from partnerships.models import Action
from partnerships.plan.actions.costed import Row
from partnerships.plan.forms.writing import refuse_odd_year

MOST_ROWS = 400
SPARE = 2
TYPED_FIELDS = ("title", "lead", "due", "cost")
# The name of each row's first field, by which the rows of a page are counted.
TITLE_NAME = re.compile(r"row([0-9]{1,5})-title")


class RowForm(ComparedForm):
    """One action. A row in which nothing was typed is spare, and asks for nothing."""

    helper = FormHelper(
        "title", Div("lead", "due", "cost", css_class="writing__small"), form_tag=False
    )

    title = LineField(label=gettext_lazy("What will you do?"), max_length=160, required=False)
    lead = LineField(label=gettext_lazy("Who leads?"), max_length=120, required=False)
    due = DayField(label=gettext_lazy("By when?"))
    cost = KindNumberField(
        label=gettext_lazy("What will it cost?"),
        of=Of.POUNDS,
        places=2,
        most=10_000_000,
        example="1,200",
    )
    remove = forms.BooleanField(label=gettext_lazy("Take this action out"), required=False)
    thread = forms.UUIDField(widget=forms.HiddenInput, required=False)
    # Threads of the actions that are stored already, as text.
    stored: frozenset[str] = frozenset()

    def clean_thread(self):
        # A row made by hand without a thread is taken as new rather than refused.
        return self.cleaned_data["thread"] or uuid.uuid4()

    def clean_due(self):
        return refuse_odd_year(self.cleaned_data["due"])

    def clean(self):
        data = super().clean()
        if data.get("title") or data.get("remove") or "title" in self.errors:
            return data
        if self.was_stored and not self.is_spare:
            self.add_error(
                "title",
                _("Say what you will do. To lose this action, tick “Take this action out”."),
            )
        elif self.was_stored:
            self.add_error(
                "title",
                _(
                    "This action has lost its words. Write them again, or tick “Take "
                    "this action out”."
                ),
            )
        elif not self.is_spare:
            self.add_error("title", _("Say in a few words what you will do."))
        return data

    def typed(self, name: str) -> str:
        """What was typed in a field of this row, before it was cleaned."""
        return (self.data.get(self.add_prefix(name)) or "").strip()

    @property
    def is_spare(self) -> bool:
        return not any(self.typed(name) for name in TYPED_FIELDS)

    @property
    def was_stored(self) -> bool:
        """Whether this row is an action already, perhaps one that was saved as somebody typed."""
        return str(self["thread"].value()) in self.stored

    def row(self) -> Row | None:
        """What can be saved of this row; None for a spare one, or one that needs putting right."""
        if self.errors or (self.is_spare and not self.cleaned_data["remove"]):
            return None
        if self.keeps_theirs(WHOLE) or self.keeps_theirs(REMOVE):
            return None
        data = self.cleaned_data
        return Row(
            thread=data["thread"],
            title=data["title"],
            lead=data["lead"],
            due=data["due"],
            cost=data["cost"] or 0,
            remove=data["remove"],
            theirs=frozenset(name for name in TYPED_FIELDS if self.keeps_theirs(name)),
        )


class Rows:
    """All rows of a page, however many were sent (up to MOST_ROWS).

    They are counted by their titles, so a made-up number makes no more rows than were sent.
    """

    def __init__(self, forms: list[RowForm], *, bound: bool):
        self.forms = forms
        self.is_bound = bound

    @classmethod
    def of(cls, actions: Iterable[Action], *, spare: int = SPARE) -> "Rows":
        """The rows of a page that is opened: the stored actions, and some spare rows."""
        rows = [
            RowForm(prefix=f"row{n}", initial=initial_of(action))
            for n, action in enumerate(actions)
        ]
        for row in rows:
            row.stored = frozenset([str(row.initial["thread"])])
        return cls([*rows, *_spare_rows(len(rows), spare)], bound=False)

    @classmethod
    def sent(cls, data, *, stored: Iterable[Action] = ()) -> "Rows":
        """The rows as somebody sent them; `stored` are the actions there are already."""
        matches = filter(None, map(TITLE_NAME.fullmatch, data))
        numbers = sorted({int(match[1]) for match in matches})[:MOST_ROWS]
        rows = [RowForm(data, prefix=f"row{n}") for n in numbers]
        threads = frozenset(str(action.thread) for action in stored)
        for row in rows:
            row.stored = threads
        return cls(rows, bound=True)

    def with_spare(self, count: int = SPARE) -> "Rows":
        """The same page with more rows to fill in, and nothing typed lost."""
        after = max((int(form.prefix[3:]) for form in self.forms), default=-1) + 1
        return Rows([*self.forms, *_spare_rows(after, count)], bound=self.is_bound)

    def __iter__(self):
        return iter(self.forms)

    def is_valid(self) -> bool:
        return all(form.is_valid() for form in self.forms)

    def rows(self) -> list[Row]:
        """What can be saved; of two rows that claim to be the same action the first counts."""
        by_thread = {}
        for form in self.forms:
            row = form.row() if form.is_bound else None
            if row:
                by_thread.setdefault(row.thread, row)
        return list(by_thread.values())

    def begun(self) -> list[Row]:
        """Stored actions of which nothing is left on the page, each to be taken out."""
        threads = [form.typed("thread") for form in self.forms if form.is_spare]
        return [
            Row(uuid.UUID(thread), title="", remove=True)
            for thread in threads
            if thread in self.forms[0].stored
        ]

    # The summary of problems (components/errors.html) reads these four of every form.
    def non_field_errors(self) -> list:
        return []

    def hidden_fields(self) -> list:
        return [field for form in self.forms if form.is_bound for field in form.hidden_fields()]

    def visible_fields(self) -> list:
        return [field for form in self.forms if form.is_bound for field in form.visible_fields()]

    @property
    def errors(self) -> dict:
        return {form.prefix: form.errors for form in self.forms if form.is_bound and form.errors}


def initial_of(action: Action) -> dict:
    """What a row shows first."""
    return {
        "title": action.title,
        "lead": action.lead,
        "due": action.due,
        "cost": pounds(action.cost),
        "thread": action.thread,
    }


def pounds(cost) -> str:
    """A cost as people type it: 1200, 12.50; empty where it costs nothing."""
    return "" if not cost else f"{cost:.2f}".removesuffix(".00")


def _spare_rows(after: int, count: int) -> list[RowForm]:
    return [
        RowForm(prefix=f"row{after + n}", initial={"thread": uuid.uuid4()}) for n in range(count)
    ]


def action_line(action: Action) -> str:
    """One action on one line, as it is stored."""
    parts = [
        action.title,
        action.lead and _("%(name)s leads") % {"name": action.lead},
        action.due and _("by %(day)s") % {"day": date_format(action.due)},
        action.cost and f"£{pounds(action.cost)}",
    ]
    return " · ".join(part for part in parts if part)
