"""The questions about a payment that is still to come."""

from datetime import date, timedelta

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from areas.models import Area
from bigstory.core.db.dated import today
from bigstory.kit.fields import Picks
from bigstory.kit.numbers.fields import PoundsField
from bigstory.kit.once import OnceForm
from bigstory.kit.two_editors import MarkedForm, mark_of
from bigstory.kit.when import EARLIEST, DayField
from partnerships.models import ExpectedPayment, Organisation, Payment
from partnerships.money.forms.money import with_a_button, words_field
from partnerships.money.models.pounds import as_read
from partnerships.money.queries.expected import not_tied
from partnerships.organisations.queries.holding import holders

# An agreement is for some years; a day beyond them is a slip of the finger.
FARTHEST = timedelta(days=3653)
WaitsFor = ExpectedPayment.WaitsFor
FIELDS = ("amount", "due", "organisation", "what", "waits_for", "waits_words")
CHANGED = (*FIELDS, "payment", "dropped")


class ExpectedFields(forms.Form):
    amount = PoundsField(label=_("How much?"))
    due = DayField(label=_("About which day?"))
    organisation = forms.ModelChoiceField(
        label=_("Who will receive it?"),
        queryset=Organisation.objects.none(),
        empty_label=None,
        error_messages={
            "required": _("Choose who will receive it."),
            "invalid_choice": _(
                "Choose one from the list: it holds, or held, the money of this area."
            ),
        },
    )
    what = words_field(_("What is it for?"), longest=160)
    waits_for = forms.ChoiceField(
        label=_("What does it wait for?"),
        choices=WaitsFor.choices,
        initial=WaitsFor.NOTHING,
        widget=Picks(shape="one"),
        error_messages={"required": _("Say what it waits for, or that it waits for nothing.")},
    )
    waits_words = words_field(
        _("What exactly?"),
        longest=200,
        help_text=_("“The report to March”, “the second signature at the bank”."),
    )

    def __init__(self, *args, area: Area, **kwargs):
        super().__init__(*args, **kwargs)
        self.area = area
        self.fields["organisation"].queryset = holders(area)

    def clean_due(self) -> date:
        day = self.cleaned_data["due"]
        if day is None:
            raise forms.ValidationError(_("Choose the day. A day near it will do."))
        if not EARLIEST <= day <= today() + FARTHEST:
            raise forms.ValidationError(_("That is far away. Check the year."))
        return day

    def clean(self):
        data = super().clean()
        waits_for, words = data.get("waits_for"), data.get("waits_words")
        if waits_for == WaitsFor.OTHER and not words and "waits_words" not in self.errors:
            self.add_error("waits_words", _("Say in a few words what it waits for."))
        if waits_for == WaitsFor.NOTHING and words:
            self.add_error(
                "waits_words", _("It waits for nothing. Choose what it waits for, or empty this.")
            )
        return data


class ExpectedForm(ExpectedFields, OnceForm):
    helper = with_a_button(_("Save it"))

    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in FIELDS}


class PaymentChoice(forms.ModelChoiceField):
    """A payment by its sum, its day and who received it."""

    def label_from_instance(self, obj: Payment) -> str:
        return f"{as_read(obj.amount)}, {date_format(obj.on)}, {obj.organisation}"


class ChangeExpectedForm(MarkedForm, ExpectedFields):
    helper = with_a_button(_("Save"))

    payment = PaymentChoice(
        label=_("Was it paid?"),
        queryset=Payment.objects.none(),
        required=False,
        empty_label=_("Not yet"),
        help_text=_("Payments that are written down already. A new one is entered by itself."),
        error_messages={
            "invalid_choice": _("Somebody tied that payment to another one. Choose again.")
        },
    )
    dropped = forms.BooleanField(label=_("It will not come any more"), required=False)

    def __init__(self, *args, expected: ExpectedPayment, **kwargs):
        super().__init__(*args, area=expected.area, **kwargs)
        own = Payment.objects.filter(pk=expected.payment_id)
        self.fields["payment"].queryset = not_tied(expected.area) | own.select_related(
            "organisation"
        ).order_by("-on", "-pk")

    def clean(self):
        data = super().clean()
        if data.get("payment") and data.get("dropped"):
            self.add_error(
                "dropped", _("It was paid, so it came. Take out the tick, or the payment.")
            )
        return data

    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in CHANGED}


def initial_of(expected: ExpectedPayment) -> dict:
    """What the change form shows first."""
    values = {name: expected.serializable_value(name) for name in CHANGED}
    return values | {"seen": mark_of(expected, CHANGED)}
