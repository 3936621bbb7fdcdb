"""Reads a page as a browser or a screen reader would, and says in a sentence what is wrong with
it.
"""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = set("area base br col embed hr img input link meta source track wbr".split())
# Inside a drawing the rules of HTML do not hold: shapes have no text and need not close apart.
NAMED_BY = ("aria-label", "aria-labelledby", "title")
REFERS = (
    "for",
    "aria-labelledby",
    "aria-describedby",
    "aria-controls",
    "aria-owns",
    "headers",
    "list",
)
LEFT_OVER = re.compile(r"\{\{|\{%|\{#|%\(\w+\)s|^None$|^False$|^True$")


@dataclass
class Element:
    tag: str
    attrs: dict[str, str]
    parent: "Element | None" = None
    text: str = ""  # with what stands inside it
    doubled: list[str] = field(default_factory=list)

    def __contains__(self, name: str) -> bool:
        return name in self.attrs

    def get(self, name: str) -> str:
        return self.attrs.get(name) or ""

    def inside(self, tag: str) -> "Element | None":
        """The nearest element of this tag around it."""
        above = self.parent
        while above and above.tag != tag:
            above = above.parent
        return above

    def __str__(self):
        return (
            "<" + " ".join([self.tag, *(f'{k}="{v}"' for k, v in self.attrs.items())])[:120] + ">"
        )


class Document(HTMLParser):
    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.broken: list[str] = []
        self.doctype = ""
        self._open: list[Element] = []
        self.feed(html)
        self.close()
        self.broken += [f"{element} is never closed" for element in self._open]

    def handle_decl(self, decl):
        self.doctype = decl.lower()

    def handle_starttag(self, tag, attrs):
        names = [name for name, _value in attrs]
        element = Element(tag, dict(attrs), self._open[-1] if self._open else None)
        element.doubled = sorted({name for name in names if names.count(name) > 1})
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)
        if tag == "img":
            self.handle_data(element.get("alt"))

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if self._open and self._open[-1].tag == tag:
            self._open.pop()
        elif any(element.tag == tag for element in self._open):
            self.broken.append(f"</{tag}> closes while {self._open[-1]} is open")
            while self._open.pop().tag != tag:
                pass
        elif tag not in VOID:
            self.broken.append(f"</{tag}> closes nothing")

    def handle_data(self, data):
        for element in self._open:
            element.text += data

    def all(self, *tags: str) -> list[Element]:
        return [element for element in self.elements if element.tag in tags]

    @property
    def ids(self) -> list[str]:
        return [element.attrs["id"] for element in self.elements if "id" in element]

    @property
    def title(self) -> str:
        return " ".join(next(iter(self.all("title")), Element("title", {})).text.split())


def faults(page: Document) -> list[str]:
    """Everything that is wrong with a page; an empty list for a good one."""
    return [fault for rule in RULES for fault in rule(page)]


def _well_formed(page):
    yield from page.broken
    yield from (f"{e} says {', '.join(e.doubled)} twice" for e in page.elements if e.doubled)
    for name in {i for i in page.ids if page.ids.count(i) > 1}:
        yield f"the id {name!r} stands on {page.ids.count(name)} elements"


def _frame(page):
    if page.doctype != "doctype html":
        yield "no doctype"
    if not any(e.get("lang") for e in page.all("html")):
        yield "the page does not say its language"
    if not page.title.endswith("Big Story") or page.title.startswith("–"):
        yield f"the title {page.title!r} does not name the page and the site"
    for tag in ("main", "header", "footer"):
        if not page.all(tag):
            yield f"no <{tag}>"
    if len(page.all("main")) > 1:
        yield "more than one <main>"
    first = next((e for e in page.all("a") if e.inside("body")), None)
    if page.all("nav") and (first is None or not first.get("href").startswith("#")):
        yield "the first link is not the one that skips to the main part"


def _headings(page):
    found = [e for e in page.all("h1", "h2", "h3", "h4", "h5", "h6") if "hidden" not in e]
    if len([e for e in found if e.tag == "h1"]) != 1:
        yield f"{len([e for e in found if e.tag == 'h1'])} first headings"
    yield from (f"{e} is empty" for e in found if not e.text.strip())
    last = 1
    for e in found:
        level = int(e.tag[1])
        if level > last + 1:
            yield f"{e.tag} “{e.text.strip()[:40]}” follows h{last}"
        last = level


def _nothing_inline(page):
    for e in page.elements:
        if "style" in e or e.tag == "style":
            yield f"{e} carries its own style"
        if (
            e.tag == "script"
            and (not e.get("src") or e.text.strip())
            and e.get("type") != "application/json"
        ):
            yield f"{e} is a script in the page"
        yield from (f"{e} carries {name}" for name in e.attrs if name.startswith("on"))
        if e.get("href").lower().startswith("javascript:"):
            yield f"{e} is a script in a link"


def _pictures(page):
    yield from (f"{e} has no alt" for e in page.all("img") if "alt" not in e)
    for e in page.all("svg"):
        named = any(e.get(name) for name in NAMED_BY) or "<title" in e.text
        if (
            e.get("aria-hidden") != "true"
            and not named
            and not e.inside("svg")
            and not e.inside("symbol")
        ):
            yield f"{e} is neither hidden nor named"


def _controls(page):
    labelled = {e.get("for") for e in page.all("label") if e.text.strip()}
    for e in page.all("input", "select", "textarea"):
        if e.get("type") in ("hidden", "submit", "button", "image"):
            continue
        if (
            e.get("id") not in labelled
            and not any(e.get(n) for n in NAMED_BY)
            and not e.inside("label")
        ):
            yield f"{e} has no label"
    for e in page.all("button", "a", "summary"):
        named = e.text.strip() or any(e.get(name) for name in NAMED_BY)
        if not named:
            yield f"{e} has no words"
        if e.tag == "a" and not e.get("href"):
            yield f"{e} leads nowhere"
    for e in page.all("form"):
        tokens = [
            i
            for i in page.all("input")
            if i.get("name") == "csrfmiddlewaretoken" and i.inside("form") is e
        ]
        if e.get("method").lower() == "post" and not tokens:
            yield f"{e} has no token against forgery"


def _references(page):
    known = set(page.ids)
    for e in page.elements:
        for name in REFERS:
            missing = [i for i in e.get(name).split() if i not in known]
            if missing:
                yield f"{e} points to {missing}, which is not there"
        href = e.get("href")
        if e.tag == "a" and href.startswith("#") and href[1:] not in known | {""}:
            yield f"{e} leads to a part that is not there"


def _left_overs(page):
    for e in page.elements:
        if e.tag not in ("html", "body", "main", "script") and LEFT_OVER.search(e.text.strip()):
            yield f"{e} shows {e.text.strip()[:60]!r}"


RULES = [
    _well_formed,
    _frame,
    _headings,
    _nothing_inline,
    _pictures,
    _controls,
    _references,
    _left_overs,
]
