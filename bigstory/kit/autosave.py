"""Answers to a page that saves as somebody types (static/js/autosave.js)."""

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _


def is_autosave(request: HttpRequest) -> bool:
    return "X-Autosave" in request.headers


def saved(seen: object, *, whole: bool = True) -> JsonResponse:
    """The time it was saved, and `seen`: the version of the row that the page now has.

    `whole` is false where something needs putting right and was left out.
    """
    if whole:
        sentence = _("Saved at %(at)s")
    else:
        sentence = _("Saved at %(at)s, apart from what needs putting right")
    at = timezone.localtime().strftime("%H:%M")
    return JsonResponse({"saved": True, "says": sentence % {"at": at}, "seen": str(seen)})


def not_saved(why: str, *, status: int = 200) -> JsonResponse:
    """Why it was not saved.

    The page keeps every word, and stops saving by itself until somebody presses Save.
    """
    says = _("Not saved: %(why)s") % {"why": why}
    return JsonResponse({"saved": False, "stop": True, "says": says}, status=status)


def signed_out(sign_in: str) -> JsonResponse:
    """Not saved, as nobody is signed in; with the way to sign in in another window, so that this
    page and its words stay where they are.
    """
    words = {
        "says": _("Not saved: you are signed out. Your words are still on this page."),
        "link": _("Sign in in another window"),
        "url": sign_in,
    }
    return JsonResponse({"saved": False} | words, status=401)


def with_a_fresh_token(token: str) -> JsonResponse:
    """Not saved, as the page is older than the sign-in; with what it needs to be saved now."""
    return JsonResponse({"saved": False, "token": token}, status=403)
