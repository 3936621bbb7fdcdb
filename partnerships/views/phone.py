"""Answers to an entry that was kept on a phone without a signal and is sent by a script
afterwards.
"""

from django.forms import BaseForm
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from bigstory.core.templatetags.questions import problems


def from_a_phone(request: HttpRequest) -> bool:
    return request.headers.get("X-Kept") == "1"


def accepted(path: str) -> JsonResponse:
    return JsonResponse({"saved": True, "url": path})


def refused(form: BaseForm) -> JsonResponse:
    """The same sentences the page would show; the phone keeps every word."""
    return JsonResponse(
        {"saved": False, "says": " ".join(str(problem.words) for problem in problems(form))}
    )


def sent_before(path: str) -> JsonResponse:
    said = _("This was sent once already, with other words. What you sent first is saved.")
    return JsonResponse({"saved": False, "says": said, "url": path})
