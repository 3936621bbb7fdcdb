"""axe finds nothing on any page, for anybody, on a small phone, a phone and a desk, in light and in dark.

It also looks at what a page says when a form was sent empty, at refusals and at empty screens, and whether anything
makes a small phone scroll sideways.
"""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from bigstory.accounts.sample import PEOPLE
from bigstory.testing.browser import Onlooker
from bigstory.testing.pages import NOT_PAGES

pytestmark = pytest.mark.browser

NAMES = ["", *(person.name for person in PEOPLE)]
WIDTHS = (1280, 390, 320)
EVERYTHING = {"resultTypes": ["violations"]}
CONTRAST = EVERYTHING | {"runOnly": ["color-contrast"]}
OPEN_FOLDS = "document.querySelectorAll('details').forEach(fold => fold.open = true)"
SIDEWAYS = "document.scrollingElement.scrollWidth - window.innerWidth"
PARTS = "Array.from(document.querySelectorAll('header, main, footer'), part => part.outerHTML)"
# What is new each time a page is made: the tokens of its forms.
TOKEN = re.compile(r'value="[\w-]{36,}"')
# Sends a form as somebody would who filled in nothing, whatever the page would have checked first.
SEND_EMPTY = """(place) => {
  const form = document.querySelectorAll('main form[method=post]')[place];
  form.querySelectorAll('input:not([type=hidden]), textarea, select').forEach((field) => {
    if (['checkbox', 'radio'].includes(field.type)) field.checked = false; else field.value = '';
  });
  form.noValidate = true;
  form.requestSubmit();
}"""
TYPED = "main form[method=post]:has(input:not([type=hidden]), textarea, select)"
# A run that looked at little proves little.
LEAST = 80


@pytest.fixture(scope="module")
def addresses(site) -> dict[str, list[str]]:
    return json.loads(site.ask("import json; from bigstory.testing.pages import paths; print(json.dumps(paths()))"))


@pytest.fixture(scope="module")
def axe() -> str:
    return Axe().axe_script


@pytest.fixture(scope="module")
def seen() -> set[str]:
    """Parts of pages that were looked at. Most people see most pages alike, and axe takes a third of a second."""
    return set()


class Looking:
    """One person going from page to page, and what axe says of each."""

    def __init__(self, person: Onlooker, axe: str, seen: set[str]):
        self.person, self.page, self.axe, self.seen = person, person.page, axe, seen
        self.faults: list[str] = []
        self.visited = self.looked_at = 0

    def at(self, name: str, path: str) -> None:
        """Look at an address, unless somebody saw this very page there before, head and main part and all."""
        status = self.person.go(path)
        self.visited += 1
        parts = {TOKEN.sub("", part) for part in self.page.evaluate(PARTS)}
        if not parts <= self.seen:
            self.seen |= parts
            self.looked_at += 1
            self.look(f"{name} {path} ({status})")

    def look(self, where: str) -> None:
        self.page.evaluate(self.axe)
        self.page.evaluate(OPEN_FOLDS)
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 900})
            self._ask(f"{where} at {width}", EVERYTHING)
        if (too_wide := self.page.evaluate(SIDEWAYS)) > 0:
            self.faults.append(f"{where} scrolls sideways by {too_wide} px at {WIDTHS[-1]}")
        self.page.emulate_media(color_scheme="dark")
        self._ask(f"{where} in the dark", CONTRAST)
        self.page.emulate_media(color_scheme="light")

    def _ask(self, where: str, options: dict) -> None:
        found = self.page.evaluate("(options) => axe.run(document, options)", options)["violations"]
        for violation in found:
            for node in violation["nodes"][:3]:
                why = " ".join(node["failureSummary"].split())[:240]
                self.faults.append(f"{where}: {violation['id']}: {node['html'][:160]} {why}")

    def empty_forms(self, name: str, path: str) -> int:
        """Send each form of a page empty, and look at what comes back where it came back with a complaint."""
        sent = 0
        self.person.go(path)
        forms = self.page.locator("main form[method=post]")
        places = [
            n
            for n in range(forms.count())
            if forms.nth(n).locator("xpath=self::*").locator("input:not([type=hidden]), textarea, select").count()
        ]
        for place in places:
            self.person.go(path)
            with self.page.expect_navigation():
                self.page.evaluate(SEND_EMPTY, place)
            sent += 1
            if self.page.locator("main [aria-invalid=true]").count():
                self.look(f"{name} {path} sent empty")
        return sent


@pytest.mark.parametrize("name", NAMES, ids=[name or "visitor" for name in NAMES])
def test_axe_finds_nothing_on_any_page(name, meet, axe, addresses, seen):
    looking = Looking(meet(name, reduced_motion="reduce"), axe, seen)
    for page, places in addresses.items():
        if page not in NOT_PAGES:
            for path in places:
                looking.at(page, path)
    print(f"\naxe: {name or 'visitor'} opened {looking.visited} pages, {looking.looked_at} of them new")
    assert not looking.faults, "\n" + "\n".join(looking.faults)
    assert looking.visited >= LEAST


@pytest.mark.parametrize("name", ["", "Denise", "Priya", "Ines"])
def test_axe_finds_nothing_on_a_form_sent_empty(name, meet, axe, addresses, seen):
    looking, sent = Looking(meet(name, reduced_motion="reduce"), axe, seen), 0
    for page, places in addresses.items():
        if page not in NOT_PAGES and page != "account_logout":
            for path in places[:1] if page != "story_tell" else places:
                sent += looking.empty_forms(page, path)
    print(f"\naxe: {name or 'visitor'} sent {sent} empty forms")
    assert not looking.faults, "\n" + "\n".join(looking.faults)
    assert sent >= 3
