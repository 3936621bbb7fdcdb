"""Signing in: a code by e-mail first, a password as the second way."""

from typing import Any

from allauth.account import forms as allauth
from django.utils.translation import gettext_lazy as _

from bigstory.accounts.forms.plain import ask, ask_address, ask_code


class AddressForm(allauth.LoginForm):
    """The first way: only an address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_address(self, "login")


class PasswordForm(AddressForm):
    """allauth leaves the password out when codes come first; here it stays."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask(self, "password", _("Your password"), _("Enter your password."))

    def _setup_password_field(self) -> None:
        pass


class SignInCodeForm(allauth.ConfirmLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_code(self)
