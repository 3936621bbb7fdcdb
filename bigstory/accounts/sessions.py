"""How long somebody stays signed in: fourteen days from the last day they came."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from bigstory.accounts.models import User
from bigstory.core.db.dated import today

RENEWED = "renewed"  # the day, in the session


class RenewSessionMiddleware:
    """Begins the days of a session anew when somebody comes back.

    On the first request of a day and on no other, as each renewal is a write.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        now = today().isoformat()
        if request.user.is_authenticated and _renewed_on(request, request.user) != now:
            request.session[RENEWED] = now
        return response


def _renewed_on(request: HttpRequest, user: User) -> str:
    """The day on which this session was begun or renewed last."""
    if RENEWED in request.session:
        return str(request.session[RENEWED])
    return timezone.localdate(user.last_login).isoformat() if user.last_login else ""
