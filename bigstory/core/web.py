"""Requests and responses of every page: what may be cached, what templates know, how often.

The middleware says what a browser, a shared computer in a community hub, or a cache on the way may
keep of a page. The context processor tells every template about the site. `too_often` limits pages
that anybody may send something to without an account.
"""

from collections.abc import Callable
from ipaddress import ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

ANSWER_TO_A_FORM = "no-cache, private"


class PrivateCacheMiddleware:
    """Pages of a signed-in person are never stored: after sign-out, Back shows nothing.

    Except the answer to a form, such as the page of a form that was refused: a browser that may not
    keep it shows an error of its own at Back, and the words are gone. It keeps that page for this
    person alone, and signing out wipes it (accounts/views.py).

    Everybody else's are fetched anew each time. Left to itself a browser keeps "gone" for good,
    and what stands between keeps a page as long as it likes: something taken back would stay, and
    something put back never come.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        user = getattr(request, "user", None)
        if request.method == "POST" and _is_a_page(response):
            response.headers.setdefault("Cache-Control", ANSWER_TO_A_FORM)
        elif user is not None and user.is_authenticated:
            response.headers["Cache-Control"] = "no-store, private"
        response.headers.setdefault("Cache-Control", "no-cache")
        response.headers.setdefault(
            "Permissions-Policy", "geolocation=(), microphone=(), camera=()"
        )
        return response


def _is_a_page(response: HttpResponseBase) -> bool:
    return response.headers.get("Content-Type", "").startswith("text/html")


def site(request: HttpRequest) -> dict[str, bool]:
    """Context processor: what every page knows about the site itself."""
    return {"demo": settings.DEMO}


def too_often(request: HttpRequest, what: str, *, most: int, seconds: int) -> bool:
    """Count one more `what` from one household; whether that is more than `most` in `seconds`.

    Nothing is written down about whose request it was: the count is kept in the cache under a keyed
    digest, and goes with its time.
    """
    key = f"limit:{what}:{salted_hmac('limit', _household(request)).hexdigest()[:32]}"
    if cache.add(key, 1, seconds):
        return False
    try:
        return cache.incr(key) > most
    except ValueError:  # it ran out between the two
        cache.add(key, 1, seconds)
        return False


def _household(request: HttpRequest) -> str:
    """An IPv4 address, or of an IPv6 address the part a provider gives to one customer."""
    address = get_adapter(request).get_client_ip(request) or "unknown"
    try:
        version = ip_address(address).version
    except ValueError:
        return address
    return str(ip_network(f"{address}/64", strict=False)) if version == 6 else address
