"""What a page is told that saves as somebody types (static/js/autosave.js)."""

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _


def is_autosave(request: HttpRequest) -> bool:
    return "X-Autosave" in request.headers


def saved(seen: object, *, whole: bool = True) -> JsonResponse:
    """The time it was saved, and what the page has now seen; `whole` is false where something needs
    putting right.
    """
    says = (
        _("Saved at %(at)s") if whole else _("Saved at %(at)s, apart from what needs putting right")
    )
    at = timezone.localtime().strftime("%H:%M")
    return JsonResponse({"saved": True, "says": says % {"at": at}, "seen": str(seen)})


def not_saved(why: str) -> JsonResponse:
    """The page goes on showing every word, and stops saving by itself until somebody presses
    Save.
    """
    return JsonResponse(
        {"saved": False, "stop": True, "says": _("Not saved: %(why)s") % {"why": why}}
    )
