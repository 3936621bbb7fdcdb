"""Reads the forms out of a page, filled in as somebody would, so that a refused person can send the
very same.
"""

from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser

TEXT = "Words typed by the crawl"


@dataclass
class Form:
    action: str
    method: str = "get"
    body: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    # The boxes for words, by name.
    told: set[str] = field(default_factory=set)
    # Whether it asks for anything at all, or is nothing but a button.
    asks: bool = False
    # Whether one of its buttons has no name, as Save has.
    plain: bool = False

    def bodies(self):
        """The body once for each named button, as each of them sends something else."""
        for name, value in self.buttons or [("", "")]:
            yield {**self.body, **({name: [value]} if name else {})}


class _Reader(HTMLParser):
    def __init__(self, page: str):
        super().__init__()
        self.page = page
        self.forms: list[Form] = []
        self.select: str | None = None

    def handle_starttag(self, tag, attrs):
        at = dict(attrs)
        if tag == "form":
            self.forms.append(
                Form(at.get("action") or self.page, (at.get("method") or "get").lower())
            )
        elif self.forms and tag in ("input", "textarea", "button", "select", "option"):
            getattr(self, f"_{tag}")(at)

    def _input(self, at):
        name = at.get("name")
        kind = at.get("type", "text")
        body = self.forms[-1].body
        if not name or kind in ("submit", "file", "image"):
            return
        self.forms[-1].asks |= kind != "hidden"
        if kind == "radio":
            body.setdefault(name, [at.get("value", "on")])
        elif kind == "checkbox":
            body.setdefault(name, []).append(at.get("value", "on"))
        else:
            body[name] = [at.get("value") or self._typed(kind, at)]
            if kind == "text" and "inputmode" not in at:
                self.forms[-1].told.add(name)

    @staticmethod
    def _typed(kind: str, at: dict) -> str:
        if kind == "hidden":
            return ""
        if kind == "email":
            return "somebody-new@example.org"
        if kind == "date":
            return date.today().isoformat()
        return "3" if at.get("inputmode") in ("numeric", "decimal") or kind == "number" else TEXT

    def _textarea(self, at):
        if at.get("name"):
            self.forms[-1].body.setdefault(at["name"], [TEXT])
            self.forms[-1].told.add(at["name"])
            self.forms[-1].asks |= "hidden" not in at

    def _button(self, at):
        if at.get("name"):
            self.forms[-1].buttons.append((at["name"], at.get("value", "")))
        elif at.get("type") != "button":
            self.forms[-1].plain = True

    def _select(self, at):
        self.select = at.get("name")
        self.forms[-1].asks = True

    def _option(self, at):
        if self.select and at.get("value"):
            self.forms[-1].body.setdefault(self.select, [at["value"]])


def forms_in(response, page: str) -> list[Form]:
    """Every form of a page that sends by POST. A download has none."""
    if response.streaming:
        return []
    reader = _Reader(page)
    reader.feed(response.content.decode(errors="replace"))
    return [form for form in reader.forms if form.method == "post"]
