"""What a paper may be made of: our own static files by name, and photos its reader may see.

Nothing else is opened.

WeasyPrint would follow any address in what it is given, to the network and to the files of the
machine. It is given this instead, which knows two kinds of names and has no way to open anything by
an address.
"""

import re
import uuid
from io import BytesIO

from django.contrib.staticfiles import finders

from bigstory.core.photos import store

OUR_FILE = re.compile(r"ours:((?:css|img)/[a-z0-9-]+\.(css|svg))")
A_PHOTO = re.compile(r"photo:([0-9a-f-]{36})")
KINDS = {"css": "text/css", "svg": "image/svg+xml"}
PHOTO_SIZE = "small"


class Refused(ValueError):
    """An address that is no name of ours, or a photo that is not this reader's to see."""


class OnlyOurs:
    """Called by WeasyPrint for every address it meets. `refused` keeps what it was not given."""

    # Asked for by WeasyPrint: a picture that is missing leaves a gap, and the paper is made.
    _fail_on_errors = False

    def __init__(self, photos: frozenset[uuid.UUID] = frozenset()):
        self._photos = photos
        self.refused: list[str] = []

    def __call__(self, url: str):
        from weasyprint.urls import URLFetcherResponse

        body, kind = self._open(url)
        return URLFetcherResponse(url, body, {"Content-Type": kind})

    def _open(self, url: str) -> tuple[BytesIO, str]:
        if found := OUR_FILE.fullmatch(url):
            path = finders.find(found[1])
            if path:
                with open(path, "rb") as file:
                    return BytesIO(file.read()), KINDS[found[2]]
        if (found := A_PHOTO.fullmatch(url)) and _as_name(found[1]) in self._photos:
            with store.open_copy(_as_name(found[1]), PHOTO_SIZE) as file:
                return BytesIO(file.read()), "image/jpeg"
        self.refused.append(url)
        raise Refused(f"Not ours to print: {url[:200]}")


def _as_name(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
