"""Nothing goes round the door for words: whatever is typed anywhere, on a form or in an address,
reaches the database clean, and no page breaks.

Looked at are the statements themselves, so that it does not matter which form, view or query a word
came through.
"""

import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from django.db import transaction

from bigstory.core.text.clean import clean
from bigstory.tests.access.every_form import opened, whole
from bigstory.tests.access.forms import TEXT, forms_in
from bigstory.tests.words.dirt import NOT_SEEN, soiled, words_watched

ROOT = Path(__file__).resolve().parents[3]
# A run that sent little proves little.
LEAST_FORMS = 80
LEAST_SAVED = 60
LEAST_ADDRESSES = 300
NAMED = re.compile(r'(?:GET|query)(?:\.get(?:list)?\(|\[)\s*"(\w+)"')


def test_words_typed_into_any_form_reach_the_database_clean(world, cast):
    told = Counter()
    faults = []
    seen = set()
    for page in opened(world, cast):
        client = getattr(cast, page.who).client
        for form in forms_in(page.answer, page.url):
            for body in form.bodies():
                kind = (page.name, frozenset(body))
                if kind in seen or form.action.startswith("/account/sign-out"):
                    continue
                seen.add(kind)
                with words_watched() as watch, transaction.atomic():
                    answer = client.post(form.action, _soiled(body))
                    transaction.set_rollback(True)
                told["sent"] += 1
                told["saved"] += answer.status_code == 302
                told["words"] += watch.looked_at
                if answer.status_code >= 500:
                    faults.append(f"{form.action} broke")
                faults += [f"{form.action} {words}" for words in watch.unclean]
    print(f"\nwords typed into forms: {dict(told)}")
    assert faults == []
    assert told["sent"] >= LEAST_FORMS
    assert told["saved"] >= LEAST_SAVED


def _soiled(body: dict) -> dict:
    """Every value of a form: those somebody types, and those a page sends along."""
    return {
        f"\u200b{name}\u202e": [soiled(value, several_lines=value == TEXT) for value in values]
        for name, values in body.items()
    }


def test_no_parameter_of_an_address_is_met_unclean(world, cast):
    told = Counter()
    faults = []
    seen = set()
    for page in opened(world, cast):
        if page.name in seen:
            continue
        seen.add(page.name)
        found = _parameters_on(page.answer, urlsplit(page.url).path)
        cut_off = b" maxlength=" in whole(page.answer)
        faults += [f"{page.name} lets a browser cut words off"] * cut_off
        for address in _soiled_addresses(page.url, found):
            with words_watched() as watch:
                answer = getattr(cast, page.who).client.get(address)
                whole(answer)
            told["asked"] += 1
            if answer.status_code >= 500 and page.name != "health":
                faults.append(f"{address[:90]} broke")
            faults += [f"{address[:90]} {words}" for words in watch.unclean]
    print(f"\nwords in addresses: {dict(told)}")
    assert faults == []
    assert told["asked"] >= LEAST_ADDRESSES


@cache
def named_in_code() -> set[str]:
    """Every parameter some view asks an address for."""
    product = [
        path
        for top in ("bigstory", "areas", "partnerships", "outcomes")
        for path in (ROOT / top).rglob("*.py")
        if "tests" not in path.parts
    ]
    return {name for path in product for name in NAMED.findall(path.read_text())}


def _soiled_addresses(url: str, found: dict[str, str]) -> list[str]:
    """With each parameter by itself, with all a page's own, and with every one there is."""
    every = dict.fromkeys(named_in_code(), "zzzz") | found
    asked = [{name: soiled(value)} for name, value in found.items()]
    asked += [{name: soiled(value) for name, value in every.items()}, {NOT_SEEN: NOT_SEEN}]
    return [f"{url}?{urlencode(each)}" for each in asked]


class _Parameters(HTMLParser):
    """The parameters of the forms and links of a page that lead to the page itself."""

    def __init__(self, path: str):
        super().__init__()
        self.path = path
        self.found: dict[str, str] = {}
        self.inside = False

    def handle_starttag(self, tag, attrs):
        at = dict(attrs)
        if tag == "form":
            self.inside = (at.get("method") or "get").lower() == "get"
        elif tag in ("input", "select") and self.inside and at.get("name"):
            self.found.setdefault(at["name"], at.get("value") or "zzzz")
        elif tag == "a" and urlsplit(at.get("href") or "").path in ("", self.path):
            self.found |= dict(parse_qsl(urlsplit(at.get("href") or "").query))


def _parameters_on(page, path: str) -> dict[str, str]:
    if page.streaming or not page.headers["Content-Type"].startswith("text/html"):
        return {}
    reader = _Parameters(path)
    reader.feed(page.content.decode())
    return reader.found


@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "django_language", "messages"])
def test_what_a_browser_kept_for_us_breaks_no_page(cast, area, name):
    """In a cookie any letter can be spelled out, as a figure of eight."""
    kept = f'{name}="abcd\\000\\013efgh12345678"'
    page = cast.visitor.client.get(f"/areas/{area.slug}/", headers={"cookie": kept})
    assert page.status_code == 200


def test_a_search_finds_what_it_looks_for_whatever_came_with_it(cast, area):
    for typed in ("rams\0ey", "ram\u200bsey", "\u202eramsey\u202c", "ramsey"):
        page = cast.visitor.client.get("/areas/", {"q": typed})
        assert area.name in page.content.decode(), typed


def test_a_form_in_another_encoding_is_cleaned_too(cast, area):
    """A phone may name any; this one makes halves of letters out of plain ones."""
    boundary = "zqz"
    part = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="title"\r\n\r\n'
        f"Lunch\\ud800\\x00\r\n--{boundary}--\r\n"
    )
    kind = f"multipart/form-data; boundary={boundary}; charset=unicode_escape"
    with words_watched() as watch:
        answer = cast.member.client.post(f"/areas/{area.slug}/log/", part, content_type=kind)
    assert answer.status_code < 500
    assert watch.unclean == []
    assert clean("Lunch\ud800\0") == "Lunch"
