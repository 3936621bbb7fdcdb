"""allauth as this site uses it: nobody signs up, its sentences are ours, and it grants nothing.

People come in by invitation (areas/roles/actions/invitations.py). allauth says who somebody is;
what they may do is answered from roles alone (areas/roles/sign_in.py).
"""

from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bigstory.accounts.devices import remember_device
from bigstory.accounts.somebody import Somebody
from bigstory.accounts.tries import Tries
from bigstory.core.db.unsaved import Unsaved
from bigstory.core.work.mail import post

# Those of allauth's letters that hold a code.
CODES = ("login_code", "password_reset_code")


class InvitedOnlyAdapter(DefaultAccountAdapter):
    """Accounts without a sign-up."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed. Ask whoever invited you."),
        "email_password_mismatch": _(
            "That address and password do not go together. Check both, or ask for a code."
        ),
        "enter_current_password": _(
            "That is not the password you have now. Try again, or choose a new one by e-mail."
        ),
        "incorrect_code": _("That is not the code we sent. Check it, or ask for a new one."),
        "incorrect_password": _("That is not your password. Try again."),
        # Of a code from a letter. How long to wait where tries are counted: tries.py.
        "too_many_login_attempts": _(
            "That was wrong three times, so that code works no more. Ask for a new one."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def format_email_subject(self, subject: str) -> str:
        return str(subject)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Looks at a password so often and no more, whether there is such an account or not."""
        tries = Tries(request, "password", credentials.get("email", ""))
        tries.take()
        user = super().authenticate(request, **credentials)
        if user is not None:
            tries.give_back()
        return user

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **how: Any) -> HttpResponse:
        """By whichever way they came in, the device is known from now on."""
        response = super().post_login(request, user, **how)
        remember_device(request, response, getattr(user, user.get_email_field_name()))
        return response

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where nobody asked for a page: to the words that were not saved, or home."""
        if Unsaved.objects.visible_to(request.user).refused().exists():
            return reverse("account_unsaved")
        return super().get_login_redirect_url(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Our people have one address, on the account; allauth would look in its own table."""
        own: str = getattr(user, user.get_email_field_name())
        super().send_notification_mail(template_prefix, user, context, email or own)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Written here, sent by the worker: by how long a page takes nobody learns who is known."""
        kind = template_prefix.rpartition("/")[2]
        until = None
        if kind in CODES:
            until = timezone.now() + timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)
        post(kind, to=email, context=context, code=kind in CODES, until=until)


def write_to_nobody(kind: str) -> None:
    """As much work as a letter is, where there is nobody to write to: so that an address without
    an account takes no less time than one that has one. Nothing of it stays.
    """
    with transaction.atomic():
        post(kind, to=settings.DEFAULT_FROM_EMAIL, context={"code": ""}, code=True).delete()


class SecondStepAdapter(DefaultMFAAdapter):
    """The second step of signing in, in our words."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_generate_recovery_codes": _(
            "Set up an app or a passkey first. Recovery codes stand in for those."
        ),
        "incorrect_code": _("That code is not right. Wait for the next one and try again."),
    }

    def generate_authenticator_name(
        self,
        user: AbstractBaseUser,
        type: Authenticator.Type,  # noqa: A002  the parent's name for it
    ) -> str:
        return gettext("My passkey")


class AddressBackend(AuthenticationBackend):
    """Finds the person by address and password, and grants nothing.

    Its parent would also give a superuser every permission.
    """

    def has_perm(self, user_obj: Somebody, perm: str, obj: models.Model | None = None) -> bool:
        return False

    def has_module_perms(self, user_obj: Somebody, app_label: str) -> bool:
        return False

    def get_all_permissions(self, user_obj: Somebody, obj: models.Model | None = None) -> set[str]:
        return set()
