"""The questions about a decision, four to send and the rest folded away; and the filters of the
book.
"""

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from areas.models import Area
from areas.programme.queries import Words
from bigstory.core.db.dated import today
from bigstory.kit.fields import Picks
from bigstory.kit.filters import AddressFilter, search_box
from bigstory.kit.layout import (
    ButtonHolder,
    Div,
    Fold,
    FormHelper,
    PlainField,
    Submit,
    Text,
)
from bigstory.kit.numbers.fields import KindNumberField
from bigstory.kit.numbers.reading import Of
from bigstory.kit.once import OnceForm
from bigstory.kit.two_editors import MarkedForm, mark_of
from bigstory.kit.when import DayField, refuse_far_days
from bigstory.kit.words import LineField, WordsField
from partnerships.decisions.forms.room import RoomForm, heads_field, room_fieldset
from partnerships.decisions.queries import MAJORITY, NO_MAJORITY, NOT_NOTED, in_room
from partnerships.models import Decision, Meeting

ROOM = Decision.ROOM
# The fields of a Decision, in the order of the page. `values()` gives exactly these.
FIELDS = (
    "title",
    "on",
    "raised_by",
    "decided_by",
    "raised_by_name",
    "options",
    "because",
    *ROOM,
    "pounds",
    "meeting",
)
QUESTIONS = (
    *("title", "on", "raised_by", "decided_by"),
    Div(
        Fold(
            _("Why, and what else"),
            PlainField("because", "options", "raised_by_name"),
            hint=_("if you know"),
        ),
        Fold(
            _("Who was in the room"),
            room_fieldset(ROOM),
            hint=_("how many of each"),
        ),
        Fold(_("Pounds and meeting"), PlainField("pounds", "meeting"), hint=_("if any")),
        css_class="folds",
    ),
)
ROOM_FILTERS = [
    (MAJORITY, _("More residents than others")),
    (NO_MAJORITY, _("As many others, or more")),
    (NOT_NOTED, _("Nobody noted who was there")),
]


def _words_field(label: str, hint: str) -> WordsField:
    return WordsField(label=label, help_text=hint, max_length=10_000, required=False, rows=3)


class DecisionForm(RoomForm, forms.Form):
    """A plain form, so that numbers are read as people type them.

    `meetings` are those the decision may belong to.
    """

    room = ROOM

    title = LineField(
        label=_("What was decided?"),
        max_length=200,
        help_text=_("One sentence, such as “To keep the café open on Saturdays until Easter”."),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": _(
                "Say in a sentence what was decided, such as “To keep the café open on Saturdays”."
            ),
            "max_length": _(
                "Keep it to one sentence of %(limit_value)d letters; why and what else "
                "can go below."
            ),
        },
    )
    on = DayField(label=_("When?"), initial=today)
    raised_by = forms.ChoiceField(
        label=_("Who raised it?"),
        choices=Decision.RaisedBy.choices,
        widget=Picks(shape="three"),
        error_messages={"required": _("Say who raised it first. Your best guess will do.")},
    )
    decided_by = forms.ChoiceField(
        label=_("Who decided?"),
        choices=Decision.DecidedBy.choices,
        widget=Picks(shape="one"),
        error_messages={"required": _("Say who decided.")},
    )
    raised_by_name = LineField(
        label=_("The name of who raised it"),
        max_length=80,
        required=False,
        help_text=_("Only if they like. A first name is enough. Evaluators do not see it."),
    )
    options = _words_field(
        _("What else could have been done?"), _("“Close in winter, or ask the school for a room.”")
    )
    because = _words_field(_("Why this?"), _("So that whoever comes after you can follow it."))
    residents = heads_field(_("Residents"))
    workers = heads_field(_("Paid workers"))
    lto_people = heads_field(_("People of the LTO"))
    reps = heads_field(_("The Rep"))
    councillors = heads_field(_("Councillors"))
    others = heads_field(_("Others"))
    pounds = KindNumberField(
        label=_("Pounds agreed"),
        of=Of.POUNDS,
        places=2,
        most=10_000_000,
        example="1,200",
    )
    meeting = forms.ModelChoiceField(
        label=_("At which meeting?"),
        queryset=Meeting.objects.none(),
        required=False,
        empty_label=_("None, or not written down here"),
        error_messages={
            "invalid_choice": _("That is not one of your meetings. Choose one from the list.")
        },
    )

    def __init__(self, *args, area: Area, meetings, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = meetings
        words = Words(area.programme.words)
        # The programme has its own words for the LTO and the Rep.
        labels = {"lto": _("The %(lto)s") % words, "rep": _("The %(rep)s") % words}
        self.fields["raised_by"].choices = [
            (value, labels.get(value, label)) for value, label in Decision.RaisedBy.choices
        ]
        self.word_room(words)

    def clean_title(self):
        return " ".join(self.cleaned_data["title"].split())

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day is None:
            raise forms.ValidationError(_("Choose the day it was decided."))
        refuse_far_days(day, now=today())
        return day

    def clean_options(self):
        # Browsers send lines in their own way; the same words must stay the same words.
        return self.cleaned_data["options"].replace("\r\n", "\n")

    def clean_because(self):
        return self.cleaned_data["because"].replace("\r\n", "\n")

    def values(self) -> dict:
        """The fields of a Decision, ready to save."""
        return {name: self.cleaned_data[name] for name in FIELDS}


class RecordForm(OnceForm, DecisionForm):
    """A new decision."""

    helper = FormHelper(
        *QUESTIONS,
        ButtonHolder(
            Submit(_("Put it in the book"), css_class="btn btn--big"),
            Text(_("You can add to it or change it later."), css_class="soft small"),
            css_class="field stack",
        ),
    )

    field_order = FIELDS


class ChangeDecisionForm(MarkedForm, DecisionForm):
    """A decision in the book."""

    helper = FormHelper(*QUESTIONS, ButtonHolder(Submit(_("Save")), css_class="field row"))

    field_order = FIELDS


def initial_of(decision: Decision) -> dict:
    """`initial` of the change form."""
    initial = {name: getattr(decision, name) for name in FIELDS}
    return initial | {"meeting": decision.meeting_id, "seen": mark_of(decision, FIELDS)}


class DecisionFilter(AddressFilter):
    """Filters of the book."""

    q = search_box(_("Words"))
    year = forms.TypedChoiceField(label=_("Year"), coerce=int, empty_value=None, required=False)
    raised = forms.ChoiceField(
        label=_("Raised by"),
        choices=[("", _("Anybody")), *Decision.RaisedBy.choices],
        required=False,
    )
    room = forms.ChoiceField(
        label=_("In the room"), choices=[("", _("Anybody")), *ROOM_FILTERS], required=False
    )

    def __init__(self, data, *, years: list[int]):
        super().__init__(data)
        self.fields["year"].choices = [("", _("Every year")), *((year, year) for year in years)]

    def narrow(self, decisions: QuerySet) -> QuerySet:
        """The decisions that pass the chosen filters."""
        chosen = self.chosen
        if "q" in chosen:
            # Never by name: a search must not tell who raised what to somebody who may not read
            # names.
            words = chosen["q"]
            text = (
                Q(title__icontains=words)
                | Q(because__icontains=words)
                | Q(options__icontains=words)
            )
            decisions = decisions.filter(text)
        if "year" in chosen:
            decisions = decisions.filter(on__year=chosen["year"])
        if "raised" in chosen:
            decisions = decisions.filter(raised_by=chosen["raised"])
        if "room" in chosen:
            decisions = in_room(decisions, chosen["room"])
        return decisions
