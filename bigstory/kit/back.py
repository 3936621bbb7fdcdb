"""Back to where somebody was, on this site only."""

from urllib.parse import parse_qsl, urlencode, urlsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

# The path is kept with the form's token, in a column of 200.
LONGEST = 150


def safe_next(request: HttpRequest) -> str:
    """The path named as `next`; empty where none is named or it leads off the site."""
    path = (request.POST.get("next") or request.GET.get("next") or "").strip()
    ours = url_has_allowed_host_and_scheme(
        path, {request.get_host()}, require_https=request.is_secure()
    )
    return path if ours and path.startswith("/") and len(path) <= LONGEST else ""


def with_query(path: str, **new: str | int) -> str:
    """The path with these parameters set in its query; others stay as they are."""
    parts = urlsplit(path)
    query = [(name, value) for name, value in parse_qsl(parts.query) if name not in new]
    return f"{parts.path}?{urlencode([*query, *new.items()])}"
