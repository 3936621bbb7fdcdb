"""The answer while something is missing for a while: 503, and every word that was typed.

Nothing here needs the database. Where nobody can be asked who is signed in, the words go to the
session whose page the form stood on, and to nobody else.
"""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import Error
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from bigstory.core.closings.restored import is_restored
from bigstory.core.outage import AGAIN_IN
from bigstory.kit.autosave import is_autosave, not_yet
from bigstory.kit.kept import is_kept
from bigstory.kit.typed import Typed, given_back, given_back_unasked, is_for_a_page, mark_of


class ShutMiddleware:
    """While an older copy of the record is not closed again, nobody reads anything.

    `/health/`, which stands before it, says that the site waits for `manage.py close_again`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if is_restored():
            return not_just_now(request, restored=True)
        return self.get_response(request)


def not_just_now(
    request: HttpRequest, *, restored: bool = False, lasts: bool = False
) -> HttpResponse:
    """503, for a page or for a script, which both send it again later.

    `restored`: an older copy of the record was put back, and is not open yet. `lasts`: somebody has
    to mend it, and nobody knows when.
    """
    mended_first = lasts or restored
    response = _to_a_script(request, mended_first) or _page(request, restored, mended_first)
    if not lasts:
        response.headers["Retry-After"] = str(AGAIN_IN)
    return response


def _to_a_script(request: HttpRequest, lasts: bool) -> HttpResponse | None:
    says = _("Not saved: something we need is missing for a while. It is sent again in a minute.")
    if lasts:
        says = _("Not saved: somebody has to mend something here first. Keep your words.")
    if is_autosave(request):
        return not_yet(says, status=503)
    if is_kept(request) or not is_for_a_page(request):
        return JsonResponse({"saved": False, "says": says}, status=503)
    return None


def _page(request: HttpRequest, restored: bool, lasts: bool) -> HttpResponse:
    typed = _words(request) if request.method == "POST" else None
    context = {"typed": typed, "sent": request.method == "POST", "restored": restored}
    context["lasts"] = lasts
    if typed and typed.writer is not None:
        session = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
        context["mark"] = mark_of(typed.writer, session)
    # Nobody is asked again on the way out: that would break as well.
    request.user = AnonymousUser()
    return render(request, "errors/503.html", context, status=503)


def _words(request: HttpRequest) -> Typed | None:
    """What was typed, for whoever wrote it; None where that cannot be known, or read."""
    try:
        return given_back(request)
    except (Error, OSError):
        pass
    try:
        return given_back_unasked(request)
    except (Error, OSError):
        return None
