"""The second step of signing in, in our words."""

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class SecondStepAdapter(DefaultMFAAdapter):
    def generate_authenticator_name(
        self,
        user: AbstractBaseUser,
        type: Authenticator.Type,  # noqa: A002  the parent's name for it
    ) -> str:
        return gettext("My passkey")

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_generate_recovery_codes": _(
            "Set up an app or a passkey first. Recovery codes stand in for those."
        ),
        "incorrect_code": _("That code is not right. Wait for the next one and try again."),
    }
