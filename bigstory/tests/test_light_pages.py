"""The page on which tired people log what happened is light: all of it that a phone has to wait
for.
"""

import gzip
import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.urls import reverse

MOST = 25_000  # bytes as they are sent
FILES = re.compile(r'<(?:link rel="stylesheet" href|script src)="/static/([^"?]+)')


def sent(text: str) -> int:
    return len(gzip.compress(text.encode()))


def test_a_phone_waits_for_little_before_somebody_can_log_what_happened(cast, area):
    page = cast.member.client.get(reverse("log", args=[area.slug])).content.decode()
    files = FILES.findall(page)
    # The stylesheet and js/kept.js are on every page, so whoever comes from home has them.
    assert len(files) <= 5, files
    weight = {name: sent(Path(finders.find(name)).read_text()) for name in files}
    assert sum(weight.values()) + sent(page) <= MOST, weight
