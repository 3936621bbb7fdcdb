"""What a browser, a shared computer in a community hub, or something on the way may keep of a
page.

What every page knows about the site itself.

Not too often from one place. For pages that anybody may send something to without an account.

Nothing is written down about who asked: the count stands in the cache under a keyed digest, and
goes with its time.
"""

from collections.abc import Callable
from ipaddress import ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac


class PrivateCacheMiddleware:
    """Pages of a signed-in person are never stored by the browser: after sign-out, Back shows
    nothing.

    Everybody else's are asked for anew each time. Left to itself a browser keeps "gone" for good,
    and what stands between keeps a page as long as it likes: something taken back would stay, and
    something put back never come.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            response.headers["Cache-Control"] = "no-store, private"
        response.headers.setdefault("Cache-Control", "no-cache")
        response.headers.setdefault(
            "Permissions-Policy", "geolocation=(), microphone=(), camera=()"
        )
        return response


def site(request: HttpRequest) -> dict[str, bool]:
    return {"demo": settings.DEMO}


def too_often(request: HttpRequest, what: str, *, most: int, seconds: int) -> bool:
    """Count one more of `what` from where this request comes; whether that is more than `most` in
    `seconds`.
    """
    key = f"limit:{what}:{salted_hmac('limit', _place(request)).hexdigest()[:32]}"
    if cache.add(key, 1, seconds):
        return False
    try:
        return cache.incr(key) > most
    except ValueError:  # it ran out between the two
        cache.add(key, 1, seconds)
        return False


def _place(request: HttpRequest) -> str:
    """One household: an address, or with the long ones the part a provider gives to one
    customer.
    """
    address = get_adapter(request).get_client_ip(request) or "unknown"
    try:
        return (
            str(ip_network(f"{address}/64", strict=False))
            if ip_address(address).version == 6
            else address
        )
    except ValueError:
        return address
