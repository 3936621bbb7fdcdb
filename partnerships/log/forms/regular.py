"""The questions about something that meets regularly, about one of its days, and about paper
cards.
"""

from datetime import date, timedelta

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from areas.models import Area
from areas.programme.queries import OF_WHAT_WAS_LOGGED, audience_choices
from bigstory.core.db.choices import Audience
from bigstory.core.db.dated import today
from bigstory.kit.fields import Picks
from bigstory.kit.layout import ButtonHolder, Field, FormHelper, PlainField, Submit
from bigstory.kit.numbers.fields import KindNumberField
from bigstory.kit.numbers.rows import row_number
from bigstory.kit.once import OnceForm
from bigstory.kit.two_editors import MarkedForm, mark_of
from bigstory.kit.when import EARLIEST, DayField
from bigstory.kit.words import LineField
from partnerships.log.forms.counted import CountedMixin
from partnerships.models import Action, Activity, Regular

# The fields of a Regular, in the order of the page. `values()` gives exactly these.
FIELDS = ("title", "every", "starts", "action", "led_by", "audience")
A_YEAR = timedelta(days=366)
Counted = Activity.Counted


class RegularForm(forms.Form):
    """What meets, how often, and what its entries begin with."""

    helper = FormHelper(
        *("title", "every", "starts"),
        Field("action", template="partnerships/log/action.html"),
        PlainField("led_by"),
        "audience",
        ButtonHolder(Submit(_("Save")), css_class="field row"),
    )

    title = LineField(
        label=_("What meets?"),
        max_length=120,
        help_text=_("Its name, such as “Knit and natter”."),
        error_messages={
            "required": _("Say what it is called, such as “Knit and natter”."),
            "max_length": _("That is long for a name. Keep it to %(limit_value)d letters."),
        },
    )
    every = forms.ChoiceField(
        label=_("How often?"),
        choices=Regular.Every.choices,
        initial=Regular.Every.WEEK,
        widget=Picks(shape="one"),
        error_messages={"required": _("Say how often it meets.")},
    )
    starts = DayField(
        label=_("The first day to ask about"),
        help_text=_(
            "This also says which weekday it meets on. We ask about days in the last "
            "eight weeks, not further."
        ),
    )
    action = forms.ModelChoiceField(
        label=_("Which part of the plan?"),
        queryset=Action.objects.none(),
        required=False,
        empty_label=_("Not in the plan"),
        error_messages={
            "invalid_choice": _("That is not part of your present plan. Choose one from the list.")
        },
    )
    led_by = forms.ChoiceField(
        label=_("Who leads it?"),
        choices=[("", _("Not said")), *Activity.LedBy.choices],
        required=False,
    )
    audience = forms.ChoiceField(
        label=_("Who can read what is logged of it?"),
        choices=Audience.choices,
        required=False,
        initial=Audience.PROGRAMME,
        widget=Picks(shape="one"),
    )

    def __init__(self, *args, area: Area, actions, **kwargs):
        super().__init__(*args, **kwargs)
        readers = audience_choices(area.programme, OF_WHAT_WAS_LOGGED)
        self.fields["audience"].choices = [(reader.value, reader.label) for reader in readers]
        self.fields["audience"].widget.hints = {reader.value: reader.hint for reader in readers}
        self.fields["action"].queryset = actions

    def clean_title(self):
        return " ".join(self.cleaned_data["title"].split())

    def clean_starts(self):
        day = self.cleaned_data["starts"]
        if day is None:
            raise forms.ValidationError(_now("Choose the first day to ask about."))
        if not EARLIEST <= day <= today() + A_YEAR:
            raise forms.ValidationError(_now("That is a long way off. Check the year."))
        return day

    def clean_audience(self):
        return self.cleaned_data["audience"] or Audience.PROGRAMME

    def values(self) -> dict:
        """The fields of a Regular, ready to save."""
        return {name: self.cleaned_data[name] for name in FIELDS}


class AddRegularForm(OnceForm, RegularForm):
    """Something new."""


class ChangeRegularForm(MarkedForm, RegularForm):
    """Something written down before."""


def initial_of(regular: Regular) -> dict:
    """`initial` of the change form."""
    initial = {name: getattr(regular, name) for name in FIELDS}
    return initial | {"action": regular.action_id, "seen": mark_of(regular, FIELDS)}


class EndForm(forms.Form):
    """The last day it met. What was logged of it stays."""

    helper = FormHelper(
        PlainField("last"),
        ButtonHolder(
            Submit(_("It does not meet any more"), css_class="btn btn--quiet"),
            css_class="field row",
        ),
    )

    last = DayField(label=_("On which day did it meet for the last time?"))

    def __init__(self, *args, regular: Regular, **kwargs):
        super().__init__(*args, **kwargs)
        self.regular = regular

    def clean_last(self) -> date:
        last = self.cleaned_data["last"]
        starts = self.regular.starts
        if last is None:
            raise forms.ValidationError(_now("Choose the day it met for the last time."))
        if (starts and last < starts) or not EARLIEST <= last <= today() + A_YEAR:
            raise forms.ValidationError(
                _now("Choose a day after it began, and not more than a year from now.")
            )
        return last


class MetForm(CountedMixin, OnceForm):
    """It met on this day, and how many came. No number means that nobody counted."""

    on = forms.DateField(widget=forms.HiddenInput, input_formats=["%Y-%m-%d"])
    came = KindNumberField(label=_("How many came?"), most=1_000_000, example="14")
    counted = forms.ChoiceField(
        label=_("How do you know?"), choices=Counted.choices, required=False, initial=Counted.ABOUT
    )

    def values(self) -> dict:
        """What this day adds to the fields of the Regular."""
        return {name: self.cleaned_data[name] for name in ("came", "counted")}


class OneOfRegularMixin(forms.Form):
    """Mix-in: a hidden number says that the entry is one of something regular.

    A card or “same again” put it there.
    """

    regular = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, regulars=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.regulars = regulars

    def clean_regular(self) -> Regular | None:
        """A number that leads nowhere is left out: the entry itself is what matters."""
        pk = row_number(self.cleaned_data["regular"])
        if self.regulars is None or pk is None:
            return None
        return self.regulars.filter(pk=pk).first()

    def values(self) -> dict:
        return super().values() | {"regular": self.cleaned_data.get("regular")}

    def day_is_logged(self) -> bool:
        """Whether this day of this regular thing has an entry already."""
        regular = self.cleaned_data.get("regular")
        return (
            regular is not None
            and Activity.objects.filter(regular=regular, on=self.day_typed()).exists()
        )

    def become_separate(self) -> None:
        """Say that the day is logged, and let the next press save an entry of its own."""
        words = {
            "what": self.cleaned_data["regular"].title,
            "day": date_format(self.day_typed(), "j F"),
        }
        sentence = _now(
            "%(what)s on %(day)s is logged already. Look at what is there first. "
            "If this is something else, save once more and it becomes an entry of its own."
        )
        self.add_error(None, sentence % words)
        self.data = self.data.copy()
        self.data["regular"] = ""


class CardForm(OnceForm):
    """Making a paper card."""

    helper = FormHelper(
        PlainField("regular"),
        ButtonHolder(Submit(_("Make a card to print")), css_class="field row"),
    )

    regular = forms.ModelChoiceField(
        label=_("Is it for something that meets regularly?"),
        queryset=Regular.objects.none(),
        required=False,
        empty_label=_("No, for anything"),
        help_text=_(
            "Its name is then printed on the card, and filled in when somebody types it in."
        ),
        error_messages={"invalid_choice": _("That is not in the list any more. Choose again.")},
    )

    def __init__(self, *args, regulars, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["regular"].queryset = regulars


class CodeForm(forms.Form):
    """Typing the code that stands on a card."""

    helper = FormHelper(
        "code",
        ButtonHolder(Submit(_("Open the form for it")), css_class="field row"),
        form_method="get",
    )

    code = LineField(
        label=_("Code on the card"),
        max_length=40,
        help_text=_("Six letters and numbers, at the bottom of the card."),
        widget=forms.TextInput(
            attrs={
                "class": "input--short",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
        error_messages={
            "required": _("Type the code that stands on the card."),
            "max_length": _("That is too long for a code. It has six letters and numbers."),
        },
    )
