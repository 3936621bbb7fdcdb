"""allauth's forms in our words: a label above the box, nothing in it, errors that say what to do.

Which of allauth's forms each replaces stands in the settings ACCOUNT_FORMS and MFA_FORMS.
"""

from typing import TYPE_CHECKING, Any

from allauth.account import forms as allauth
from allauth.core import context
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.conf import settings
from django.forms import BaseForm, Form
from django.utils.translation import gettext_lazy as _

from bigstory.accounts.adapter import write_to_nobody
from bigstory.accounts.tries import Tries
from bigstory.core.limits.counting import count
from bigstory.kit.layout import Button, ButtonHolder, FormHelper, Include, Remaining, Submit

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from bigstory.accounts.models import User

MESSAGE = "message"


def word_field(
    form: BaseForm,
    name: str,
    label: "StrOrPromise",
    missing: "StrOrPromise",
    hint: "StrOrPromise" = "",
    **errors: "StrOrPromise",
) -> None:
    """Give a field its label, hint and errors, and take allauth's words out of its box.

    `missing` is the error of an empty field; `errors` are others, by their code.
    """
    field = form.fields[name]
    field.label = label
    field.help_text = hint
    field.widget.attrs.pop("placeholder", None)
    field.error_messages.update(required=missing, **errors)


def word_address(form: BaseForm, name: str) -> None:
    invalid = _("Enter an e-mail address, such as denise@example.org.")
    word_field(
        form, name, _("Your e-mail address"), _("Enter your e-mail address."), invalid=invalid
    )
    for validator in form.fields[name].validators:
        setattr(validator, MESSAGE, invalid)


def word_code(form: BaseForm, name: str = "code") -> None:
    word_field(form, name, _("The code from the e-mail"), _("Enter the code from the e-mail."))
    form.fields[name].widget.attrs["class"] = "input--short"


def word_app_code(form: BaseForm, label: "StrOrPromise | None" = None) -> None:
    word_field(
        form, "code", label or _("The code from your app, or a recovery code"), _("Enter the code.")
    )
    form.fields["code"].widget.attrs |= {"class": "input--short", "inputmode": "numeric"}


def laid_out(button: "StrOrPromise", address: str = "") -> FormHelper:
    """Where somebody was going, the questions and one button."""
    return FormHelper(
        Include("account/redirect_field.html"),
        Remaining(),
        ButtonHolder(Submit(button)),
        form_action=address,
    )


# --- signing in: a code by e-mail first, a password as the second way ---
class AddressForm(allauth.LoginForm):
    """The first way: only an address."""

    helper = laid_out(_("Send me a code"), "account_login")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word_address(self, "login")

    def clean_login(self) -> str:
        login: str = super().clean_login()
        self.count_try(login)
        return login

    def count_try(self, login: str) -> None:
        Tries(context.request, "letter", login).take()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()  # type: ignore[no-untyped-call]
        if not self.errors and self.user is None:
            write_to_nobody("login_code")
        return cleaned


class PasswordForm(AddressForm):
    """allauth leaves the password out when codes come first; here it stays."""

    helper = laid_out(_("Sign in"), "account_login_password")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word_field(self, "password", _("Your password"), _("Enter your password."))

    def count_try(self, login: str) -> None:
        """No letter goes out; the password is counted where it is looked at (adapter.py)."""

    def _setup_password_field(self) -> None:
        pass


class CountedCode(Form):
    """A code from a letter, for whichever allauth form asks for one: looked at so often and no
    more, which the view counts by the address that it went to.
    """

    tries: Tries

    def clean_code(self) -> str:
        self.tries.take()
        code: str = super().clean_code()  # type: ignore[misc]
        self.tries.give_back()
        return code


class SignInCodeForm(CountedCode, allauth.ConfirmLoginCodeForm):
    helper = laid_out(_("Sign in"), "account_confirm_login_code")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word_code(self)


# --- a password that was forgotten; the new one: passwords.py ---
class ForgottenForm(allauth.ResetPasswordForm):
    helper = laid_out(_("Send me a code"), "account_reset_password")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word_address(self, "email")

    def clean_email(self) -> str:
        address: str = super().clean_email()
        Tries(context.request, "letter", address).take()
        if not self.users:
            write_to_nobody("password_reset_code")
        return address


class ForgottenCodeForm(CountedCode, allauth.ConfirmPasswordResetCodeForm):
    helper = laid_out(_("Go on"), "account_confirm_password_reset_code")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word_code(self)


class ConfirmPasswordForm(allauth.ReauthenticateForm):
    helper = laid_out(_("Go on"), "account_reauthenticate")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word_field(self, "password", _("Your password"), _("Enter your password."))


# --- the second step: an app that shows codes, or a passkey ---
class AppCodeOnce(Form):
    """A code of the second step, for whichever allauth form asks for one: counted by account,
    wherever it is typed; and a code that the app showed works once.
    """

    user: "User"
    authenticator: Authenticator

    def clean_code(self) -> str:
        tries = Tries(context.request, "second step", self.user.email)
        tries.take()
        code: str = super().clean_code()  # type: ignore[misc]
        if self.authenticator.type == Authenticator.Type.TOTP and self._was_used(code):
            raise get_adapter().validation_error("incorrect_code")
        tries.give_back()
        return code

    def _was_used(self, code: str) -> bool:
        """Within the time in which the app's code is good: allauth remembers it for a third."""
        good_for = app_settings.TOTP_PERIOD * (2 * settings.MFA_TOTP_TOLERANCE + 1)
        digits = normalize_user_code(code)
        return count("app code", self.user.pk, digits, most=1, seconds=good_for).too_often


class SecondStepForm(AppCodeOnce, base.AuthenticateForm):
    helper = laid_out(_("Sign in"), "mfa_authenticate")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word_app_code(self)


class ConfirmCodeForm(AppCodeOnce, base.ReauthenticateForm):
    helper = laid_out(_("Go on"), "mfa_reauthenticate")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word_app_code(self)


class ActivateAppForm(ActivateTOTPForm):
    helper = laid_out(_("It works, switch it on"), "mfa_activate_totp")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word_app_code(self, _("The six numbers the app shows now"))


class AddPasskeyForm(AddWebAuthnForm):
    """A key that checks a finger, a face or a PIN signs in alone; a plain one is a second step."""

    helper = FormHelper(
        Remaining(),
        ButtonHolder(Button(_("Add it"), id="mfa_webauthn_add")),
        form_action="mfa_add_webauthn",
        attrs={"data-passkeys": True, "hidden": True},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word_name(self)
        alone = self.fields["passwordless"]
        alone.label = _("It asks for my finger, my face or a PIN, so let it sign me in by itself")
        alone.help_text = ""
        alone.initial = True


class RenamePasskeyForm(EditWebAuthnForm):
    helper = laid_out(_("Save the name"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word_name(self)


def _word_name(form: Form) -> None:
    word_field(
        form,
        "name",
        _("What do you call it?"),
        _("Give it a name."),
        _("So that you know it again: “My phone”."),
    )
