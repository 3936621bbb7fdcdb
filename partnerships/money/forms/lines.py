"""The lines of a spend report as rows of a form, and the mark that goes with them."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from bigstory.core.files.spreadsheet import safe
from bigstory.core.moving.columns import Bad
from bigstory.kit.layout import Div, FormHelper
from bigstory.kit.marks import REMOVE, WHOLE
from bigstory.kit.numbers.fields import PoundsField
from bigstory.kit.once import OnceForm
from bigstory.kit.two_editors import ComparedForm, MarkedForm
from bigstory.kit.words import LineField
from partnerships.models import SpendLine
from partnerships.money.actions.reports import LINE_COLUMNS
from partnerships.money.exchange.columns import COLUMNS, Vocabulary, line_problem

# The rules of each cell of a file hold for the rows of the form too.
READERS = {column.name: column.read for column in COLUMNS}
BLANK_ROWS = 4


class LineForm(ComparedForm):
    """One row. A row in which nobody wrote anything is no line."""

    asked_by = {
        "priority_id": ("priority",),
        "theme_id": ("theme",),
        "corrects_id": ("corrects",),
        "amount": ("amount", "corrects"),
        REMOVE: ("gone",),
    }
    kept_with = {"corrects_id": "amount"}

    id = forms.IntegerField(required=False, widget=forms.HiddenInput, max_value=2**62)
    heading = LineField(label=_("What it was for"), required=False, max_length=1_000)
    amount = PoundsField(
        label=_("Pounds"),
        required=False,
        below_nothing=True,
        sign=False,
    )
    priority = forms.ChoiceField(label=_("Which need"), required=False)
    theme = forms.ChoiceField(label=_("Shared theme"), required=False)
    note = LineField(label=_("Note"), required=False, max_length=1_000)
    corrects = LineField(label=_("Corrects line"), required=False, max_length=40)
    gone = forms.BooleanField(label=_("Take this line out"), required=False)

    def __init__(self, *args, vocabulary: Vocabulary, choices: dict, **kwargs):
        super().__init__(*args, **kwargs)
        self.vocabulary = vocabulary
        for name in ("priority", "theme"):
            self.fields[name].choices = choices[name]
        self.fields["corrects"].widget.attrs["inputmode"] = "numeric"

    def _read(self, name: str, cell: str):
        """The value of a cell, by the rules of a file.

        Words typed by hand may start with any sign.
        """
        cell = safe(cell) if name in ("heading", "note") else cell
        try:
            return READERS[name](cell, self.vocabulary)
        except Bad as why:
            raise forms.ValidationError(capfirst(f"{self.fields[name].label} {why}.")) from None

    @property
    def helper(self) -> FormHelper:
        """Only a line that is there can be taken out."""
        is_there = self.initial.get("id") or self["id"].value()
        end = [Div("gone", css_class="rows__end")] if is_there else []
        asked = ("heading", "amount", "priority", "note", "corrects", "theme")
        return FormHelper(*asked, *end, form_tag=False)

    @property
    def is_blank(self) -> bool:
        """Whether nobody wrote anything in the row."""
        return not any(
            self.data.get(self.add_prefix(name), "").strip()
            for name in ("heading", "amount", "note")
        )

    def clean_note(self):
        return self._read("note", self.cleaned_data["note"])

    def clean_corrects(self):
        return self._read("corrects", self.cleaned_data["corrects"].strip())

    def clean(self):
        data = super().clean()
        if data.get("gone") or self.is_blank and not data.get("id"):
            return {"id": data.get("id"), "gone": True}
        self._clean_heading(data)
        if data.get("amount") is None and "amount" not in self.errors:
            self.add_error("amount", _now("Write how much it was, such as 1,234.50."))
        if not self.errors and (why := line_problem(data)):
            self.add_error("corrects", capfirst(f"{why}."))
        data["priority"] = self.vocabulary.priorities.get(data.get("priority"))
        data["theme"] = self.vocabulary.themes.get(data.get("theme"))
        return data

    def _clean_heading(self, data: dict) -> None:
        """In `clean`, because a row that goes needs no heading."""
        if not data.get("heading"):
            self.add_error("heading", _now("Write what it was for."))
            return
        try:
            data["heading"] = self._read("heading", data["heading"])
        except forms.ValidationError as why:
            self.add_error("heading", why)

    def full_clean(self):
        """A row that goes, or holds nothing, has no mistakes worth saying."""
        super().full_clean()
        if self.is_bound and (self.data.get(self.add_prefix("gone")) or self._is_empty_new()):
            self._errors.clear()
            self.cleaned_data = {"id": self.cleaned_data.get("id"), "gone": True}

    def _is_empty_new(self) -> bool:
        return self.is_blank and not self.data.get(self.add_prefix("id"))

    def row(self) -> dict | None:
        """The row to save; None where somebody keeps the line as it is stored."""
        if self.keeps_theirs(WHOLE) or self.keeps_theirs(REMOVE):
            return None
        theirs = {name for name in LINE_COLUMNS if self.keeps_theirs(name)}
        return self.cleaned_data | {"theirs": theirs}

    def readable(self, part, value) -> str:
        named = {
            "priority_id": self.vocabulary.priorities.values(),
            "theme_id": self.vocabulary.themes.values(),
        }
        if part in named and value:
            return next((str(one) for one in named[part] if one.pk == value), str(value))
        return f"£{value:,.2f}" if part == "amount" else super().readable(part, value)


def choices_of(vocabulary: Vocabulary) -> dict:
    """What the rows may choose from, by the keys of the vocabulary."""
    needs = [(key, need.own_words) for key, need in reversed(vocabulary.priorities.items())]
    themes = {theme.pk: (theme.slug, theme.name) for theme in vocabulary.themes.values()}
    return {
        "priority": [("", _("No need named")), *needs],
        "theme": [("", _("No theme yet")), *themes.values()],
    }


def initial_of(line: SpendLine, vocabulary: Vocabulary) -> dict:
    """`initial` of the row of a stored line."""
    by_pk = {need.pk: key for key, need in vocabulary.priorities.items()}
    by_thread = {need.thread: key for key, need in vocabulary.priorities.items()}
    need = line.priority and (by_pk.get(line.priority_id) or by_thread.get(line.priority.thread))
    return {
        "id": line.pk,
        "heading": line.heading,
        "amount": f"{line.amount:,.2f}",
        "priority": need or "",
        "theme": line.theme.slug if line.theme else "",
        "note": line.note,
        "corrects": line.corrects_id or "",
    }


class MarkForm(MarkedForm, OnceForm):
    """Goes with the rows: the mark of the lines their writer was looking at."""
