"""One press to be one of the sample people.

Demo mode only: anywhere else this address does not exist.
"""

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from bigstory.accounts.models import User
from bigstory.accounts.sample import EMAILS


@login_not_required
@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    email = request.POST.get("email", "")
    if not settings.DEMO or email not in EMAILS:
        raise Http404
    user = get_object_or_404(User, email=email, is_active=True)
    return perform_login(request, Login(user=user, email=email))
