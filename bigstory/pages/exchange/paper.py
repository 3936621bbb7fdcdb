"""HTML onto paper, by WeasyPrint. Where its libraries (Pango) are missing, no paper is offered."""

import functools
import hashlib
import importlib
import threading
from collections import OrderedDict
from uuid import UUID

from bigstory.pages.exchange.fetcher import OnlyOurs

# A paper costs about a second of a processor. The same words give the same paper, so the last few
# are kept in memory, found by the words themselves: whoever's page says the same was allowed to
# read the same.
KEPT_PAPERS = 8
_kept: OrderedDict[str, bytes] = OrderedDict()
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
        if key not in _kept:
            _kept[key] = _make(html, photos)
            while len(_kept) > KEPT_PAPERS:
                _kept.popitem(last=False)
        _kept.move_to_end(key)
        return _kept[key]


def _make(html: str, photos: frozenset[UUID]) -> bytes:
    from weasyprint import HTML

    # No base address: whatever names a file by a path of its own leads nowhere.
    document = HTML(string=html, url_fetcher=OnlyOurs(photos))
    return document.write_pdf(
        pdf_variant="pdf/ua-1", optimize_images=True, jpeg_quality=80, dpi=150
    )
