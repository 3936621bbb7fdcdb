"""The file, how it is read, and which of its headings goes where."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bigstory.core.moving.columns import About, Bad, Column
from bigstory.core.moving.matching import Heading
from bigstory.core.moving.models import SentFile
from bigstory.core.moving.nouns import NOUNS, Noun
from bigstory.kit.fields import Picks
from bigstory.kit.layout import ButtonHolder, FormHelper, PlainField, Section, Submit, Text
from bigstory.kit.once import OnceForm
from bigstory.kit.words import LineField

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KEEP, LEAVE_OUT = "keep", "out"


class FileForm(OnceForm):
    """One spreadsheet."""

    helper = FormHelper("file", ButtonHolder(Submit(_("Send the file"), css_class="btn btn--big")))

    file = forms.FileField(
        label=_("Your file"),
        widget=forms.FileInput({"accept": f".xlsx,{XLSX},.csv,text/csv"}),
        help_text=_("XLSX or CSV, as you keep it. You see what would become of each row first."),
        error_messages={
            "required": _("Choose the file first."),
            "invalid": _("Choose the file first."),
            "empty": _("There is nothing in this file. Choose another."),
            "max_length": _("The file's name is too long. Give it a shorter one."),
        },
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > settings.MOVING_MOST_BYTES:
            most = {"n": settings.MOVING_MOST_BYTES // 1024 // 1024}
            raise forms.ValidationError(
                gettext("The file is larger than %(n)s MB. Send it in several files.") % most
            )
        return file


class LookForm(forms.Form):
    """Where in the file the rows stand: sheet, letters, row of headings. Only what is open."""

    def __init__(self, *args, file: SentFile, **kwargs):
        super().__init__(*args, **kwargs)
        found, chosen = file.found, file.chosen
        if found.get("sheets"):
            sheets = [(name, _seen(name, hidden)) for name, hidden in found["sheets"]]
            self._ask("sheet", _("Which sheet?"), sheets, chosen.get("sheet"))
        if found.get("letters"):
            ways = [(way, example) for way, example in found["letters"]]
            label = _("Which of these is written as it should be?")
            self._ask("letters", label, ways, chosen.get("letters") or ways[0][0])
        rows = [(str(number), _row(number, words)) for number, words in found.get("first", ())]
        self._ask("heading_row", _("Which row has the headings?"), rows, found["heading_row"])
        button = Submit(_("Read it like this"), name="look", css_class="btn btn--quiet")
        self.helper = FormHelper(*self.fields, ButtonHolder(button))

    def _ask(self, name: str, label, choices, initial) -> None:
        widget = Picks(shape="one") if name != "heading_row" else forms.Select()
        self.fields[name] = forms.ChoiceField(
            label=label, choices=choices, initial=initial, widget=widget
        )

    def chosen(self, file: SentFile) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        return {**data, "heading_row": int(data["heading_row"]), "said": sorted(data)}


def _seen(name: str, hidden: bool) -> str:
    return gettext("%(name)s (hidden)") % {"name": name} if hidden else name


def _row(number: int, words: str) -> str:
    return gettext("Row %(n)s: %(words)s") % {"n": number, "words": words[:80]}


class MatchForm(forms.Form):
    """For each heading of the file its column, and one value for all rows where there is none."""

    def __init__(self, *args, file: SentFile, **kwargs):
        super().__init__(*args, **kwargs)
        self.file = file
        self.noun: Noun = NOUNS[file.noun]
        self.headings = [
            heading for each in file.found["headings"] if not (heading := Heading(**each)).is_ours
        ]
        choices = [("", gettext("Leave it out")), *((c.name, c.name) for c in self.noun.columns)]
        for heading in self.headings:
            self._ask_heading(heading, choices)
        self._ask_hidden()
        missing = [column for column in self.noun.columns if column.needed]
        matched = set(self._matched().values())
        # What was typed for a column stands there still when a heading goes there too.
        self.asked = [
            column
            for column in missing
            if column.name not in matched or self.data.get(f"fixed_{column.name}")
        ]
        for column in self.asked:
            self._ask_fixed(column)
        self.helper = FormHelper(*self._parts())

    def _ask_heading(self, heading: Heading, choices) -> None:
        self.fields[f"column_{heading.place}"] = forms.ChoiceField(
            label=heading.words
            or gettext("Column %(n)s, without a heading") % {"n": heading.place + 1},
            help_text=" · ".join(heading.samples) or gettext("Nothing below it."),
            choices=choices,
            initial=self.file.chosen.get("columns", {}).get(str(heading.place), ""),
            required=False,
        )

    def _ask_hidden(self) -> None:
        if not self.file.found.get("hidden"):
            return
        self.fields["hidden"] = forms.ChoiceField(
            label=gettext("%(n)s rows are hidden in your spreadsheet. What about them?")
            % {"n": self.file.found["hidden"]},
            choices=[(LEAVE_OUT, _("Leave them out")), (KEEP, _("Take them in like the others"))],
            initial=self.file.chosen.get("hidden"),
            widget=Picks(shape="one"),
            error_messages={"required": _("Say what to do with the hidden rows.")},
        )

    def _ask_fixed(self, column: Column) -> None:
        self.fields[f"fixed_{column.name}"] = LineField(
            label=gettext("“%(column)s”, the same for every row") % {"column": column.name},
            help_text=column.say,
            initial=self.file.chosen.get("fixed", {}).get(column.name, ""),
            required=False,
            max_length=200,
        )

    def _matched(self) -> dict[str, str]:
        """The column of each place, as sent, else as it was matched."""
        if not self.is_bound:
            return self.file.chosen.get("columns", {})
        names = {str(heading.place): f"column_{heading.place}" for heading in self.headings}
        return {p: value for p, name in names.items() if (value := self.data.get(name))}

    def _parts(self) -> list[Any]:
        headings = [PlainField(f"column_{heading.place}") for heading in self.headings]
        parts = [Section(_("Your headings"), *headings, css_id="headings", css_class="matches")]
        if self.asked:
            fixed = [f"fixed_{column.name}" for column in self.asked]
            words = Text(
                _(
                    "These are needed, and no heading goes there. Match one above, or write "
                    "what holds for every row."
                )
            )
            parts.append(Section(_("Not in your file"), words, *fixed, css_id="fixed"))
        if "hidden" in self.fields:
            parts.append("hidden")
        parts.append(ButtonHolder(Submit(_("Rehearse it"), css_class="btn btn--big")))
        return parts

    def clean(self):
        data = super().clean()
        taken: dict[str, str] = {}
        for heading in self.headings:
            name = data.get(f"column_{heading.place}")
            if name and name in taken:
                words = {"column": name, "other": taken[name]}
                why = gettext("“%(other)s” goes into %(column)s already. Choose one.") % words
                self.add_error(f"column_{heading.place}", why)
            elif name:
                taken[name] = heading.words
        self._check_fixed(data)
        return data

    def _check_fixed(self, data) -> None:
        about = About(self.noun.vocabulary(), frozenset(self.file.chosen.get("habits", ())))
        for column in self.asked:
            name = f"fixed_{column.name}"
            words = data.get(name, "")
            if not words:
                why = gettext("Say under which heading “%(column)s” stands, or write it here.")
                self.add_error(name, why % {"column": column.name})
                continue
            if column.name in self._matched().values():
                why = gettext("A heading goes there too. Leave one of the two empty.")
                self.add_error(name, why)
                continue
            try:
                column.read(words, about)
            except Bad as why:
                self.add_error(name, f"{column.name} {why}.")

    def chosen(self) -> dict[str, Any]:
        """All that is known of how to read the file by now."""
        data = self.cleaned_data
        columns = {
            str(heading.place): name
            for heading in self.headings
            if (name := data.get(f"column_{heading.place}"))
        }
        fixed = {column.name: data[f"fixed_{column.name}"] for column in self.asked}
        return {**self.file.chosen, "columns": columns, "fixed": fixed} | {
            "hidden": data.get("hidden", "")
        }
