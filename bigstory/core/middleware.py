"""What a browser, a shared computer in a community hub, or something on the way may keep of a
page.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase


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
