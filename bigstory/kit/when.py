"""When it happened: today, yesterday, or another day that has already come; and at what time."""

from contextlib import suppress
from datetime import date, time, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bigstory.core.db.dated import today
from bigstory.core.moving.columns import Bad
from bigstory.kit.fields import Picks
from bigstory.kit.numbers.clock import read_clock
from bigstory.kit.numbers.days import read_day
from bigstory.kit.numbers.meant import MayMean, did_you_mean

TODAY = "today"
YESTERDAY = "yesterday"
OTHER = "other"
# The numbers kept per year begin here, long before the programme did.
EARLIEST = date(2000, 1, 1)


def refuse_far_days(day: date | None, *, now: date) -> None:
    """Raise ValidationError for a day after `now` or before the record; None is no fault.

    The sentence says which day it was and what to do about it.
    """
    if day is None:
        return
    if day > now:
        words = {
            "day": date_format(day, "l j F Y" if day.year != now.year else "l j F"),
            "today": date_format(now, "j F Y"),
        }
        raise forms.ValidationError(
            _("%(day)s has not come yet. Use today, %(today)s, or a day before it.") % words
        )
    if day < EARLIEST:
        raise forms.ValidationError(
            _("That was a long time ago. Check the year, such as %(year)s.") % {"year": now.year}
        )


class DayField(forms.DateField):
    """The phone's own date picker, and the ways people write a day where it has none."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(
            input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y"],
            error_messages={"invalid": gettext_lazy("Write the day like this: 12 June 2024.")},
            required=False,
            **kwargs,
        )

    def to_python(self, value: Any) -> date | None:
        """“3rd Nov 2026” is read here as it is in a file."""
        try:
            return super().to_python(value)
        except forms.ValidationError:
            with suppress(Bad):
                return read_day(str(value))
            raise


class ClockInput(MayMean, forms.TimeInput):
    """The phone's own clock."""

    def __init__(self) -> None:
        super().__init__(format="%H:%M", attrs={"type": "time", "class": "input--short"})


class ClockField(forms.TimeField):
    """The phone's own clock, and the ways people say a time where it has none.

    “Half past seven” may be either of two; which one is asked.
    """

    widget = ClockInput

    def to_python(self, value: Any) -> time | None:
        if value in self.empty_values or isinstance(value, time):
            return value or None
        found = read_clock(str(value))
        if not found:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        if len(found) > 1:
            raise did_you_mean(self.label, *(f"{at:%H:%M}" for at in found))
        return found[0]


class DayPicks(Picks):
    """The last choice opens the date below it."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if value == OTHER:
            option["attrs"]["data-opens"] = True
        return option


class WhenMixin(forms.Form):
    """Three big choices and a date. The page remembers which day "today" was when it was opened."""

    when = forms.ChoiceField(
        label=gettext_lazy("When?"),
        choices=[
            (TODAY, gettext_lazy("Today")),
            (YESTERDAY, gettext_lazy("Yesterday")),
            (OTHER, gettext_lazy("Another day")),
        ],
        initial=TODAY,
        widget=DayPicks(shape="three"),
        error_messages={"required": gettext_lazy("Say when it was.")},
    )
    day = DayField(label=gettext_lazy("Which day?"))
    opened_on = forms.CharField(widget=forms.HiddenInput, required=False, initial=today)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = self.page_day()
        self.fields["when"].widget.hints = {
            TODAY: date_format(day, "D j M"),
            YESTERDAY: date_format(day - timedelta(days=1), "D j M"),
        }

    def clean_day(self) -> date | None:
        """The day itself, whichever of the three choices gave it; None where none was chosen."""
        when = self.cleaned_data.get("when")
        typed: date | None = self.cleaned_data.get("day")
        if when in (TODAY, YESTERDAY):
            return self.page_day() - timedelta(days=when == YESTERDAY)
        if when == OTHER and typed is None:
            raise forms.ValidationError(_("Choose the day it happened."))
        refuse_far_days(typed, now=today())
        return typed

    def by_its_date(self, typed: QueryDict) -> QueryDict:
        """What was typed, with the day itself, as a phone sends what it kept (js/offline.js)."""
        dated = typed.copy()
        dated["when"], dated["day"] = OTHER, str(self.cleaned_data["day"])
        return dated

    def keep_day(self, opened_on: str) -> None:
        """What was chosen on a page that was opened on another day, by that day's name: “today”
        would mean another one by now.
        """
        when = self.initial.get("when")
        try:
            day = date.fromisoformat(opened_on) - timedelta(days=when == YESTERDAY)
        except ValueError:
            return
        if when in (TODAY, YESTERDAY) and opened_on != today().isoformat():
            self.initial["when"] = OTHER
            self.initial["day"] = day.isoformat()

    def page_day(self) -> date:
        """A page opened at five to midnight and sent after it still means the day it showed."""
        now = today()
        try:
            opened = date.fromisoformat(self.data.get(self.add_prefix("opened_on"), ""))
        except ValueError:
            return now
        return opened if now - timedelta(days=2) <= opened <= now else now
