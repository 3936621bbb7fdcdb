"""Requests and responses of every page: what may be cached, what templates know.

One middleware answers HEAD. The other says what a browser, a shared computer in a community hub, or
a cache on the way may keep of a page. The context processor tells every template about the site.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

ANSWER_TO_A_FORM = "no-cache, private"
# Of a picture or recording: nobody keeps a copy for others, and the browser asks again each time:
# so taking it away works at once.
OF_A_FILE = {
    "Cache-Control": "private, no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Disposition": "inline",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class HeadMiddleware:
    """Whoever asks for the head of a page gets that of the page: each view answers as to GET, and
    what it would have sent is left out.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method != "HEAD":
            return self.get_response(request)
        request.method = "GET"
        response = self.get_response(request)
        if isinstance(response, StreamingHttpResponse):
            response.streaming_content = iter(())
        elif isinstance(response, HttpResponse):
            response.content = b""
        return response


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
        elif response.status_code >= 500:
            # Who is signed in cannot be asked, perhaps.
            response.headers["Cache-Control"] = "no-store, private"
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
