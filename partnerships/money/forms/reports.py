"""The forms of a spend report: which half-year, its lines, a file, the sending, the answer, and
other themes for its lines.
"""

from datetime import date

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from areas.desk.forms.letters import ask_button
from areas.models import Area
from bigstory.core.db.dated import today
from bigstory.core.files.letters import ONE_BYTE
from bigstory.core.files.workbooks.read import Sheet
from bigstory.core.text.sides import with_names
from bigstory.kit.fields import Picks
from bigstory.kit.layout import ButtonHolder, FormHelper, Section, Submit
from bigstory.kit.once import OnceForm
from bigstory.kit.words import WordsField
from partnerships.models import Organisation, SpendReport
from partnerships.money.exchange.reading import Asked, Question
from partnerships.money.exchange.spreadsheet import KEEP, LEAVE_OUT
from partnerships.money.forms.money import with_a_button, words_field
from partnerships.organisations.queries.holding import held_between, holders

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def half_years(area: Area) -> list[date]:
    """First days of the half-years a report may be about, newest first."""
    first = (area.starts or area.programme.starts or date(2010, 1, 1)).year
    now = today()
    days = [date(year, month, 1) for year in range(now.year, first - 1, -1) for month in (7, 1)]
    return [day for day in days if day <= now]


class ReportForm(OnceForm):
    """Which half-year, and whose report it is."""

    helper = with_a_button(_("Open the report"))

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

    def __init__(self, *args, area: Area, **kwargs):
        super().__init__(*args, **kwargs)
        self.area = area
        names = [
            (day.isoformat(), SpendReport(half_year=day).half_year_in_words)
            for day in half_years(area)
        ]
        self.fields["half_year"].choices = [("", _("Choose")), *names]
        self.fields["organisation"].queryset = holders(area)

    def clean(self):
        data = super().clean()
        half_year, organisation = data.get("half_year"), data.get("organisation")
        if half_year and organisation:
            last = SpendReport(half_year=half_year).last_day
            if not held_between(self.area, organisation, half_year, last):
                sentence = gettext("%(name)s did not hold the money in that half-year.")
                self.add_error("organisation", with_names(sentence, name=organisation))
        return data

    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("half_year", "organisation")}


class SheetField(forms.ChoiceField):
    """Which sheets there are, only the file says."""

    def valid_value(self, value: str) -> bool:
        return True


class UploadForm(OnceForm):
    """A file of lines, and whether it takes the place of those that are here."""

    file = forms.FileField(
        label=_("Your file"),
        widget=forms.FileInput({"accept": f".xlsx,{XLSX},.csv,text/csv"}),
        allow_empty_file=True,
        help_text=_("A spreadsheet (XLSX) or CSV. We read what a formula comes to."),
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
    sheet = SheetField(
        label=_("Which sheet is this half-year’s spending on?"),
        required=False,
        widget=Picks(shape="one"),
    )
    hidden = forms.ChoiceField(
        label=_("What about the hidden rows?"),
        choices=[
            (LEAVE_OUT, _("Leave them out")),
            (KEEP, _("They were paid for, like the others: take them in")),
        ],
        required=False,
        widget=Picks(shape="one"),
    )
    totals = forms.ChoiceField(
        label=_("What about these rows?"),
        choices=[
            (LEAVE_OUT, _("They add up other rows: leave them out")),
            (KEEP, _("They were paid for, like the others: take them in")),
        ],
        required=False,
        widget=Picks(shape="one"),
    )

    def ask(self, asked: Asked | None, *, has_lines: bool) -> None:
        """Show the question about the file, if there is one, and carry on what was said before.

        Which letters and which sheet a mended file needs too; rows are asked about in each.
        """
        question = asked.question if asked else None
        said = [Question.LETTERS, Question.SHEET]
        if question == Question.TOTALS:
            said.append(Question.HIDDEN)
        for name in said:
            if name != question and self[name].value():
                self.fields[name].widget = forms.HiddenInput()
        if asked:
            self._offer(asked)
        shown = ["file", *(["instead"] if has_lines else []), *([question] if question else [])]
        button = Submit(_("Take in the file"), css_class="btn btn--big")
        self.helper = FormHelper(*shown, ButtonHolder(button))

    def _offer(self, asked: Asked) -> None:
        """The ways a word of the file can be read, or the sheets that have rows."""
        if asked.question == Question.LETTERS:
            self.fields["letters"].choices = [(way.encoding, way.example) for way in asked.found]
        if asked.question == Question.SHEET:
            self.fields["sheet"].choices = [(sheet.name, _seen(sheet)) for sheet in asked.found]


def _seen(sheet: Sheet) -> str:
    return gettext("%(name)s (hidden)") % {"name": sheet.name} if sheet.hidden else sheet.name


class SendForm(forms.Form):
    """The note that goes with a report; it may be empty where there are lines."""

    helper = FormHelper(
        "note", ButtonHolder(Submit(_("Send this report"), css_class="btn btn--big"))
    )

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

    helper = FormHelper(
        "words", ButtonHolder(Submit(_("Send this reply")), ask_button()), autosave=True
    )

    words = WordsField(
        label=_("Your reply"),
        max_length=5_000,
        help_text=_("What you read, a thank-you or one question. The area reads this."),
        error_messages={
            "required": _("Write a few words to the area. A reply is owed."),
        },
    )


class ThemeForm(OnceForm):
    """Another theme for the lines that were ticked: one form with them, whose tag the page has."""

    helper = FormHelper(
        Section(
            _("Give the ticked lines another theme"),
            "theme",
            "because",
            ButtonHolder(Submit(_("Give them this theme"))),
            css_id="theme",
        ),
        form_tag=False,
    )

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
