"""The forms of a spend report: which half-year, its lines, a file, the sending, the answer, and
other themes for its lines.
"""

from collections.abc import Sequence
from datetime import date

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from areas.models import Area
from areas.places.exchange.columns import Bad
from bigstory.core.db.dated import today
from bigstory.core.files.letters import ONE_BYTE, Reading
from bigstory.core.files.spreadsheet import safe
from bigstory.kit.fields import Picks
from bigstory.kit.numbers.fields import PoundsField
from bigstory.kit.once import OnceForm
from bigstory.kit.words import LineField, WordsField
from partnerships.models import Organisation, SpendLine, SpendReport
from partnerships.money.exchange.columns import COLUMNS, Vocabulary, line_problem
from partnerships.money.exchange.spreadsheet import KEEP_TOTALS, LEAVE_OUT_TOTALS
from partnerships.money.forms.money import words_field

# The rules of each cell of a file hold for the rows of the form too.
READERS = {column.name: column.read for column in COLUMNS}
BLANK_ROWS = 4


def half_years(area: Area) -> list[date]:
    """First days of the half-years a report may be about, newest first."""
    first = (area.starts or area.programme.starts or date(2010, 1, 1)).year
    now = today()
    days = [date(year, month, 1) for year in range(now.year, first - 1, -1) for month in (7, 1)]
    return [day for day in days if day <= now]


class ReportForm(OnceForm):
    """Which half-year, and whose report it is."""

    half_year = forms.TypedChoiceField(
        label=_("Which half-year?"),
        coerce=date.fromisoformat,
        error_messages={
            "required": _("Choose the half-year."),
            "invalid_choice": _("Choose one from the list."),
        },
    )
    organisation = forms.ModelChoiceField(
        label=_("Who spent it?"),
        queryset=Organisation.objects.none(),
        empty_label=None,
        error_messages={
            "required": _("Choose who spent it."),
            "invalid_choice": _(
                "Choose one from the list: it holds, or held, the money of this area."
            ),
        },
    )

    def __init__(self, *args, area: Area, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        names = [
            (day.isoformat(), SpendReport(half_year=day).half_year_in_words)
            for day in half_years(area)
        ]
        self.fields["half_year"].choices = [("", _("Choose")), *names]
        self.fields["organisation"].queryset = organisations

    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("half_year", "organisation")}


class LineForm(forms.Form):
    """One row. A row in which nobody wrote anything is no line."""

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


class MarkForm(OnceForm):
    """Goes with the rows: `seen` is `mark_of` the lines their writer was looking at."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)


class UploadForm(OnceForm):
    """A file of lines, and whether it takes the place of those that are here."""

    file = forms.FileField(
        label=_("Your file"),
        widget=forms.FileInput({"accept": ".csv,text/csv"}),
        allow_empty_file=True,
        help_text=_("A CSV file, as any spreadsheet program saves."),
        error_messages={
            "required": _("Choose the file first."),
            "invalid": _("Choose the file first."),
            "max_length": _("The file's name is too long. Give it a shorter one."),
        },
    )
    instead = forms.ChoiceField(
        label=_("What about the lines that are here already?"),
        choices=[
            ("", _("Keep them, and add what is new in the file")),
            ("yes", _("The file takes their place")),
        ],
        required=False,
        widget=Picks(shape="one"),
    )
    letters = forms.ChoiceField(
        label=_("Which of these is written as it should be?"),
        choices=[(encoding, encoding) for encoding in ONE_BYTE],
        required=False,
        widget=Picks(shape="one"),
    )
    totals = forms.ChoiceField(
        label=_("What about these rows?"),
        choices=[
            (LEAVE_OUT_TOTALS, _("They add up other rows: leave them out")),
            (KEEP_TOTALS, _("They were paid for, like the others: take them in")),
        ],
        required=False,
        widget=Picks(shape="one"),
    )

    def offer(self, letters: Sequence[Reading]) -> None:
        """The ways a word of the file can be read."""
        self.fields["letters"].choices = [(way.encoding, way.example) for way in letters]


class SendForm(forms.Form):
    """The note that goes with a report; it may be empty where there are lines."""

    note = WordsField(
        label=_("A note to go with it"),
        required=False,
        max_length=2_000,
        rows=3,
        help_text=_("Anything unusual in this half-year. If nothing was spent, say so here."),
    )

    def __init__(self, *args, has_lines: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.has_lines = has_lines

    def clean_note(self):
        note = self.cleaned_data["note"]
        if not note and not self.has_lines:
            raise forms.ValidationError(
                _("There are no lines yet. Add them, or say here that nothing was spent.")
            )
        return note


class AnswerForm(forms.Form):
    """Local Trust's reply."""

    words = WordsField(
        label=_("Your reply"),
        max_length=5_000,
        help_text=_("What you read, a thank-you or one question. The area reads this."),
        error_messages={
            "required": _("Write a few words to the area. A reply is owed."),
        },
    )


class ThemeForm(OnceForm):
    """Another theme for the lines that were ticked."""

    theme = forms.ModelChoiceField(
        label=_("Their theme from now on"),
        queryset=None,
        error_messages={
            "required": _("Choose the theme."),
            "invalid_choice": _("Choose a theme from the list."),
        },
    )
    because = words_field(
        _("Why?"),
        longest=300,
        required=_("Say why in a few words. The earlier theme is kept beside it."),
    )
    field_order = ["theme", "because"]

    def __init__(self, *args, themes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["theme"].queryset = themes
