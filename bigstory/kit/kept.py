"""What a phone kept while there was no signal, and a script sends afterwards (static/js/kept.js).

It gets its answers as JSON, and is taken from whoever wrote it and from nobody else.
"""

from django.http import HttpRequest, JsonResponse

# Says whose it is: the id of the account on whose page it was written.
HEADER = "X-Kept"


def is_kept(request: HttpRequest) -> bool:
    return HEADER in request.headers


def is_of_somebody_else(request: HttpRequest) -> bool:
    """Whether whoever wrote it is not the one who is signed in now, if anybody is."""
    return is_kept(request) and request.headers[HEADER] != str(request.user.pk)


def not_now() -> JsonResponse:
    """Not taken so far: it stays on the phone, which tries again."""
    return JsonResponse({"saved": False}, status=409)
