"""One press to be one of the sample people.

Demo mode only: anywhere else this address does not exist.

Signing out empties what this site kept in the browser.

Signing in with a password instead of a code.
"""

from functools import wraps

from allauth.account import views as allauth
from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.account.views import LoginView
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from bigstory.accounts.forms import PasswordForm
from bigstory.accounts.models import User
from bigstory.accounts.sample import EMAILS


@login_not_required
@require_POST
def sign_in_as_example(request: HttpRequest) -> HttpResponse:
    email = request.POST.get("email", "")
    if not settings.DEMO or email not in EMAILS:
        raise Http404
    user = get_object_or_404(User, email=email, is_active=True)
    return perform_login(request, Login(user=user, email=email))


# The log form opens without a signal and keeps what was typed; on a shared phone none of it may
# stay behind.
KEPT_BY_THE_BROWSER = '"storage"'


@wraps(allauth.logout)
def sign_out(request: HttpRequest) -> HttpResponse:
    response = allauth.logout(request)
    if request.method == "POST":
        response.headers["Clear-Site-Data"] = KEPT_BY_THE_BROWSER
    return response


class PasswordView(LoginView):
    template_name = "account/login_password.html"

    def get_form_class(self) -> type[PasswordForm]:
        return PasswordForm


sign_in_with_password = PasswordView.as_view()
