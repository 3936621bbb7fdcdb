"""Whether a form was taken, told by how its page leads on: what was not saved is kept."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from bigstory.kit.typed import forget, keep_for_writer, typed_in

REACHED = "_reached"  # the attribute of a request that came to its page
TAKEN = "_was_taken"  # that of one whose form was taken for certain


def was_taken(request: HttpRequest) -> None:
    """Say that a form was taken though its page leads on with no word of success."""
    setattr(request, TAKEN, True)


def _only_says_why_not(request: HttpRequest) -> bool:
    if hasattr(request, TAKEN):
        return False
    # Reading the messages of a request would take them from the page that shows them.
    told = {message.level for message in getattr(get_messages(request), "_queued_messages", [])}
    return bool(told) and messages.SUCCESS not in told


def _keep_untaken(request: HttpRequest) -> None:
    """A page leads on and says why it did not save: what was typed is kept, newer than the row that
    it may have come of, and the next page leads to it.
    """
    typed = typed_in(request)
    if typed.answered and typed.writer == request.user.pk and keep_for_writer(request):
        forget(request)
        sentence = _("What you typed is kept for seven days, for you alone.")
        way = format_html('<a href="{}">{}</a>', reverse("account_unsaved"), _("Look at it"))
        messages.info(request, format_html("{} {}", sentence, way))


class TakenMiddleware:
    """What came of a row of Unsaved was saved, so the row goes; what was not saved is kept.

    A page that leads on to another one saved it, unless all it says there is why not; one that is
    shown again did not. Stands last: what another part of the site answered never reached its page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        leads_on = hasattr(request, REACHED) and response.status_code in (302, 303)
        if leads_on and _only_says_why_not(request):
            _keep_untaken(request)
        elif leads_on:
            forget(request)
        return response

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        if request.method == "POST":
            setattr(request, REACHED, True)
