"""axe finds nothing on any page, for anybody, on a small phone, a phone and a desk, in light and in
dark.

It also looks at what a page says when a form was sent empty, at refusals and at empty screens, and
whether anything makes a small phone scroll sideways or lies over what somebody would press.
"""

import hashlib
import json
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from bigstory.accounts.sample import PEOPLE
from bigstory.testing.browser import Onlooker
from bigstory.testing.pages.names import NOT_PAGES

pytestmark = pytest.mark.browser

NAMES = ["", *(person.name for person in PEOPLE)]
# The phone is looked at in the dark: colours change with the scheme, and the layout does not.
LOOKS = ((1280, "light"), (390, "dark"), (320, "light"))
AXE = """async ([where, options]) => (await axe.run(where || document, options)).violations"""
OPTIONS = {"resultTypes": ["violations"], "preload": False}
OPEN_FOLDS = "document.querySelectorAll('details').forEach(fold => fold.open = true)"
# What somebody would press and something else would take: nothing may lie over the middle of it.
COVERED = """() => [
  ...document.querySelectorAll('a[href], button, input, select, textarea, summary')
].filter(each => {
  const { x, y, width, height } = each.getBoundingClientRect();
  const hit = document.elementFromPoint(x + width / 2, y + height / 2);
  if (!each.checkVisibility() || !width || !height || !hit) return false;
  return !(each.contains(hit) || hit.contains(each) || hit.closest('label')?.control === each);
}).map((each) => each.outerHTML.slice(0, 160))"""
# A link over the whole first screen, for the control.
COVER = (
    "document.body.append(Object.assign(document.createElement('a'), {id: 'over', href: "
    "'#over'})); "
    "Object.assign(document.getElementById('over').style, {position: 'absolute', inset: 0})"
)
SIDEWAYS = "document.scrollingElement.scrollWidth - window.innerWidth"
# The head of a page, its main part and its foot.
PARTS = re.compile(r"<body.*?(?=<main)|<main.*</main>|</main>.*", re.DOTALL)
HEAD = 0
# Colours that fade from one scheme to the other are there at once.
SETTLE = "document.getAnimations().forEach(each => each.finish())"
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
ASK = """
import json
from bigstory.testing.beside import set_beside
from bigstory.testing.pages import paths
more = set_beside()
print(json.dumps({name: more.get(name, []) + found for name, found in paths().items()}))
"""
TYPED = "input:not([type=hidden]), textarea, select"
# What one person sees is cut in parts, so that two browsers have something to look at to the end.
SHARES = 3
# A run that looked at little proves little.
LEAST = 80 // SHARES


@pytest.fixture(scope="module")
def addresses(site) -> dict[str, list[str]]:
    """What there is to look at, with a photo, a recording and a film beside a draft and beside a
    public story.
    """
    return json.loads(site.ask(ASK))


@pytest.fixture(scope="module")
def axe() -> str:
    return Axe().axe_script


class Seen:
    """Parts of pages that somebody looked at, this worker or another: most people see most pages
    alike.
    """

    def __init__(self, file: Path):
        self.file = file
        self.file.touch()

    def new(self, parts: list[str]) -> list[int]:
        """The places of the parts nobody looked at yet; they count as looked at from now on."""
        known = set(self.file.read_text().split())
        names = [hashlib.sha256(TOKEN.sub("", part).encode()).hexdigest() for part in parts]
        found = [place for place, name in enumerate(names) if name not in known]
        with self.file.open("a") as file:
            file.write("".join(names[place] + "\n" for place in found))
        return found


@pytest.fixture(scope="session")
def seen(shared) -> Seen:
    return Seen(shared / "seen.txt")


class Looking:
    """One person going from page to page, and what axe says of each."""

    def __init__(self, person: Onlooker, axe: str, seen: Seen):
        self.person, self.page, self.axe, self.seen = person, person.page, axe, seen
        self.faults: list[str] = []
        self.tried: set[str] = set()
        self.visited = self.looked_at = 0

    def at(self, name: str, path: str) -> None:
        """Look at what is new on a page: all of it, or only its head where the rest was looked at
        before.

        Asks for the page without drawing it first, which takes a tenth of the time.
        """
        answer = self.person.context.request.get(path)
        self.visited += 1
        new = self.seen.new(PARTS.findall(answer.text()) or [answer.text()])
        if new:
            self.looked_at += 1
            status = self.person.go(path)
            self.look(f"{name} {path} ({status})", only="header" if new == [HEAD] else "")

    def look(self, where: str, only: str = "") -> None:
        self.page.evaluate(self.axe)
        self.page.evaluate(OPEN_FOLDS)
        for width, scheme in LOOKS:
            self.page.set_viewport_size({"width": width, "height": 900})
            self.page.emulate_media(color_scheme=scheme)
            self.page.evaluate(SETTLE)
            for violation in self.page.evaluate(AXE, [only, OPTIONS]):
                for node in violation["nodes"][:3]:
                    why = " ".join(node["failureSummary"].split())[:240]
                    html = node["html"][:160]
                    self.faults.append(
                        f"{where} at {width}, {scheme}: {violation['id']}: {html} {why}"
                    )
            covered = self.page.evaluate(COVERED)
            self.faults += [
                f"{where} at {width}: something lies over {each}" for each in covered[:3]
            ]
        if (too_wide := self.page.evaluate(SIDEWAYS)) > 0:
            self.faults.append(f"{where} scrolls sideways by {too_wide} px at {LOOKS[-1][0]}")

    def empty_forms(self, name: str, path: str) -> int:
        """Send each form of a page empty, and look at what comes back where it came back with a
        complaint.
        """
        self.person.go(path)
        if (place := self.page.url.split("?")[0]) in self.tried:
            return 0  # it led to a page that was tried before, mostly to the one to sign in
        self.tried.add(place)
        forms = self.page.locator("main form[method=post]")
        typed = [place for place in range(forms.count()) if forms.nth(place).locator(TYPED).count()]
        for place in typed:
            self.person.go(path)
            if place >= forms.count():
                # A form before it was content with nothing, and its part of the page is done with.
                break
            with self.page.expect_navigation():
                self.page.evaluate(SEND_EMPTY, place)
            if self.page.locator("main [aria-invalid=true]").count():
                self.look(f"{name} {path} sent empty")
        return len(typed)


def worth_a_look(addresses: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [
        (page, path)
        for page, places in addresses.items()
        if page not in NOT_PAGES
        for path in places
    ]


@pytest.mark.parametrize("part", range(SHARES))
@pytest.mark.parametrize("name", NAMES, ids=[name or "visitor" for name in NAMES])
def test_axe_finds_nothing_on_any_page(name, part, meet, axe, addresses, seen):
    looking = Looking(meet(name, reduced_motion="reduce"), axe, seen)
    for page, path in worth_a_look(addresses)[part::SHARES]:
        looking.at(page, path)
    print(
        f"\naxe: {name or 'visitor'} opened {looking.visited} pages, {looking.looked_at} "
        "of them new"
    )
    assert not looking.faults, "\n" + "\n".join(looking.faults)
    assert looking.visited >= LEAST


@pytest.mark.parametrize("name", ["", "Denise", "Priya", "Ines"])
def test_axe_finds_nothing_on_a_form_sent_empty(name, meet, axe, addresses, seen):
    looking = Looking(meet(name, reduced_motion="reduce"), axe, seen)
    sent = 0
    for page, places in addresses.items():
        if page not in NOT_PAGES and page != "account_logout":
            for path in places[:1] if page != "story_tell" else places:
                sent += looking.empty_forms(page, path)
    print(f"\naxe: {name or 'visitor'} sent {sent} empty forms")
    assert not looking.faults, "\n" + "\n".join(looking.faults)
    assert sent >= 3


def test_what_is_wrong_would_be_noticed(site, chromium, axe, seen):
    """The control: without it, eyes that see nothing would pass for a site without faults."""
    person = Onlooker.arrive(site, chromium)
    looking = Looking(person, axe, seen)
    person.go("/about/")
    planted = "<img src=x style='margin: 0'><table><tr><td nowrap>" + "too wide " * 90 + "</table>"
    person.page.evaluate("html => document.querySelector('main').innerHTML = html", planted)
    person.page.evaluate(COVER)
    looking.look("planted")
    person.leave()
    assert any("image-alt" in fault for fault in looking.faults)
    assert any("sideways" in fault for fault in looking.faults)
    assert any("something lies over <a" in fault for fault in looking.faults)
    assert any("CSP style-src" in line for line in person.wrong)
