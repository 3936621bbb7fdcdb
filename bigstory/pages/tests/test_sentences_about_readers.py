"""Every row is a sentence that some page shows to somebody about who reads what, and who does.

A row holds only where the sentence is on the page and exactly these people read the thing: neither
can change without the other.
"""

import html
import re

import pytest

from bigstory.core.db.dated import today
from bigstory.pages.tests.readers_world import LATER, STORIES, plant
from bigstory.pages.tests.sentences_about_readers import LISTS, PEOPLE, ROWS, WHERE


@pytest.fixture
def world(area, cast) -> dict:
    return plant(area, cast) | {"later": f"{today() + LATER:%-d %B %Y}"}


class Bodies:
    """What each person is shown at each address, asked for once."""

    def __init__(self, cast):
        self._cast = cast
        self._known: dict[tuple[str, str], str] = {}

    def __call__(self, who: str, address: str) -> str:
        """The page or file; empty where they may not open it."""
        if (who, address) not in self._known:
            self._known[who, address] = self._ask(who, address)
        return self._known[who, address]

    def _ask(self, who: str, address: str) -> str:
        answer = getattr(self._cast, who).client.get(address)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        return body.decode() if answer.status_code == 200 else ""


def said_on(page: str) -> str:
    """The words of a page as somebody reads them."""
    main = page[page.find("<main") :]
    words = html.unescape(re.sub(r"<[^>]+>", " ", main))
    return re.sub(r"\s+([.,:;])", r"\1", " ".join(words.split()))


def where(world: dict, thing: str) -> tuple[str, str]:
    """The address at which a thing is read, and the words it is known by there."""
    address, mark = WHERE.get(thing, (f"/stories/{world.get(thing)}/", f"Zq{thing} changed"))
    return address.format(**world), mark


def test_every_sentence_about_who_reads_what_is_true(cast, world):
    body = Bodies(cast)
    wrong = []
    for page, who, sentence, thing, readers in ROWS:
        if sentence.format(**world) not in said_on(body(who, page.format(**world))):
            wrong.append(f"{page} does not say to {who}: {sentence}")
        address, mark = where(world, thing)
        read = "".join(one for one, name in PEOPLE.items() if mark in body(name, address))
        if set(read) != set(readers):
            wrong.append(f"{thing} is read by {read}, not by {readers}: {page}, {sentence}")
    assert wrong == []
    assert shown_to_others(body) == []


def shown_to_others(body: Bodies) -> list[tuple[str, ...]]:
    """The stories that a list, a sheet or a feed shows to somebody who cannot open their page."""
    may = {thing: readers for _page, _who, _sentence, thing, readers in ROWS if thing in STORIES}
    shown = [
        (who, address, thing)
        for one, who in PEOPLE.items()
        for address in LISTS
        for thing, readers in may.items()
        if f"Zq{thing} story" in body(who, address) and one not in readers
    ]
    blind = [
        (who, address)
        for who in PEOPLE.values()
        for address in LISTS
        if "Zqpublic story" not in body(who, address)
    ]
    return shown + blind
