"""The questions about where an area stands: each step of the pathway, and open or closing."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from areas.models import AreaStage, AreaStanding
from areas.places.queries.standing import OnTheWay
from bigstory.core.db.dated import today
from bigstory.kit.fields import Picks
from bigstory.kit.layout import BackLink, ButtonHolder, Fold, FormHelper, PlainField, Row, Submit
from bigstory.kit.once import OnceForm
from bigstory.kit.two_editors import MarkedForm
from bigstory.kit.when import EARLIEST, DayField

PARTS = ("status", "starts", "ends")
NOT_YET = ("", _("Not yet"))
FARTHEST = timedelta(days=3 * 366)


class StepsForm(MarkedForm):
    """A question and two days for each step; steps may overlap."""

    def __init__(self, *args: Any, pathway: list[OnTheWay], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pathway = pathway
        for each in pathway:
            name = f"step_{each.step.pk}"
            self.fields[f"{name}_status"] = forms.ChoiceField(
                label=each.step.name,
                choices=[NOT_YET, *AreaStage.Status.choices],
                required=False,
                widget=Picks(shape="three"),
            )
            self.fields[f"{name}_starts"] = DayField(label=_now("Since"))
            self.fields[f"{name}_ends"] = DayField(label=_now("Done on"))

    @property
    def helper(self) -> FormHelper:
        folds = [
            Fold(
                f"{each.number} {each.step.name}",
                f"step_{each.step.pk}_status",
                Row(
                    PlainField(f"step_{each.step.pk}_starts"),
                    PlainField(f"step_{each.step.pk}_ends"),
                ),
                hint=each.stage.get_status_display() if each.stage else _now("Not yet"),
            )
            for each in self.pathway
        ]
        buttons = (Submit(_now("Save the steps")), BackLink(_now("Leave it")))
        return FormHelper(*folds, ButtonHolder(*buttons, css_class="field row"))

    def add_error(self, field: str | None, error: Any) -> None:
        """Each sentence names its step: the same one may be said of several."""
        for each in self.pathway:
            if str(field).startswith(f"step_{each.step.pk}_"):
                words = " ".join(forms.ValidationError(error).messages)
                error = f"{each.step.name}: {words}"
        super().add_error(field, error)

    def clean(self) -> dict[str, Any]:
        super().clean()
        for each in self.pathway:
            names = [f"step_{each.step.pk}_{part}" for part in PARTS]
            if not any(name in self.errors for name in names):
                self._check(*names)
        return self.cleaned_data

    def _check(self, status: str, starts: str, ends: str) -> None:
        data = self.cleaned_data
        first, last = data.get(starts), data.get(ends)
        if (first or last) and not data.get(status):
            self.add_error(status, _now("Choose under way or completed, or take the days out."))
        if first and last and last < first:
            self.add_error(ends, _now("It cannot be done before it began. Check both days."))
        if last and data.get(status) == AreaStage.Status.UNDERWAY and last <= today():
            self.add_error(status, _now("It was done on that day, so choose completed."))
        for name, day in ((starts, first), (ends, last)):
            if day is not None and not EARLIEST <= day <= today() + FARTHEST:
                self.add_error(name, _now("Check the year of this day."))

    def values(self) -> dict[str, Any]:
        names = (f"step_{each.step.pk}_{part}" for each in self.pathway for part in PARTS)
        return {name: self.cleaned_data[name] for name in names}


class StandingForm(OnceForm):
    """Open, closing or closed, from a day on."""

    helper = FormHelper(
        "standing", PlainField("on"), ButtonHolder(Submit(_("Keep it"), css_class="btn btn--small"))
    )

    standing = forms.ChoiceField(
        label=_("How does it stand?"),
        choices=AreaStanding.Standing.choices,
        widget=Picks(shape="three"),
        error_messages={"required": _("Choose open, closing or closed.")},
    )
    on = DayField(label=_("From which day?"))

    def clean_on(self) -> date:
        day: date | None = self.cleaned_data["on"]
        if day is None:
            raise forms.ValidationError(_now("Write the day. Today will do."))
        if not EARLIEST <= day <= today() + FARTHEST:
            raise forms.ValidationError(_now("Check the year of this day."))
        return day
