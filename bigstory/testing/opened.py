"""A page that somebody opened: what their browser sends if they type a little and press Save."""

from html.parser import HTMLParser


def opened(client, path: str, **typed) -> dict[str, list[str]]:
    """What the form of a page sends, with what somebody types into it."""
    page = client.get(path)
    assert page.status_code == 200, (path, page.status_code)
    return sent_by(page.content.decode(), **typed)


def sent_by(page: str, **typed) -> dict[str, list[str]]:
    """The same of a page that was an answer. A list of values ticks these, None unticks all."""
    reader = _Boxes()
    reader.feed(page[page.index("<main") :])
    sent = max(reader.forms, key=len)
    for name, value in typed.items():
        sent[name] = [str(one) for one in _several(value)]
    return {name: values for name, values in sent.items() if values}


def _several(value) -> list:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _is_sent(at: dict) -> bool:
    kind = at.get("type")
    return kind not in ("submit", "file") and (kind not in ("radio", "checkbox") or "checked" in at)


class _Boxes(HTMLParser):
    """The named boxes of each form that is posted, filled in as the page has them."""

    def __init__(self):
        super().__init__()
        self.forms: list[dict[str, list[str]]] = [{}]
        self.open = False
        self.box = ""
        self.select = ""

    def handle_starttag(self, tag, attrs):
        at = dict(attrs)
        if tag == "form" and at.get("method") == "post":
            self.forms.append({})
            self.open = True
        name = at.get("name", "")
        if not self.open or not (name or tag == "option"):
            return
        if tag == "textarea":
            self.box = name
            self._put(name, "")
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in at:
            self._put(self.select, at.get("value", ""))
        elif tag == "input" and _is_sent(at):
            ticked = "on" if at.get("type") == "checkbox" else ""
            self._put(name, at.get("value") or ticked)

    def _put(self, name: str, value: str) -> None:
        self.forms[-1].setdefault(name, []).append(value)

    def handle_data(self, data):
        if self.box:
            # A browser leaves out the first line break of a textarea.
            text = self.forms[-1][self.box][-1] + data
            self.forms[-1][self.box][-1] = text.removeprefix("\n")

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.box = ""
        elif tag == "select":
            self.select = ""
        elif tag == "form":
            self.open = False
