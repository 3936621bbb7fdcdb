"""Choosing a password, changing it, and getting in when it is forgotten."""

from typing import Any

from allauth.account import forms as allauth
from django.forms import Form
from django.utils.translation import gettext_lazy as _

from bigstory.accounts.forms.plain import ask, ask_address, ask_code


class TwicePassword(Form):
    """The two boxes for a new password, for whichever allauth form has them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = _("12 letters or more. Three or four words in a row are good.")
        ask(self, "password1", _("New password"), _("Enter a new password."), hint)
        ask(self, "password2", _("The same again"), _("Enter the new password again."))


class SetPasswordForm(TwicePassword, allauth.SetPasswordForm):
    pass


class NewPasswordForm(TwicePassword, allauth.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(TwicePassword, allauth.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask(
            self,
            "oldpassword",
            _("The password you have now"),
            _("Enter the password you have now."),
        )


class ForgottenForm(allauth.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_address(self, "email")


class ForgottenCodeForm(allauth.ConfirmPasswordResetCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_code(self)


class ConfirmPasswordForm(allauth.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask(self, "password", _("Your password"), _("Enter your password."))
