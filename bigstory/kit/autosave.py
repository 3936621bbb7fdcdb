"""Answers to a page that saves as somebody types (static/js/autosave.js)."""

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _


def is_autosave(request: HttpRequest) -> bool:
    return "X-Autosave" in request.headers


def goes_back(request: HttpRequest) -> bool:
    """Whether somebody leaves without saving: what stood when the page was opened comes once more,
    and what was begun on it is empty.
    """
    return request.headers.get("X-Autosave") == "back"


def saved(seen: object, *, whole: bool = True, url: str = "", also: str = "") -> JsonResponse:
    """The time it was saved, and `seen`: the mark of what the page now shows.

    `whole` is false where something needs putting right and was left out. `url` is where a page
    that made something new goes on; `also` is a sentence the writer should know.
    """
    if whole:
        sentence = _("Saved at %(at)s")
    else:
        sentence = _("Saved at %(at)s, apart from what needs putting right")
    says = sentence % {"at": _clock()}
    if also:
        says = f"{says}. {also}"
    return JsonResponse({"saved": True, "says": says, "seen": str(seen), "url": url})


def draft_kept(pk: int | None) -> JsonResponse:
    """The time a draft was kept; `pk` is its row, none where nothing is left of it."""
    says = _("Kept as a draft at %(at)s") % {"at": _clock()} if pk else ""
    return JsonResponse({"saved": True, "says": says, "unsaved": str(pk or "")})


def _clock() -> str:
    return timezone.localtime().strftime("%H.%M")


def not_saved(why: str, *, status: int = 200) -> JsonResponse:
    """Why it was not saved.

    The page keeps every word, and stops saving by itself until somebody presses Save.
    """
    says = _("Not saved: %(why)s") % {"why": why}
    return JsonResponse({"saved": False, "stop": True, "says": says}, status=status)


def not_yet(says: str, *, status: int = 200) -> JsonResponse:
    """Not saved so far; the page goes on trying."""
    return JsonResponse({"saved": False, "says": says}, status=status)


def signed_out(sign_in: str) -> JsonResponse:
    """Not saved, as nobody is signed in; with the way to sign in in another window, so that this
    page and its words stay where they are.
    """
    says = _("Not saved: you are signed out. Your words are still on this page.")
    link = {"words": _("Sign in in another window"), "url": sign_in}
    return JsonResponse({"saved": False, "says": says, "link": link}, status=401)


def with_a_fresh_token(token: str) -> JsonResponse:
    """Not saved, as the page is older than the sign-in; with what it needs to be saved now."""
    return JsonResponse({"saved": False, "token": token}, status=403)
