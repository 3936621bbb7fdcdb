"""A number that is a link opens exactly its list, for every reader."""

import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urljoin

import pytest
from django.core.paginator import Page

from bigstory.tests.growing import grow
from outcomes.models import ChangeStory

pytestmark = pytest.mark.once

ELSEWHERE = ("http", "tel:", "mailto:")
LEAST_FOLLOWED = 60
READERS = "visitor nobody member worker lto rep neighbour trust evaluator".split()
PAGES = """
/ /areas/ /areas/{area}/ /areas/{area}/activities/ /areas/{area}/money/ /areas/{area}/plan/
/areas/{area}/partnership/ /areas/{area}/decisions/ /areas/{area}/meetings/ /areas/{area}/timeline/
/areas/{area}/what-came-of-it/ /areas/{area}/elements/ /areas/{area}/sturdiness/ /areas/{area}/desk/
/outcomes/ /outcomes/better-place/ /outcomes/needs-and-action/ /stories/ /portfolio/ /reviews/
""".split()
# “All 18”, “12 stories”, “3”: a number alone or with what it counts; no year, day, sum or share.
COUNTED = re.compile(r"(?:^|All |The )(\d[\d,]*)(?: (?P<what>[a-z].*))?$")
NO_COUNT = re.compile(
    r"£|%|\d:\d|January|February|March|April|May|June|July|August|September|October|November"
    r"|December|Page "
)


class Links(HTMLParser):
    """The links of the main part, or of the `whole` page, each with all of its words."""

    def __init__(self, page: str, *, whole: bool = False):
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._href = None
        self._words: list[str] = []
        self._apart = 0
        self._whole = whole
        self.feed(page if whole else page.split("<main", 1)[-1].split("</main>", 1)[0])

    def handle_starttag(self, tag, attrs):
        at = dict(attrs)
        if tag == "nav":
            self._apart += 1
        if tag == "a" and (self._whole or not self._apart):
            self._href, self._words = at.get("href"), []

    def handle_endtag(self, tag):
        if tag == "nav":
            self._apart -= 1
        if tag == "a" and self._href:
            self.found.append((self._href, " ".join("".join(self._words).split())))
            self._href = None

    def handle_data(self, data):
        if self._href:
            self._words.append(data)


def numbers_of(path: str, page: str) -> list[tuple[str, str, int]]:
    found = []
    for href, words in Links(page).found:
        match = COUNTED.search(words)
        if (
            match
            and not NO_COUNT.search(words)
            and not href.startswith(("http", "tel:", "mailto:"))
        ):
            found.append((urljoin(path, unescape(href)), words, int(match[1].replace(",", ""))))
    return found


def held_by(answer, url: str) -> int | None:
    """How many the list of a page holds: of all its pages. `#did-it-meet` is a list above it."""
    context = answer.context
    if url.endswith("#did-it-meet"):
        return len(context["asks"]) + context["asks_left"]
    if url.endswith("#actions"):
        return sum(action.activities for action in context["page"])
    for layer in context:
        for value in layer.flatten().values() if hasattr(layer, "flatten") else ():
            if isinstance(value, Page):
                return value.paginator.count
    return None


def follow_numbers(client, area) -> tuple[int, list[str]]:
    """How many were followed, and those whose list holds another number."""
    seen: set[tuple[str, int]] = set()
    wrong = []
    for path in (each.format(area=area.slug) for each in PAGES):
        answer = client.get(path, follow=True)
        if answer.status_code != 200:
            continue
        path = answer.redirect_chain[-1][0] if answer.redirect_chain else path
        for url, words, n in numbers_of(path, answer.content.decode()):
            if (url, n) in seen:
                continue
            seen.add((url, n))
            target = client.get(url)
            held = held_by(target, url) if target.status_code == 200 else None
            if held != n:
                wrong.append(f"{path}: “{words}” leads to {url}, which holds {held}")
    return len(seen), wrong


@pytest.mark.parametrize("who", READERS)
def test_each_number_opens_a_list_of_just_so_many(cast, area, who):
    grow(area, by=cast.member.user, first=1, last=30)
    # Some read more than others.
    ChangeStory.objects.create(area=area, title="Among ourselves", what_changed="Much.")
    followed, wrong = follow_numbers(getattr(cast, who).client, area)
    assert wrong == []
    assert followed >= LEAST_FOLLOWED


def test_a_number_that_lies_is_found(cast, area):
    class Liar:
        def get(self, path, **more):
            answer = cast.member.client.get(path, **more)
            answer.content = answer.content.replace(b"All 30 in the diary", b"All 31 in the diary")
            return answer

    grow(area, by=cast.member.user, first=1, last=30)
    _followed, wrong = follow_numbers(Liar(), area)
    assert len(wrong) == 1
    assert "All 31 in the diary" in wrong[0]
