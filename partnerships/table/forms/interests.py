"""Declaring an interest: whose, what kind, what about, and what was done."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from areas.models import Area
from bigstory.core.db.dated import today
from bigstory.kit.fields import Picks
from bigstory.kit.layout import ButtonHolder, FormHelper, Remaining, Submit
from bigstory.kit.once import OnceForm
from bigstory.kit.two_editors import MarkedForm, mark_of
from bigstory.kit.when import DayField, refuse_far_days
from bigstory.kit.words import WordsField
from partnerships.models import Interest, Seat

FIELDS = ("seat", "kind", "about", "declared_on", "what_was_done", "ended_on")
Kind = Interest.Kind
# Source of the kinds: http://localtrust.org.uk/library/programme-guidance/conflicts-of-interest/
EXAMPLES = {
    Kind.DIRECT: gettext_lazy(
        "They could be paid. “I mend the minibus, and we are about to choose who mends it.”"
    ),
    Kind.INDIRECT: gettext_lazy(
        "A relative or friend could be paid. “My sister’s café wants to do the lunches.”"
    ),
    Kind.LOYALTY: gettext_lazy(
        "Nobody is paid, but they belong to both sides. “I am on the committee that asks "
        "for the grant.”"
    ),
}


class InterestForm(forms.Form):
    """The questions about one interest. Somebody who left is offered only where it is theirs."""

    seat = forms.ModelChoiceField(
        label=gettext_lazy("Whose is it?"),
        queryset=Seat.objects.none(),
        empty_label=gettext_lazy("Choose somebody"),
        error_messages={
            "required": gettext_lazy("Choose whose it is."),
            "invalid_choice": gettext_lazy("Choose somebody from the list."),
        },
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What kind is it?"),
        choices=Kind.choices,
        widget=Picks(
            shape="one", hints={kind.value: example for kind, example in EXAMPLES.items()}
        ),
        error_messages={"required": gettext_lazy("Choose the kind that fits best.")},
    )
    about = WordsField(
        rows=3,
        max_length=2_000,
        label=gettext_lazy("What is it about?"),
        help_text=gettext_lazy("Say what it is, not what anybody thinks of it."),
        error_messages={
            "required": gettext_lazy("Say in a few words what it is about."),
            "max_length": gettext_lazy("Keep it to %(limit_value)d letters."),
        },
    )
    declared_on = DayField(label=gettext_lazy("When was it said?"))
    what_was_done = WordsField(
        rows=3,
        max_length=2_000,
        label=gettext_lazy("What was done about it?"),
        required=False,
        help_text=gettext_lazy("Such as “Left the room while we chose”. It can be added later."),
        error_messages={"max_length": gettext_lazy("Keep it to %(limit_value)d letters.")},
    )

    def __init__(self, *args, area: Area, interest: Interest | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        all_seats = Seat.objects.filter(partnership__area=area)
        seats = all_seats.sitting()
        if interest is not None:
            seats = seats | all_seats.filter(pk=interest.seat_id)
        seats = seats.select_related("partnership__area").order_by("name", "pk")
        self.fields["seat"].queryset = seats
        self.fields["seat"].label_from_instance = lambda seat: seat.name

    def clean_declared_on(self):
        day = self.cleaned_data["declared_on"]
        if day is None:
            raise forms.ValidationError(_("Write the day it was said. Today will do."))
        refuse_far_days(day, now=today())
        return day

    def values(self) -> dict:
        """The fields of an Interest, ready to save."""
        return {name: self.cleaned_data.get(name) for name in FIELDS}


class NewInterestForm(OnceForm, InterestForm):
    """An interest that is new."""

    helper = FormHelper(
        Remaining(),
        ButtonHolder(
            Submit(gettext_lazy("Put it in the book"), css_class="btn btn--big"),
            css_class="field row",
        ),
    )


class ChangeInterestForm(MarkedForm, InterestForm):
    """Putting it right, saying what was done, or closing it."""

    helper = FormHelper(
        Remaining(), ButtonHolder(Submit(gettext_lazy("Save")), css_class="field row")
    )

    ended_on = DayField(
        label=gettext_lazy("Is it over? Since when?"),
        help_text=gettext_lazy("Empty while it still holds. It stays in the book either way."),
    )

    def clean_ended_on(self):
        day = self.cleaned_data["ended_on"]
        refuse_far_days(day, now=today())
        return day

    def clean(self):
        data = super().clean()
        declared = data.get("declared_on")
        ended = data.get("ended_on")
        if declared and ended and ended < declared:
            self.add_error("ended_on", _("It cannot be over before it was said. Check both days."))
        return data


def initial_of(interest: Interest) -> dict:
    """What the change form shows first."""
    return {name: getattr(interest, name) for name in FIELDS} | {
        "seat": interest.seat_id,
        "seen": mark_of(interest, FIELDS),
    }
