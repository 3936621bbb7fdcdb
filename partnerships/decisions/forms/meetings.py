"""The questions about a meeting."""

from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bigstory.core.db.dated import today
from bigstory.kit.layout import ButtonHolder, FormHelper, Remaining, Submit
from bigstory.kit.numbers.fields import KindNumberField
from bigstory.kit.numbers.reading import Of
from bigstory.kit.once import OnceForm
from bigstory.kit.two_editors import MarkedForm, mark_of
from bigstory.kit.when import EARLIEST, ClockField, DayField
from bigstory.kit.words import LineField, WordsField
from partnerships.models import Meeting

FIELDS = ("what", "starts_at", "minutes", "place", "about")
FURTHEST_YEARS = 10
# How long a meeting is where nobody wrote it.
MINUTES = Meeting._meta.get_field("minutes").default


class MeetingForm(forms.Form):
    """What it is, when, for how long, where and about what."""

    helper = FormHelper(Remaining(), ButtonHolder(Submit(_("Save")), css_class="field row"))

    what = LineField(
        label=_("What is it?"),
        max_length=120,
        help_text=_("Such as “Partnership meeting” or “Walk round the rec with the council”."),
        error_messages={
            "required": _("Say what it is, such as “Partnership meeting”."),
            "max_length": _("Keep it to %(limit_value)d letters; the rest can go below."),
        },
    )
    day = DayField(label=_("Which day?"))
    at = ClockField(
        label=_("What time does it start?"),
        error_messages={
            "required": _("Say what time it starts, such as 19:00."),
            "invalid": _("Write the time like this: 19:00."),
        },
    )
    minutes = KindNumberField(
        label=_("How many minutes, about?"),
        of=Of.MINUTES,
        most=1440,
        example="90",
    )
    place = LineField(
        label=_("Where?"),
        max_length=160,
        required=False,
        help_text=_("A hall, a street, or “on the phone”."),
        error_messages={"max_length": _("Keep it to %(limit_value)d letters.")},
    )
    about = WordsField(
        label=_("What will you talk about?"),
        max_length=10_000,
        required=False,
        rows=4,
    )

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day is None:
            raise forms.ValidationError(_("Choose the day."))
        if not EARLIEST.year <= day.year <= today().year + FURTHEST_YEARS:
            raise forms.ValidationError(_("That is a long way off. Check the year."))
        return day

    def clean_minutes(self):
        minutes = self.cleaned_data["minutes"]
        if minutes == 0:
            raise forms.ValidationError(
                _("A meeting takes a minute at least. Or leave this empty.")
            )
        return MINUTES if minutes is None else minutes

    def clean_about(self):
        return self.cleaned_data["about"].replace("\r\n", "\n")

    def values(self) -> dict:
        """The fields of a Meeting, ready to save.

        The time is the clock's on the wall in England.
        """
        data = self.cleaned_data
        data["starts_at"] = timezone.make_aware(datetime.combine(data["day"], data["at"]))
        return {name: data[name] for name in FIELDS}


class AddMeetingForm(OnceForm, MeetingForm):
    """A new meeting."""


class ChangeMeetingForm(MarkedForm, MeetingForm):
    """A meeting written down before."""

    asked_by = {"starts_at": ("day", "at")}


def initial_of(meeting: Meeting) -> dict:
    """`initial` of the change form."""
    starts = timezone.localtime(meeting.starts_at)
    initial = {name: getattr(meeting, name) for name in ("what", "minutes", "place", "about")}
    seen = mark_of(meeting, FIELDS)
    return initial | {"day": starts.date(), "at": starts.time(), "seen": seen}
