"""No secret of a link stands in a log, whoever writes it: Django, gunicorn, a library, ourselves.

Whoever has the secret of a private link or of an invitation is whoever it was given to. So an
address says `<secret:…>` where it has one, and what stands there is left out of every record of
every log of this process, its tracebacks too; also where a letter of the secret was lost, and where
the address is part of another, as in “next=”. A secret by itself is known by its look.
"""

import logging
import re
import sys
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, register_converter
from django.urls.converters import StringConverter

LEFT_OUT = "[secret]"
IN_A_ROUTE = "<secret:"
# What `secrets.token_urlsafe` makes of 24 bytes and of 32, which no word and no number is.
BY_ITS_LOOK = re.compile(
    r"(?<![\w-])(?=[\w-]*[a-z])(?=[\w-]*[A-Z])(?:[\w-]{32}|[\w-]{43})(?![\w-])", re.ASCII
)
SLASH = r"(?:/|%2F|%252F)+"
# The number of a row, where an address has that in the same place, is no secret.
TO_THE_NEXT_SLASH = r"""(?!\d+/)(?:(?!%2F|%252F)[^/\s?&#"'<>])+"""
_formatter = logging.Formatter()


class SecretConverter(StringConverter):
    """The part of an address that is a secret."""


def without_secrets(text: str) -> str:
    for address in _addresses():
        text = address.sub(rf"\g<1>{LEFT_OUT}", text)
    return BY_ITS_LOOK.sub(LEFT_OUT, text)


class Record(logging.LogRecord):
    """A record whose words have no secret in them, whichever handler asks for them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.exc_info:
            # Formatters take this one instead of making their own.
            self.exc_text = without_secrets(_formatter.formatException(self.exc_info))

    def getMessage(self) -> str:  # noqa: N802  its parent's name
        return without_secrets(super().getMessage())


def begin() -> None:
    register_converter(SecretConverter, "secret")
    logging.setLogRecordFactory(Record)


def _addresses() -> tuple[re.Pattern[str], ...]:
    """What comes before each secret, and the secret. Writing a log loads no addresses: none were
    asked for yet.
    """
    loaded = sys.modules.get(settings.ROOT_URLCONF)
    return _compiled() if hasattr(loaded, "urlpatterns") else ()


@cache
def _compiled() -> tuple[re.Pattern[str], ...]:
    before = {
        route.split(IN_A_ROUTE)[0].strip("/")
        for route in _routes(get_resolver())
        if IN_A_ROUTE in route
    }
    return tuple(
        re.compile(f"({SLASH}{SLASH.join(_parts(way))}{SLASH}){TO_THE_NEXT_SLASH}", re.IGNORECASE)
        for way in sorted(before)
    )


def _parts(way: str) -> Iterator[str]:
    for part in way.split("/"):
        yield TO_THE_NEXT_SLASH if part.startswith("<") else re.escape(part)


def _routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield here
        else:
            yield from _routes(pattern, here)
