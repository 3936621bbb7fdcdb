"""Every address of the site, asked by a visitor or by somebody else: where do they meet a mark?"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.test import Client
from django.urls import reverse
from django.utils.http import http_date

from bigstory.core.files.photos import SIZES
from bigstory.pages.files.views import CAPTIONS, TYPES
from bigstory.testing.pages import paths
from bigstory.testing.pdf import words_of_paper
from bigstory.tests.access.table import PAGES
from outcomes.models import Outcome, Redaction
from partnerships.models import MediaItem

# What a visitor may open. The others lead to the page where one signs in, whatever is public.
PUBLIC = {page.name for page in PAGES if page.public and not page.post_only}
# A file has no words to look for: that it is handed out at all is the finding.
FILES = {"photo", "recording"}
# What a browser that looked before sends along. “You have it already” is an answer that shows the
# old page.
SEEN_BEFORE = {"If-None-Match": "*", "If-Modified-Since": http_date(4_000_000_000)}


@dataclass
class Swept:
    """Names of addresses: those that opened, those where the mark was met, those whose answer
    something may keep and give out later, and how many were asked.
    """

    opened: set[str] = field(default_factory=set)
    met: set[str] = field(default_factory=set)
    kept: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    asked: int = 0


def addresses(mark: str) -> dict[str, list[str]]:
    """By name, whatever there is to ask for today.

    Take it before a deed, to ask for the same things after it.
    """
    places = paths("ramsey")
    places["stories"] += [f"{reverse('stories')}?q={mark}", f"{reverse('stories')}?area=ramsey"]
    places["home"] += [f"{reverse('home')}?q={mark}"]
    places["areas"] += [f"{reverse('areas')}?q={mark}"]
    places["organisations"] += [f"{reverse('organisations')}?q={mark}"]
    for name in ("outcome", "outcome_feed"):
        places[name] += [
            reverse(name, args=[slug]) for slug in Outcome.objects.values_list("slug", flat=True)
        ]
    pictures = [
        *MediaItem.objects.values_list("name", flat=True),
        *Redaction.objects.values_list("rendition", flat=True),
    ]
    places["photo"] += [reverse("photo", args=[name, size]) for name in pictures for size in SIZES]
    places["recording"] += [
        reverse("recording", args=[name, part]) for name in pictures for part in [*TYPES, CAPTIONS]
    ]
    return places


def sweep(
    mark: str,
    places: dict[str, list[str]] | None = None,
    names: set[str] = PUBLIC,
    client: Client | None = None,
) -> Swept:
    """Ask for all there is now, and for `places` as somebody who opened them before. `names`: of
    which addresses. `client`: of somebody signed in; else a visitor asks.
    """
    swept = Swept()
    asks = client or Client()
    for name, address, headers in _to_ask(mark, places or {}, names):
        answer = asks.get(address, headers=headers)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        swept.asked += 1
        if not {"no-cache", "no-store"} & set(answer.get("Cache-Control", "").split(", ")):
            swept.kept.add(name)
        if answer.status_code in (200, 206):
            swept.opened.add(name)
        handed_out = name in FILES and answer.status_code in (200, 206)
        if handed_out:
            swept.files.add(address)
        if handed_out or answer.status_code == 304 or _meets(mark, address, answer, body):
            swept.met.add(name)
    return swept


def _to_ask(
    mark: str, places: dict[str, list[str]], names: set[str]
) -> Iterator[tuple[str, str, dict]]:
    now = addresses(mark)
    for name in sorted((now.keys() | places.keys()) & names):
        before = set(places.get(name, ()))
        for address in dict.fromkeys([*now.get(name, ()), *before]):
            yield name, address, SEEN_BEFORE if address in before else {}


def _meets(mark: str, address: str, answer, body: bytes) -> bool:
    """In the words, on paper, or in what the answer says of itself: where it leads, what the file
    is called.
    """
    said = " ".join(f"{name}: {value}" for name, value in answer.headers.items())
    paper = answer.get("Content-Type", "").startswith("application/pdf")
    words = words_of_paper(body) if paper else body.decode("utf-8", "replace")
    if f"q={mark}" not in address:
        return mark in words or mark in said
    # A search says back what was typed; the titles it found have more to them than that.
    return f"{mark} nobody" in words or f"{mark} lunch" in words
