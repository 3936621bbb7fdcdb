"""The questions about something that happened: four to send, the rest folded away.

Used to log something new and to change an entry.
"""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from areas.models import Area
from areas.programme.queries import OF_WHAT_WAS_LOGGED, audience_choices
from bigstory.core.db.choices import Audience
from bigstory.core.db.dated import today
from bigstory.kit.fields import Picks
from bigstory.kit.layout import (
    ButtonHolder,
    Div,
    Field,
    Fieldset,
    Fold,
    FormHelper,
    Include,
    PlainField,
    Submit,
    Text,
)
from bigstory.kit.numbers.fields import KindNumberField
from bigstory.kit.numbers.reading import Of
from bigstory.kit.once import OnceForm
from bigstory.kit.two_editors import MarkedForm, mark_of
from bigstory.kit.when import DayField, WhenMixin, refuse_far_days
from bigstory.kit.words import LineField, WordsField
from partnerships.log.forms.counted import CountedMixin
from partnerships.log.forms.photos import PhotosMixin
from partnerships.log.forms.regular import OneOfRegularMixin
from partnerships.models import Action, Activity

Counted = Activity.Counted
# The fields of an Activity, in the order of the page. `values()` gives exactly these.
FIELDS = (
    "title",
    "on",
    "until",
    "came",
    "counted",
    "what_happened",
    "action",
    "led_by",
    "volunteers",
    "hours",
    "cost",
    "audience",
    "told_by",
)


class ActivityForm(CountedMixin, forms.Form):
    """A plain form rather than a ModelForm: no query of its own, and numbers read as people type
    them.

    `day_field` names the question that asks for the day it happened.
    """

    day_field: str

    title = LineField(
        label=gettext_lazy("What happened?"),
        max_length=120,
        help_text=gettext_lazy("A headline will do, such as “Lunch for forty-one at Mill Lane”."),
        error_messages={
            "required": gettext_lazy(
                "Say in a few words what it was, such as “Lunch at Mill Lane”."
            ),
            "max_length": gettext_lazy(
                "That is long for a headline. Keep it to %(limit_value)d letters; the "
                "rest can go below."
            ),
        },
    )
    came = KindNumberField(
        label=gettext_lazy("How many people came?"), most=1_000_000, example="41"
    )
    counted = forms.ChoiceField(
        label=gettext_lazy("How do you know?"),
        choices=Counted.choices,
        required=False,
        initial=Counted.ABOUT,
        widget=Picks(shape="three"),
    )
    what_happened = WordsField(
        label=gettext_lazy("A few words"),
        max_length=10_000,
        required=False,
        help_text=gettext_lazy(
            "As you would tell a neighbour. “Two new faces, and Alan brought his accordion.”"
        ),
        rows=4,
    )
    led_by = forms.ChoiceField(
        label=gettext_lazy("Who led it?"),
        choices=[("", gettext_lazy("Not said")), *Activity.LedBy.choices],
        required=False,
    )

    volunteers = KindNumberField(
        label=gettext_lazy("How many volunteers helped?"), most=100_000, example="6"
    )
    hours = KindNumberField(
        label=gettext_lazy("About how many hours between them?"),
        of=Of.HOURS,
        places=1,
        most=900_000,
        example="18.5",
    )
    cost = KindNumberField(
        label=gettext_lazy("What did it cost?"),
        of=Of.POUNDS,
        places=2,
        most=10_000_000,
        example="12.50",
    )
    until = DayField(label=gettext_lazy("If it lasted longer, the last day"))
    action = forms.ModelChoiceField(
        label=gettext_lazy("Which part of the plan?"),
        queryset=Action.objects.none(),
        required=False,
        empty_label=gettext_lazy("Not in the plan"),
        error_messages={
            "invalid_choice": gettext_lazy(
                "That is not part of your present plan. Choose one from the list."
            )
        },
    )
    audience = forms.ChoiceField(
        label=gettext_lazy("Who can read this?"),
        choices=Audience.choices,
        required=False,
        initial=Audience.PROGRAMME,
        widget=Picks(shape="one"),
    )
    told_by = LineField(
        label=gettext_lazy("Who told you?"),
        max_length=80,
        required=False,
        help_text=gettext_lazy(
            "A first name is enough. Only people who may read names here see it."
        ),
        error_messages={"max_length": gettext_lazy("Keep the name to %(limit_value)d letters.")},
    )

    def __init__(self, *args, area: Area, actions, **kwargs):
        super().__init__(*args, **kwargs)
        readers = audience_choices(area.programme, OF_WHAT_WAS_LOGGED)
        self.fields["audience"].choices = [(reader.value, reader.label) for reader in readers]
        self.fields["audience"].widget.hints = {reader.value: reader.hint for reader in readers}
        self.fields["action"].queryset = actions

    def clean_title(self):
        return " ".join(self.cleaned_data["title"].split())

    def clean_told_by(self):
        return " ".join(self.cleaned_data["told_by"].split())

    def clean_what_happened(self):
        # Browsers send lines in their own way; the same words must stay the same words.
        return self.cleaned_data["what_happened"].replace("\r\n", "\n")

    def clean_audience(self):
        return self.cleaned_data["audience"] or Audience.PROGRAMME

    def clean_until(self):
        until = self.cleaned_data["until"]
        refuse_far_days(until, now=today())
        return until

    def clean(self):
        data = super().clean()
        day = self.day_typed()
        until = data.get("until")
        if day and until and until < day:
            self.add_error("until", gettext_lazy("The last day cannot be before the first."))
        return data

    def day_typed(self):
        """The day it happened, from whichever question this form asks for it."""
        return self.cleaned_data.get(self.day_field)

    def values(self) -> dict:
        """The fields of an Activity, ready to save."""
        data = self.cleaned_data | {"on": self.day_typed()}
        if data["until"] == data["on"]:
            data["until"] = None
        return {name: data[name] for name in FIELDS}

    @property
    def folds(self) -> Div:
        """The rest, folded away. A card is typed in by somebody who was told."""
        is_told = bool(self["told_by"].value()) or "card" in self.initial
        readers = Field("audience", template="partnerships/log/audience.html")
        return Div(
            Fold(
                _("Helpers and hours"),
                PlainField("led_by", "volunteers", "hours"),
                hint=_("if you know"),
            ),
            Fold(
                _("Plan, cost and days"),
                Field("action", template="partnerships/log/action.html"),
                PlainField("cost", "until"),
                hint=_("if you know"),
            ),
            Fold(
                _("Who can read this?"),
                Fieldset(_("Who can read this?"), readers),
                hint=self.audience_now,
            ),
            Fold(
                _("Somebody else told me this"),
                PlainField("told_by"),
                hint=_("or wrote it on a card"),
                is_open=is_told,
            ),
            css_class="folds",
        )

    @property
    def audience_now(self) -> str:
        """Stands on the fold, so that nobody has to open it to know."""
        return dict(self.fields["audience"].choices).get(self["audience"].value(), "")


class LogForm(OneOfRegularMixin, WhenMixin, PhotosMixin, OnceForm, ActivityForm):
    """Something new."""

    day_field = "day"
    field_order = ["title", "when", "day", "came", "counted", "what_happened", "photos"]

    @property
    def helper(self) -> FormHelper:
        """Its page has the tag, as a phone keeps the page for when there is no signal."""
        return FormHelper(
            "title",
            Include("partnerships/log/when.html"),
            Include("partnerships/log/came.html"),
            "what_happened",
            Include("partnerships/log/photos.html", waits=True),
            self.folds,
            ButtonHolder(
                Submit(_("Save what happened"), css_class="btn btn--big", icon="plus"),
                Text(_("You can add to it or change it later."), css_class="soft small"),
                css_class="field stack",
            ),
            form_tag=False,
        )


class ChangeForm(MarkedForm, ActivityForm):
    """Something that was logged before."""

    asked_by = {"came": ("came", "counted")}
    kept_with = {"counted": "came"}

    on = DayField(label=gettext_lazy("When?"))
    day_field = "on"
    field_order = ["title", "on", "came", "counted", "what_happened"]

    @property
    def helper(self) -> FormHelper:
        return FormHelper(
            *("title", "on", Include("partnerships/log/came.html"), "what_happened"),
            self.folds,
            ButtonHolder(Submit(_("Save")), css_class="field row"),
        )

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day is None:
            raise forms.ValidationError(gettext_lazy("Choose the day it happened."))
        refuse_far_days(day, now=today())
        return day


def initial_of(activity: Activity) -> dict:
    """`initial` of the change form."""
    return {name: getattr(activity, name) for name in FIELDS} | {
        "action": activity.action_id,
        "hours": None if activity.hours is None else f"{activity.hours.normalize():f}",
        "seen": mark_of(activity, FIELDS),
    }
