"""Devices on which somebody signed in before.

A stranger who guesses at an account uses up its tries for everybody but those: each known device
has a count of its own. What it is known by is a cookie with a random number, signed, and a keyed
digest of the number with each address that signed in there. It names nobody, and opens nothing.
"""

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

A_YEAR = 365 * 24 * 60 * 60  # seconds since somebody last signed in there
# Of so many people a shared device in a community hub knows, the latest are remembered.
MOST_PEOPLE = 12
SALT = "device"


def known_device(request: HttpRequest, address: str = "") -> str:
    """The number of the device where this address signed in before, else nothing.

    Without an address: where anybody did.
    """
    number, people = _read(request)
    return number if people and (not address or _mark(number, address) in people) else ""


def remember_device(request: HttpRequest, response: HttpResponseBase, address: str) -> None:
    number, people = _read(request)
    number = number or secrets.token_urlsafe(12)
    mark = _mark(number, address)
    latest = [mark, *(other for other in people if other != mark)][:MOST_PEOPLE]
    response.set_signed_cookie(
        _name(),
        ".".join([number, *latest]),
        salt=SALT,
        max_age=A_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    value = request.get_signed_cookie(_name(), default="", salt=SALT, max_age=A_YEAR)
    number, *people = (value or "").split(".")
    return number, people


def _mark(number: str, address: str) -> str:
    """Of an address as it was typed, so that asking costs the same whether it is known or not."""
    return salted_hmac(SALT, f"{number} {address.strip().lower()}").hexdigest()[:20]


def _name() -> str:
    return "__Host-device" if settings.SESSION_COOKIE_SECURE else "device"
