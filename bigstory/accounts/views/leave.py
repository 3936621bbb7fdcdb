"""Signing out empties what this site kept in the browser."""

from functools import wraps

from allauth.account import views as allauth
from django.http import HttpRequest, HttpResponse

# The log form opens without a signal and keeps what was typed; on a shared phone none of it may
# stay behind.
KEPT_BY_THE_BROWSER = '"storage"'


@wraps(allauth.logout)
def sign_out(request: HttpRequest) -> HttpResponse:
    response = allauth.logout(request)
    if request.method == "POST":
        response.headers["Clear-Site-Data"] = KEPT_BY_THE_BROWSER
    return response
