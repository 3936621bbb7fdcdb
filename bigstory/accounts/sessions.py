"""How long somebody stays signed in, and what becomes of a form that was sent after that.

Fourteen days from the last day they came. What was typed is kept for the account on whose page it
stood, and is there again once they signed in: `Unsaved`.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from allauth.account.internal.userkit import user_id_to_str
from allauth.account.utils import user_pk_to_url_str
from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from bigstory.accounts.models import User
from bigstory.core.db.dated import today
from bigstory.core.work.tasks import task
from bigstory.kit.autosave import is_autosave, signed_out
from bigstory.kit.kept import is_of_somebody_else, not_now
from bigstory.kit.typed import given_back, is_for_a_page, keep_for_writer

RENEWED = "renewed"  # the day, in the session


@task("sessions.clear", daily=True)
def clear_sessions() -> None:
    """Forget the sessions that are over."""
    call_command("clearsessions")


def end_sessions(user: User) -> None:
    """Sign somebody out wherever they are signed in, or are halfway through signing in.

    Call it in the transaction of the deed. A session is worth nothing once the password changes,
    and nobody has one; every session is read for what was begun only after that.
    """
    new = make_password(None)
    User.objects.filter(pk=user.pk).update(password=new)
    user.password = new
    transaction.on_commit(partial(_forget_sessions, user), robust=True)


def _forget_sessions(user: User) -> None:
    # Django's mark of who is signed in, and allauth's two of whom a code was sent to.
    marks = {
        (SESSION_KEY, str(user.pk)),
        ("user_id", user_id_to_str(user)),
        ("user_pk", user_pk_to_url_str(user)),
    }
    for session in Session.objects.iterator():
        if marks & set(_marks_in(session.get_decoded())):
            session.delete()


def _marks_in(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in data.items():
        if isinstance(value, dict):
            yield from _marks_in(value)
        else:
            yield key, str(value)


class RenewSessionMiddleware:
    """Begins the days of a session anew when somebody comes back.

    On the first request of a day and on no other, as each renewal is a write.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code >= 500:
            return response  # what broke may be where the session is kept
        now = today().isoformat()
        if request.user.is_authenticated and _renewed_on(request, request.user) != now:
            request.session[RENEWED] = now
        return response


def _renewed_on(request: HttpRequest, user: User) -> str:
    """The day on which this session was begun or renewed last."""
    if RENEWED in request.session:
        return str(request.session[RENEWED])
    return timezone.localdate(user.last_login).isoformat() if user.last_login else ""


class SignInFirstMiddleware(LoginRequiredMiddleware):
    """Visitors are asked to sign in, except where a page says otherwise; a form loses no word.

    What a phone kept is taken while its writer is signed in, and at no other time.
    """

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        if is_of_somebody_else(request):
            return not_now()
        return super().process_view(request, view_func, view_args, view_kwargs)

    # The stubs know the way to the sign-in page only.
    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponse:
        if request.method == "POST" and is_autosave(request):
            return signed_out(reverse("account_login"))
        if request.method == "POST" and is_for_a_page(request):
            return ask_to_sign_in(request)
        return super().handle_no_permission(request, view_func)


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """The answer to a form of somebody who is not signed in any more."""
    if keep_for_writer(request):
        return sign_in_for_the_words(request)
    if typed := given_back(request):
        return render(request, "errors/signed_out.html", {"typed": typed}, status=403)
    messages.info(request, _("You are signed out, so that was not done. Sign in first."))
    return redirect_to_login(_page_before(request), reverse("account_login"))


def sign_in_for_the_words(request: HttpRequest) -> HttpResponse:
    """To the sign-in page, and from there to what is kept for whoever signs in."""
    sentence = _(
        "You were signed out before that was saved. Nothing you typed is lost: sign in as the same "
        "person, and it is here again."
    )
    messages.info(request, sentence)
    return redirect_to_login(reverse("account_unsaved"), reverse("account_login"))


def _page_before(request: HttpRequest) -> str:
    """The page on which a button was pressed, as its own address may open nothing."""
    came_from = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()})
    parts = urlsplit(came_from if ours else reverse("home"))
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
