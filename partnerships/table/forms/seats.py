"""The questions about one person's time on a partnership."""

from datetime import date, timedelta

from django import forms
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from areas.models import Area, AreaRole
from bigstory.core.db.dated import today
from bigstory.kit.fields import Picks
from bigstory.kit.layout import BackLink, ButtonHolder, Fold, FormHelper, Include, Submit
from bigstory.kit.once import OnceForm
from bigstory.kit.two_editors import MarkedForm, mark_of
from bigstory.kit.when import EARLIEST, DayField, refuse_far_days
from bigstory.kit.words import LineField
from partnerships.models import Seat

FIELDS = ("name", "kind", "role", "votes", "joined", "left", "user_id", "named_outside")
HINTS = {
    Seat.Kind.RESIDENT: gettext_lazy("Lives here"),
    Seat.Kind.PAID_WORKER: gettext_lazy("Paid to work for the partnership"),
    Seat.Kind.LTO: gettext_lazy("From who holds the money"),
    Seat.Kind.AGENCY: gettext_lazy("Housing, health, police, a charity"),
    Seat.Kind.COUNCILLOR: gettext_lazy("Elected to a council"),
    Seat.Kind.OTHER: gettext_lazy("Anybody else"),
}
QUESTIONS = ("name", "kind", "joined", "role", "votes", "named_outside")
# How far ahead a day of leaving may lie.
FARTHEST = timedelta(days=366)


class SeatForm(forms.Form):
    """The questions about one seat."""

    name = LineField(
        label=gettext_lazy("What is their name?"),
        max_length=80,
        help_text=gettext_lazy("As people here call them."),
        error_messages={
            "required": gettext_lazy("Write their name, as people here call them."),
            "max_length": gettext_lazy("Keep the name to %(limit_value)d letters."),
        },
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Who are they at the table?"),
        choices=Seat.Kind.choices,
        widget=Picks(shape="three", hints={kind.value: hint for kind, hint in HINTS.items()}),
        error_messages={
            "required": gettext_lazy("Choose who they are at the table, such as a resident.")
        },
    )
    role = LineField(
        label=gettext_lazy("What do they do there?"),
        max_length=80,
        required=False,
        help_text=gettext_lazy(
            "Such as “Chair” or “Keeps the minutes”. Leave it empty if nothing in particular."
        ),
        error_messages={"max_length": gettext_lazy("Keep it to %(limit_value)d letters.")},
    )
    votes = forms.BooleanField(label=gettext_lazy("They have a vote"), required=False, initial=True)
    joined = DayField(
        label=gettext_lazy("When did they join?"), help_text=gettext_lazy("About will do.")
    )
    left = DayField(
        label=gettext_lazy("When did they leave?"),
        help_text=gettext_lazy(
            "The first day they were no longer at the table. Empty while they are."
        ),
    )
    user = forms.TypedChoiceField(
        label=gettext_lazy("Do they sign in here?"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=gettext_lazy(
            "People who already hold a role here. When the seat ends, their membership ends too."
        ),
        error_messages={
            "invalid_choice": gettext_lazy("Choose somebody from the list, or “No account”.")
        },
    )
    named_outside = forms.BooleanField(
        label=gettext_lazy("They are happy for their name to be shown outside the partnership"),
        required=False,
    )

    def __init__(self, *args, area: Area, seat: Seat | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.area = area
        self.seat = seat
        self.fields["user"].choices = [("", _("No account")), *_accounts(area, seat)]

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())

    def clean_role(self):
        return " ".join(self.cleaned_data["role"].split())

    def clean_joined(self):
        day = self.cleaned_data["joined"]
        if day is None:
            raise forms.ValidationError(
                _("Write the day they joined. The first of the month will do.")
            )
        refuse_far_days(day, now=today())
        return day

    def clean_left(self):
        left = self.cleaned_data["left"]
        refuse_far_leaving(left)
        return left

    def clean_user(self):
        user_id = self.cleaned_data["user"]
        if user_id and _sits_elsewhere(self.area, self.seat, user_id):
            raise forms.ValidationError(
                _("That account belongs to somebody else at the table. Choose another.")
            )
        return user_id

    def clean(self):
        data = super().clean()
        joined = data.get("joined")
        left = data.get("left")
        if joined and left and left < joined:
            self.add_error("left", _("They cannot have left before they joined. Check both days."))
        if self.seat is None and left and data.get("user"):
            self.add_error(
                "user",
                _("Somebody who has left already needs no account here. Choose “No account”."),
            )
        return data

    def values(self) -> dict:
        """The fields of a Seat, ready to save."""
        data = self.cleaned_data | {"user_id": self.cleaned_data["user"]}
        return {name: data[name] for name in FIELDS}


class NewSeatForm(OnceForm, SeatForm):
    """Somebody joins, or sat here long ago and was never written down."""

    helper = FormHelper(
        *QUESTIONS,
        Fold(gettext_lazy("Signing in, and leaving"), "user", "left"),
        ButtonHolder(
            Submit(gettext_lazy("Write them down"), css_class="btn btn--big", icon="plus"),
            css_class="field row",
        ),
    )


class ChangeSeatForm(MarkedForm, SeatForm):
    """Something about somebody changes.

    Leaving has a page of its own, so the form has `left` only where it is set.
    """

    asked_by = {"user_id": ("user",)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.seat.left is None:
            del self.fields["left"]

    @property
    def helper(self) -> FormHelper:
        if "left" in self.fields:
            fold = Fold(_("Signing in, and leaving"), "user", "left", is_open=True)
        else:
            fold = Fold(_("Signing in"), "user", is_open=True)
        return FormHelper(*QUESTIONS, fold, ButtonHolder(Submit(_("Save")), css_class="field row"))

    def values(self) -> dict:
        self.cleaned_data.setdefault("left", None)
        values = super().values()
        if "left" not in self.fields:
            del values["left"]
        return values


class EndForm(MarkedForm):
    """Somebody leaves."""

    helper = FormHelper(
        "left",
        Include("partnerships/table/seat_end_says.html"),
        ButtonHolder(
            Submit(gettext_lazy("They leave on that day")),
            BackLink(gettext_lazy("They stay")),
            css_class="field row",
        ),
    )

    left = DayField(
        label=gettext_lazy("From which day are they no longer at the table?"),
        help_text=gettext_lazy("Today, a day gone by, or a day you know of already."),
    )

    def __init__(self, *args, seat: Seat, **kwargs):
        super().__init__(*args, **kwargs)
        self.seat = seat

    def clean_left(self):
        left = self.cleaned_data["left"]
        if left is None:
            raise forms.ValidationError(_("Write the day they leave. Today will do."))
        refuse_far_leaving(left)
        if left < self.seat.joined:
            joined = date_format(self.seat.joined, "j F Y")
            raise forms.ValidationError(
                _("They joined on %(joined)s. Write that day or a later one.") % {"joined": joined}
            )
        return left

    def values(self) -> dict:
        return {"left": self.cleaned_data["left"]}


def refuse_far_leaving(day: date | None) -> None:
    """Raises ValidationError for a day of leaving long ago, or over a year ahead."""
    if day is None:
        return
    if day < EARLIEST:
        raise forms.ValidationError(
            _("That was a long time ago. Check the year, such as %(y)s.") % {"y": today().year}
        )
    if day > today() + FARTHEST:
        raise forms.ValidationError(
            _("That is more than a year ahead. Write a day within the next year.")
        )


def initial_of(seat: Seat) -> dict:
    """What the change form shows first."""
    return {name: getattr(seat, name) for name in FIELDS} | {
        "user": seat.user_id or "",
        "seen": mark_of(seat, FIELDS),
    }


def _accounts(area: Area, seat: Seat | None) -> list[tuple[int, str]]:
    """Who may be named as the person on a seat: whoever holds a role here, by name.

    Never an e-mail address.
    """
    area_roles = AreaRole.objects.active().filter(area=area).select_related("user")
    roles: dict[int, list[str]] = {}
    names: dict[int, str] = {}
    for area_role in area_roles.order_by("user__name", "user_id"):
        names[area_role.user_id] = area_role.user.name or _("Somebody without a name")
        roles.setdefault(area_role.user_id, []).append(area_role.get_role_display())
    if seat and seat.user_id and seat.user_id not in names:
        names[seat.user_id] = seat.user.name or _("Somebody without a name")
        roles[seat.user_id] = [_("holds no role here now")]
    return [(pk, f"{name}, {', '.join(roles[pk])}") for pk, name in names.items()]


def _sits_elsewhere(area: Area, seat: Seat | None, user_id: int) -> bool:
    """Another seat of theirs that has not ended. One account is one person."""
    others = Seat.objects.filter(partnership__area=area, user=user_id).exclude(
        pk=seat.pk if seat else None
    )
    return others.filter(Q(left=None) | Q(left__gt=today())).exists()
