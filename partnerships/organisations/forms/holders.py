"""Appointing who holds the money, putting it right, ending it, and what is handed on."""

from datetime import date, timedelta
from decimal import Decimal

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from areas.models import Area
from bigstory.accounts.models import User
from bigstory.core.db.dated import today
from bigstory.core.text.sides import with_names
from bigstory.kit.fields import Picks
from bigstory.kit.layout import ButtonHolder, Fold, FormHelper, Remaining, Submit
from bigstory.kit.numbers.fields import PoundsField
from bigstory.kit.once import OnceForm
from bigstory.kit.when import EARLIEST, DayField, refuse_far_days
from bigstory.kit.words import LineField, WordsField
from partnerships.models import LtoAppointment, Organisation
from partnerships.organisations.queries.holding import held_in, holders, open_in
from partnerships.organisations.queries.looking import BACK, HAND_ON, LATER, Rest, why_not

FARTHEST = timedelta(days=366)
INSTEAD, BESIDE = "instead", "beside"
FACTS = ("agreement", "signed_by_them", "signed_by_us", "note")
LOOK = ButtonHolder(
    Submit(gettext_lazy("Look at it before it counts"), css_class="btn btn--big"),
    css_class="field row",
)


def refuse_far(day: date) -> None:
    """Raises ValidationError for a day before the record, or more than a year ahead."""
    if day < EARLIEST:
        sentence = _("That was a long time ago. Check the year, such as %(year)s.")
        raise forms.ValidationError(sentence % {"year": today().year})
    if day > today() + FARTHEST:
        raise forms.ValidationError(
            _("That is more than a year ahead. Write a day within the next year.")
        )


class AgreementForm(forms.Form):
    """What was signed. The days are of the signatures, by either side."""

    agreement = WordsField(
        rows=2,
        max_length=2_000,
        required=False,
        label=gettext_lazy("What was agreed?"),
        help_text=gettext_lazy("Its name or number, and where it lies."),
    )
    signed_by_them = DayField(label=gettext_lazy("Signed by them on"))
    signed_by_us = DayField(label=gettext_lazy("Signed by us on"))
    note = WordsField(
        rows=2,
        max_length=2_000,
        required=False,
        label=gettext_lazy("Anything to remember?"),
        help_text=gettext_lazy("Only for us."),
    )

    def clean_signed_by_them(self) -> date | None:
        return self._signed("signed_by_them")

    def clean_signed_by_us(self) -> date | None:
        return self._signed("signed_by_us")

    def _signed(self, name: str) -> date | None:
        refuse_far_days(self.cleaned_data[name], now=today())
        return self.cleaned_data[name]


class RestForm(forms.Form):
    """What becomes of what somebody still holds who holds the money no longer."""

    rest = forms.ChoiceField(
        label=gettext_lazy("What happens with what is left?"),
        widget=Picks(shape="one"),
        error_messages={"required": gettext_lazy("Say what happens with what is left.")},
    )
    rest_amount = PoundsField(
        label=gettext_lazy("How much is that?"),
        required=False,
        help_text=gettext_lazy("What stands here is by the record. Their books may say otherwise."),
    )

    def ask_about(self, giver: Organisation, left: Decimal, *, to_another: bool) -> None:
        """Ask where there is something left, and not otherwise."""
        if left <= 0:
            del self.fields["rest"], self.fields["rest_amount"]
            return
        label = with_names(_("What happens with what %(name)s still holds?"), name=giver)
        self.fields["rest"].label = label
        choices = [
            (HAND_ON, _("It hands it on to the one that comes now")),
            (BACK, _("It comes back")),
            (LATER, _("That is not settled yet")),
        ]
        self.fields["rest"].choices = choices if to_another else choices[1:]
        self.initial.setdefault("rest_amount", left)

    def clean(self):
        data = super().clean()
        says_where = data.get("rest") in (HAND_ON, BACK)
        if says_where and not data.get("rest_amount") and "rest_amount" not in self.errors:
            self.add_error("rest_amount", _("Write how many pounds."))
        return data

    @property
    def the_rest(self) -> Rest:
        where = self.cleaned_data.get("rest") or LATER
        amount = self.cleaned_data.get("rest_amount") if where != LATER else None
        return Rest(where, amount)


class AppointForm(OnceForm, RestForm, AgreementForm):
    starts = DayField(
        label=gettext_lazy("From which day?"),
        help_text=gettext_lazy("Today, a day gone by, or a day you know of already."),
    )
    how = forms.ChoiceField(
        label=gettext_lazy("And the one that holds it now?"),
        choices=[
            (INSTEAD, gettext_lazy("It ends on that day")),
            (BESIDE, gettext_lazy("Both hold it from then on")),
        ],
        widget=Picks(shape="one"),
        initial=INSTEAD,
        error_messages={"required": gettext_lazy("Say what happens with the one there now.")},
    )
    field_order = ["starts", "how", "rest", "rest_amount"]

    def __init__(self, *args, area: Area, organisation: Organisation, by: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.area, self.organisation, self.by = area, organisation, by
        there = open_in(area)
        if not there:
            del self.fields["how"]
        else:
            names = ", ".join(str(row.organisation) for row in there)
            label = with_names(_("What happens with %(names)s?"), names=names)
            self.fields["how"].label = label
        held = held_in(area) if len(there) == 1 else {}
        before = held.get(there[0].organisation_id) if held else None
        giver = there[0].organisation if there else organisation
        self.ask_about(giver, before.left if before else Decimal(0), to_another=True)

    @property
    def helper(self) -> FormHelper:
        first = [name for name in ("starts", "how", "rest", "rest_amount") if name in self.fields]
        return FormHelper(*first, agreement_fold(), LOOK)

    def clean_starts(self) -> date:
        day = self.cleaned_data["starts"]
        if day is None:
            raise forms.ValidationError(_("Write the day from which it holds the money."))
        refuse_far(day)
        return day

    @property
    def takes_over(self) -> bool:
        return self.cleaned_data.get("how", INSTEAD) == INSTEAD

    def clean(self):
        data = super().clean()
        if starts := data.get("starts"):
            takes_over = data.get("how", INSTEAD) == INSTEAD
            sentence = why_not(
                self.area, self.organisation, starts, by=self.by, takes_over=takes_over
            )
            if sentence:
                self.add_error("starts", sentence)
        return data

    def facts(self) -> dict:
        return {name: self.cleaned_data[name] for name in FACTS}


def agreement_fold(*, is_open: bool = False) -> Fold:
    return Fold(gettext_lazy("The agreement, and what to remember"), *FACTS, is_open=is_open)


class EndAppointmentForm(OnceForm, RestForm):
    ends = DayField(
        label=gettext_lazy("From which day does it no longer hold the money?"),
        help_text=gettext_lazy("The first day without it. Its last day is the one before."),
    )
    why = LineField(
        label=gettext_lazy("Why?"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Such as “By agreement” or “Merged into another”."),
    )
    field_order = ["ends", "why", "rest", "rest_amount"]

    def __init__(self, *args, appointment: LtoAppointment, **kwargs):
        super().__init__(*args, **kwargs)
        self.appointment = appointment
        held = held_in(appointment.area).get(appointment.organisation_id)
        left = held.left if held else Decimal(0)
        self.ask_about(appointment.organisation, left, to_another=False)

    @property
    def helper(self) -> FormHelper:
        return FormHelper(Remaining(), LOOK)

    def clean_ends(self) -> date:
        day = self.cleaned_data["ends"]
        if day is None:
            raise forms.ValidationError(_("Write the first day without it. Today will do."))
        refuse_far(day)
        starts = self.appointment.starts
        if starts and day < starts:
            sentence = _("It holds the money from %(day)s on. Write that day or a later one.")
            raise forms.ValidationError(sentence % {"day": date_format(starts)})
        return day


class HandOnForm(OnceForm):
    """A sum that somebody gives to the next, or back."""

    helper = FormHelper(
        "amount",
        "taker",
        ButtonHolder(Submit(gettext_lazy("Write it down"), css_class="btn btn--big")),
    )

    amount = PoundsField(label=gettext_lazy("How much?"))
    taker = forms.ModelChoiceField(
        label=gettext_lazy("To whom?"),
        queryset=Organisation.objects.none(),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose one from the list.")},
    )

    def __init__(self, *args, area: Area, giver: Organisation, funder: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["taker"].queryset = holders(area).exclude(pk=giver.pk)
        self.fields["taker"].empty_label = _("Back to %(funder)s") % {"funder": funder}

    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("amount", "taker")}
