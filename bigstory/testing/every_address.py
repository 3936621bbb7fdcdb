"""Every address that the site answers at, with something in the place of each part that varies."""

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

# By the name of a converter.
SOMETHING = {
    "int": "1",
    "slug": "something",
    "str": "something",
    "path": "1",
    "uuid": "00000000-0000-0000-0000-000000000001",
    "secret": "something",
}
VARIES = re.compile(r"<(?:(\w+):)?\w+>")


def every_address(**instead: str) -> Iterator[tuple[str, str]]:
    """The whole name and the path of each, the admin's too; `instead` is used for a converter."""
    by_converter = SOMETHING | instead
    for name, route in routes(get_resolver()):
        yield name, VARIES.sub(lambda found: by_converter[found[1] or "str"], route)


def routes(resolver: URLResolver, before: str = "/", space: str = "") -> Iterator[tuple[str, str]]:
    """The whole name and the route of each pattern, such as "mine/<secret:secret>/"."""
    for pattern in resolver.url_patterns:
        if not isinstance(pattern.pattern, RoutePattern):
            continue  # the admin's last: whatever it does not know
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}", here
        else:
            inside = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from routes(pattern, here, inside)
