"""HTML onto paper, by WeasyPrint. Where its libraries (Pango) are missing, no paper is offered.

WeasyPrint would follow any address in what it is given, to the network and to the files of the
machine. It is given `OnlyOurs` instead, which knows two kinds of names, our own static files and
photos its reader may see, and has no way to open anything by an address.
"""

import functools
import hashlib
import importlib
import re
import threading
import uuid
from collections import OrderedDict
from io import BytesIO
from uuid import UUID

from django.contrib.staticfiles import finders

from bigstory.core.files.photos import store
from bigstory.core.text.clean import clean

OUR_FILE = re.compile(r"ours:((?:css|img)/[a-z0-9-]+\.(css|svg))")
A_PHOTO = re.compile(r"photo:([0-9a-f-]{36})")
KINDS = {"css": "text/css", "svg": "image/svg+xml"}
PHOTO_SIZE = "small"


class Refused(ValueError):
    """An address that is no name of ours, or a photo that is not this reader's to see."""


class OnlyOurs:
    """Called by WeasyPrint for every address it meets. `refused` lists what it was not given."""

    # Read by WeasyPrint: a picture that is missing leaves a gap, and the paper is made.
    _fail_on_errors = False

    def __init__(self, photos: frozenset[uuid.UUID] = frozenset()):
        self._photos = photos
        self.refused: list[str] = []

    def __call__(self, url: str):
        from weasyprint.urls import URLFetcherResponse

        body, kind = self._open(url)
        return URLFetcherResponse(url, body, {"Content-Type": kind})

    def _open(self, url: str) -> tuple[BytesIO, str]:
        if match := OUR_FILE.fullmatch(url):
            path = finders.find(match[1])
            if path:
                with open(path, "rb") as file:
                    return BytesIO(file.read()), KINDS[match[2]]
        if (match := A_PHOTO.fullmatch(url)) and (name := _as_name(match[1])) in self._photos:
            with store.open_copy(name, PHOTO_SIZE) as file:
                return BytesIO(file.read()), "image/jpeg"
        self.refused.append(url)
        raise Refused(f"Not ours to print: {url[:200]}")


def _as_name(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


# A paper costs about a second of a processor. The same words give the same paper, so the last few
# are kept in memory, by a digest of the words themselves: whoever's page has the same words was
# allowed to read them.
CACHED_PAPERS = 8
_cache: OrderedDict[str, bytes] = OrderedDict()
# One at a time: a crowd at this address waits, and the pages go on.
_one_at_a_time = threading.Lock()


@functools.cache
def available() -> bool:
    """Whether papers can be made here."""
    try:
        importlib.import_module("weasyprint")
    except (ImportError, OSError):
        return False
    return True


def as_pdf(html: str, photos: frozenset[UUID]) -> bytes:
    """One document as tagged PDF (PDF/UA-1).

    It may show these photos and our static files, and fetches nothing.
    """
    key = hashlib.sha256(html.encode()).hexdigest()
    with _one_at_a_time:
        if key not in _cache:
            _cache[key] = _make(html, photos)
            while len(_cache) > CACHED_PAPERS:
                _cache.popitem(last=False)
        _cache.move_to_end(key)
        return _cache[key]


def _make(html: str, photos: frozenset[UUID]) -> bytes:
    from weasyprint import HTML

    # No base address: whatever names a file by a path of its own leads nowhere.
    document = HTML(string=clean(html), url_fetcher=OnlyOurs(photos))
    return document.write_pdf(
        pdf_variant="pdf/ua-1", optimize_images=True, jpeg_quality=80, dpi=150
    )
