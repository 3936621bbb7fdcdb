"""People who read across areas must have a second step before anything else."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from areas.access import grants
from bigstory.accounts.roles import SECOND_STEP_ROLES


class SecondStepMiddleware:
    # Where a person without a second step may still go: to set it up, and out.
    OPEN = ("mfa_", "account_")

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        if not settings.SECOND_STEP_REQUIRED or not request.user.is_authenticated:
            return None
        name = request.resolver_match.url_name or ""
        if name.startswith(self.OPEN) or not grants(request.user).roles & set(SECOND_STEP_ROLES):
            return None
        if is_mfa_enabled(request.user):
            return None
        messages.info(request, _("You read across areas, so please set up a second step for signing in first."))
        return redirect("mfa_index")
