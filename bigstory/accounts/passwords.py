"""allauth's forms for a new password: chosen, changed, or forgotten; and the calendar, which opens
without one.
"""

from typing import Any

from allauth.account import forms as allauth
from allauth.core import context
from django.contrib import messages
from django.db import transaction
from django.forms import BooleanField, Form, HiddenInput, IntegerField
from django.utils.translation import gettext_lazy as _

from bigstory.accounts.calendar_links import end_calendar_links
from bigstory.accounts.forms import laid_out, word_field
from bigstory.accounts.models import CalendarLink, User
from bigstory.accounts.tries import Tries


class NewPasswordFields(Form):
    """The two boxes for a new password, for whichever allauth form has them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = _("12 letters or more. Three or four words in a row are good.")
        word_field(self, "password1", _("New password"), _("Enter a new password."), hint)
        word_field(self, "password2", _("The same again"), _("Enter the new password again."))


class SetPasswordForm(NewPasswordFields, allauth.SetPasswordForm):
    helper = laid_out(_("Save the password"), "account_set_password")


class NewPasswordForm(NewPasswordFields, allauth.ResetPasswordKeyForm):
    """For a forgotten one: whoever found it out elsewhere has no calendar either."""

    helper = laid_out(_("Save the new password"))

    @transaction.atomic
    def save(self) -> None:
        super().save()
        _end_calendar(self.user)


class ChangePasswordForm(NewPasswordFields, allauth.ChangePasswordForm):
    """Whoever has an address of a calendar says whether it may go on. It ends where nothing is
    said: whoever knew the password can have made one, and it needs no password.
    """

    helper = laid_out(_("Save the new password"), "account_change_password")

    end_calendar = BooleanField(
        label=_("End the address of my calendar too"),
        help_text=_(
            "Whoever has it goes on reading without your password. Take the tick out if only your "
            "own phone has it."
        ),
        initial=True,
        required=False,
    )
    # Which address was asked about.
    calendar = IntegerField(widget=HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word_field(
            self,
            "oldpassword",
            _("The password you have now"),
            _("Enter the password you have now."),
        )
        own = CalendarLink.objects.filter(user_id=getattr(self.user, "pk", 0))
        self.link = own.filter(ended_at=None).first()
        if self.link is None:
            del self.fields["end_calendar"], self.fields["calendar"]
        else:
            self.fields["calendar"].initial = self.link.pk

    @transaction.atomic
    def save(self) -> None:
        super().save()
        asked = self.link is not None and self.cleaned_data["calendar"] == self.link.pk
        if self.link and not (asked and not self.cleaned_data["end_calendar"]):
            _end_calendar(self.user)

    def clean_oldpassword(self) -> str:
        tries = Tries(context.request, "password", getattr(self.user, "email", ""))
        tries.take()
        password: str = super().clean_oldpassword()
        tries.give_back()
        return password


def _end_calendar(user: object) -> None:
    """End the address of their calendar, and say so on the next page."""
    if isinstance(user, User) and end_calendar_links(user=user, by=user):
        words = _("The address of your calendar has ended. You can make a new one in your account.")
        messages.info(context.request, words)
