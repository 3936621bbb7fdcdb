"""The second step of signing in, in our words."""

from allauth.mfa.adapter import DefaultMFAAdapter
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class SecondStepAdapter(DefaultMFAAdapter):
    def generate_authenticator_name(self, user, type):  # noqa: A002  the parent's name for it
        return gettext("My passkey")

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_generate_recovery_codes": _(
            "Set up an app or a passkey first. Recovery codes stand in for those."
        ),
        "incorrect_code": _("That code is not right. Wait for the next one and try again."),
    }
