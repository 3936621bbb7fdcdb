"""Putting right what is written about an appointment."""

from datetime import date

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bigstory.core.text.sides import with_names
from bigstory.kit.layout import ButtonHolder, FormHelper, Submit
from bigstory.kit.two_editors import MarkedForm, mark_of
from bigstory.kit.when import DayField
from bigstory.kit.words import LineField
from partnerships.models import LtoAppointment
from partnerships.organisations.forms.holders import (
    FACTS,
    AgreementForm,
    agreement_fold,
    refuse_far,
)

CHANGED = ("starts", "ends", *FACTS, "why_ended")


class ChangeAppointmentForm(MarkedForm, AgreementForm):
    """Putting right what is written about an appointment."""

    starts = DayField(label=gettext_lazy("From which day?"))
    ends = DayField(
        label=gettext_lazy("Until which day?"),
        help_text=gettext_lazy("The first day it no longer holds the money."),
    )
    why_ended = LineField(label=gettext_lazy("Why did it end?"), max_length=200, required=False)
    beside = forms.BooleanField(
        label=gettext_lazy("Two hold the money at once, and that is right"), required=False
    )
    field_order = ["starts", "ends", "why_ended", "beside"]

    def __init__(self, *args, appointment: LtoAppointment, **kwargs):
        super().__init__(*args, **kwargs)
        self.appointment = appointment
        if appointment.ends is None:
            del self.fields["ends"], self.fields["why_ended"]

    @property
    def helper(self) -> FormHelper:
        days = [name for name in ("starts", "ends", "why_ended", "beside") if name in self.fields]
        save = ButtonHolder(Submit(_("Save")), css_class="field row")
        return FormHelper(*days, agreement_fold(is_open=True), save)

    def clean_starts(self) -> date:
        day = self.cleaned_data["starts"]
        if day is None:
            raise forms.ValidationError(_("Write the day from which it holds the money."))
        refuse_far(day)
        return day

    def clean_ends(self) -> date:
        day = self.cleaned_data["ends"]
        if day is None:
            raise forms.ValidationError(
                _("It has an end. To let it go on, appoint it again from that day.")
            )
        refuse_far(day)
        return day

    def clean(self):
        data = super().clean()
        starts, ends = data.get("starts"), data.get("ends", self.appointment.ends)
        if starts and ends and ends < starts:
            self.add_error("ends", _("It cannot end before it began. Check both days."))
        elif starts and not data.get("beside") and (other := self._overlaps(starts, ends)):
            sentence = _("%(name)s holds the money on some of these days. Check both days.")
            self.add_error("beside", with_names(sentence, name=other.organisation))
        return data

    def _overlaps(self, starts: date, ends: date | None) -> LtoAppointment | None:
        others = LtoAppointment.objects.filter(area=self.appointment.area_id)
        for row in others.exclude(pk=self.appointment.pk).select_related("organisation"):
            begins_before = ends is None or row.starts is None or row.starts < ends
            ends_after = row.ends is None or row.ends > starts
            if begins_before and ends_after and not row.never_held:
                return row
        return None

    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in CHANGED if name in self.fields}


def initial_of(appointment: LtoAppointment) -> dict:
    """What the change form shows first."""
    values = {name: getattr(appointment, name) for name in CHANGED}
    return values | {"seen": mark_of(appointment, CHANGED)}
