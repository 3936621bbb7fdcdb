"""The second step: an app that shows codes, or a passkey."""

from typing import Any

from allauth.mfa.base import forms as base
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.forms import Form
from django.utils.translation import gettext_lazy as _

from bigstory.accounts.forms.plain import ask, ask_app_code


class SecondStepForm(base.AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_app_code(self)


class ConfirmCodeForm(base.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_app_code(self)


class ActivateAppForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_app_code(self, _("The six numbers the app shows now"))


class AddPasskeyForm(AddWebAuthnForm):
    """A key that checks a finger, a face or a PIN signs its owner in by itself; a plain one is a
    second step.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_name(self)
        alone = self.fields["passwordless"]
        alone.label = _("It asks for my finger, my face or a PIN, so let it sign me in by itself")
        alone.help_text = ""
        alone.initial = True


class RenamePasskeyForm(EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_name(self)


def _ask_name(form: Form) -> None:
    ask(
        form,
        "name",
        _("What do you call it?"),
        _("Give it a name."),
        _("So that you know it again: “My phone”."),
    )
