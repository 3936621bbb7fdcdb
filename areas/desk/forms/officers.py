"""The questions about officers: who, for which areas, from when; and while somebody is away."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from areas.desk.queries.officers import areas_of, have_areas, staff
from areas.models import Area
from areas.places.forms.many import ManyAreas, many_areas_layout
from bigstory.accounts.models import User
from bigstory.core.db.dated import today
from bigstory.kit.filters import AddressFilter
from bigstory.kit.layout import BackLink, ButtonHolder, FormHelper, Submit
from bigstory.kit.once import OnceForm
from bigstory.kit.when import EARLIEST, DayField

# Django's class takes no type at run time.
if TYPE_CHECKING:
    _ChoiceField = forms.ModelChoiceField[User]
else:
    _ChoiceField = forms.ModelChoiceField

NOBODY = "nobody"  # as an address says it
# How far ahead it is known who will look after an area.
FARTHEST = timedelta(days=366)
NOT_STAFF = _("Choose somebody of the list: whoever holds the role then.")


def _day(day: date | None) -> date:
    """Raises ValidationError for no day, one long ago, or one over a year ahead."""
    if day is None:
        raise forms.ValidationError(_now("Write the day. Today will do."))
    if day < EARLIEST:
        raise forms.ValidationError(_now("That was a long time ago. Check the year."))
    if day > today() + FARTHEST:
        raise forms.ValidationError(
            _now("That is more than a year ahead. Write a day within the next year.")
        )
    return day


class StaffField(_ChoiceField):
    """Somebody who holds Local Trust's role."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": NOT_STAFF, "invalid_choice": NOT_STAFF})
        super().__init__(User.objects.none(), empty_label=_("Choose"), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return str(obj)


class StaffForm(forms.Form):
    """Mix-in: fills the lists of people."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = staff()
        for field in self.fields.values():
            if isinstance(field, StaffField):
                field.queryset = people


class OfficerFilter(AddressFilter):
    """Whose areas are shown, as an address says it."""

    officer = forms.ChoiceField(
        label=_("Officer"), required=False, widget=forms.Select({"class": "input"})
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        people = [(str(user.pk), str(user)) for user in staff()]
        self.fields["officer"].choices = [  # type: ignore[attr-defined]
            ("", _("Everybody’s")),
            (NOBODY, _("Nobody’s")),
            *people,
        ]

    def narrow(self, areas: Iterable[Area]) -> list[Area]:
        """Those that somebody looks after or covers for; areas come with their officer."""
        who = self.chosen.get("officer", "")
        if not who:
            return list(areas)
        if who == NOBODY:
            return [area for area in areas if not _looks_after(area)]
        return [area for area in areas if int(who) in _looks_after(area)]


def _looks_after(area: Any) -> set[int]:
    return {each["pk"] for each in (area.officer, area.cover) if each}


class NameOfficerForm(OnceForm, ManyAreas):
    """One officer for many areas; or nobody, which has to be said."""

    user = forms.ChoiceField(
        label=_("Who looks after them?"),
        error_messages={"required": NOT_STAFF, "invalid_choice": NOT_STAFF},
    )
    on = DayField(label=_("From which day?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(user.pk): user for user in staff()}
        named = [(pk, str(user)) for pk, user in self.people.items()]
        self.fields["user"].choices = [  # type: ignore[attr-defined]
            ("", _now("Choose")),
            *named,
            (NOBODY, _now("Nobody, from then on")),
        ]

    @property
    def helper(self) -> FormHelper:
        """What was ticked by whoever led here is seen at once."""
        buttons = (Submit(_now("Name the officer")), BackLink(_now("Leave it")))
        return FormHelper(
            *("user", "on"),
            *many_areas_layout(is_open=bool(self["areas"].value())),
            ButtonHolder(*buttons, css_class="field row"),
        )

    def clean_user(self) -> User | None:
        return self.people.get(self.cleaned_data["user"])

    def clean_on(self) -> date:
        return _day(self.cleaned_data["on"])


class HandOverForm(OnceForm, StaffForm, ManyAreas):
    """What one person looks after goes to another: all of it, or what is chosen."""

    helper = FormHelper(
        *("was", "user", "on"),
        *many_areas_layout(),
        ButtonHolder(Submit(_("Hand over")), BackLink(_("Leave it")), css_class="field row"),
    )
    none_chosen = ""

    was = StaffField(label=_("Who hands over?"))
    user = StaffField(label=_("Who takes over?"))
    on = DayField(
        label=_("From which day?"),
        help_text=_("Choose places below only if not everything is handed over."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Also somebody whose role has ended: what they looked after is still to be handed over.
        self.fields["was"].queryset = have_areas()  # type: ignore[attr-defined]

    def clean_on(self) -> date:
        return _day(self.cleaned_data["on"])

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if data.get("was") and data.get("was") == data.get("user"):
            self.add_error("user", _now("Choose somebody else than who hands over."))
        return data


class CoverForm(OnceForm, StaffForm, ManyAreas):
    """Somebody looks after another's areas for a time."""

    helper = FormHelper(
        *("absent", "user", "starts", "last"),
        *many_areas_layout(),
        ButtonHolder(Submit(_("Cover for them")), BackLink(_("Leave it")), css_class="field row"),
    )
    none_chosen = ""

    absent = StaffField(label=_("Who is away?"))
    user = StaffField(label=_("Who covers for them?"))
    starts = DayField(label=_("First day"))
    last = DayField(
        label=_("Last day"), help_text=_("Choose places below only if somebody covers for some.")
    )

    def clean_starts(self) -> date:
        return _day(self.cleaned_data["starts"])

    def clean_last(self) -> date:
        return _day(self.cleaned_data["last"])

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        absent = data.get("absent")
        if absent and absent == data.get("user"):
            self.add_error("user", _now("Choose somebody else than who is away."))
        starts, last = data.get("starts"), data.get("last")
        if starts and last and last < starts:
            self.add_error("last", _now("The last day comes before the first. Check both."))
        if absent and starts and not self.errors:
            own = list(areas_of(absent, starts, covering=False))
            picked = {area.pk for area in data["chosen"]}
            data["chosen"] = [area for area in own if not picked or area.pk in picked]
            if not data["chosen"]:
                self.add_error("absent", _now("They look after none of these places then."))
        return data
