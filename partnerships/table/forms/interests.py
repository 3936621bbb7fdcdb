"""Declaring an interest: whose, what kind, what about, and what was done.

The yearly review: two minutes to confirm, and Local Trust's reply.
"""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from areas.models import Area
from bigstory.core.db.dated import today
from bigstory.kit.fields import Picks
from bigstory.kit.once import OnceForm
from bigstory.kit.when import DayField, refuse_far_days
from partnerships.models import Interest, Seat
from partnerships.table.forms.seats import VersionMixin

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


class Lines(forms.CharField):
    """A few lines. Browsers send them in their own way; the same words stay the same words."""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        kwargs.setdefault("max_length", 2_000)
        super().__init__(**kwargs)

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class InterestForm(forms.Form):
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
    about = Lines(
        label=gettext_lazy("What is it about?"),
        help_text=gettext_lazy("Say what it is, not what anybody thinks of it."),
        error_messages={
            "required": gettext_lazy("Say in a few words what it is about."),
            "max_length": gettext_lazy("Keep it to %(limit_value)d letters."),
        },
    )
    declared_on = DayField(label=gettext_lazy("When was it said?"))
    what_was_done = Lines(
        label=gettext_lazy("What was done about it?"),
        required=False,
        help_text=gettext_lazy("Such as “Left the room while we chose”. It can be added later."),
        error_messages={"max_length": gettext_lazy("Keep it to %(limit_value)d letters.")},
    )

    def __init__(self, *args, area: Area, interest: Interest | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        seats = Seat.objects.filter(partnership__area=area)
        wanted = (
            seats.sitting()
            if interest is None
            else seats.sitting() | seats.filter(pk=interest.seat_id)
        )
        self.fields["seat"].queryset = wanted.select_related("partnership__area").order_by(
            "name", "pk"
        )
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
    """Something newly said."""


class ChangeInterestForm(VersionMixin, InterestForm):
    """Putting it right, saying what was done, or closing it."""

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


def words_of(interest: Interest) -> dict:
    """What the change form shows first."""
    return {name: getattr(interest, name) for name in FIELDS} | {
        "seat": interest.seat_id,
        "version": interest.version,
    }


class YearForm(OnceForm):
    """`seen` is the fingerprint of the numbers and names on the page, so that nobody confirms what
    has changed.
    """

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    note = Lines(
        label=gettext_lazy("Anything Local Trust should know?"),
        required=False,
        max_length=5_000,
        help_text=gettext_lazy(
            "Such as why people left, or what you are doing to find more. Leave it empty if not."
        ),
        error_messages={"max_length": gettext_lazy("Keep it to %(limit_value)d letters.")},
    )


class ReplyForm(forms.Form):
    """Words are owed."""

    words = Lines(
        label=gettext_lazy("Your reply"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("What you read, a thank-you, or one question. The area reads this."),
        error_messages={
            "required": gettext_lazy("Write a few words to the area. A reply is owed."),
            "max_length": gettext_lazy("Keep it to %(limit_value)d letters."),
        },
    )
