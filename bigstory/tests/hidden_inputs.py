"""Reads the forms of a page that carry what somebody typed, and sends one of them."""

from html.parser import HTMLParser

# What a form carries that nobody typed, and that differs from page to page.
GUARDS = ("csrfmiddlewaretoken", "writer", "unsaved", "opened_as")


class Hidden(HTMLParser):
    """The hidden inputs of each form of a page, by where the form is sent."""

    def __init__(self, page: str):
        super().__init__()
        self.forms: list[tuple[str, list[tuple[str, str]]]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        at = dict(attrs)
        if tag == "form":
            self.forms.append((at.get("action") or "", []))
        elif tag == "input" and at.get("type") == "hidden":
            self.forms[-1][1].append((at["name"], at.get("value") or ""))


def hidden_inputs(page: str, action: str) -> list[tuple[str, str]]:
    """What the form that is sent to `action` holds, without what guards it."""
    found = [pairs for at, pairs in Hidden(page).forms if at == action]
    return sorted((n, v) for n, v in found[0] if n not in GUARDS) if found else []


def sent_of(body: dict[str, list[str]]) -> list[tuple[str, str]]:
    """What was typed in a form, with the line breaks that words have once they are here."""
    pairs = [(n, v.replace("\r\n", "\n")) for n, values in body.items() for v in values]
    return sorted((name, value) for name, value in pairs if name not in GUARDS)


def page_of(response) -> str:
    return response.content.decode()


def send_again(client, page: str, action: str, **more):
    """Press the button of the page that gives the words back."""
    body: dict[str, list[str]] = {}
    for name, value in next(pairs for at, pairs in Hidden(page).forms if at == action):
        body.setdefault(name, []).append(value)
    return client.post(action, body | more)
