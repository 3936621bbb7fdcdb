"""What signing in gives: Django's own permissions from our roles, and the second step first.

An administrator may use the admin, nobody else may. People who read across areas must set up a
second step before anything else.
"""

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.backends import ModelBackend
from django.db import models
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from areas.access import can, grants, user_with_roles
from bigstory.accounts.models import User
from bigstory.accounts.roles import SECOND_STEP_ROLES, May, Role
from bigstory.accounts.somebody import Somebody
from bigstory.kit.typed import keep_for_writer


class RoleBackend(ModelBackend):
    """Also checks passwords, as its parent does; the address is compared without regard to case."""

    def get_user(self, user_id: int) -> User | None:
        """Whoever is signed in, with their roles: every page asks for both, and for somebody with a
        role that is one statement.
        """
        user = user_with_roles(user_id)
        if user is None:
            return super().get_user(user_id)
        return user if self.user_can_authenticate(user) else None

    def has_perm(self, user_obj: Somebody, perm: str, obj: models.Model | None = None) -> bool:
        return can(user_obj, May.ADMINISTER)

    def has_module_perms(self, user_obj: Somebody, app_label: str) -> bool:
        return can(user_obj, May.ADMINISTER)

    def get_all_permissions(self, user_obj: Somebody, obj: models.Model | None = None) -> set[str]:
        return set()


class SecondStepMiddleware:
    """Sends whoever has a role that needs a second step, and has none, to set one up.

    allauth checks the second step at sign-in, so here a stored one is enough. Whatever is not named
    here in full is closed until then.
    """

    # Where a person without a second step may still go: to set it up, out, and to what visitors
    # read about us.
    SETTING_UP = ("mfa_index", "mfa_activate_totp", "mfa_list_webauthn", "mfa_add_webauthn")
    OWN = ("account", "account_unsaved", "account_reauthenticate", "account_logout")
    PUBLIC = ("about", "privacy", "accessibility", "health")
    OPEN = frozenset([*SETTING_UP, *OWN, *PUBLIC])

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        if not settings.SECOND_STEP_REQUIRED or not request.user.is_authenticated:
            return None
        match = request.resolver_match
        name = (match and match.view_name) or ""
        if name in self.OPEN:
            return None
        strong = grants(request.user).roles & set(SECOND_STEP_ROLES)
        if not strong or is_mfa_enabled(request.user):
            return None
        keep_for_writer(request)
        why = _("Your role reads across areas.")
        if strong == {Role.ADMINISTRATOR}:
            why = _("Your role changes who may do what.")
        rest = _("So, before anything else, please set up a second step.")
        messages.info(request, f"{why} {rest}")
        return redirect("mfa_index")
