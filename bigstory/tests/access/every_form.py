"""Every page of the site as somebody who may open it, and every form on them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.db import transaction
from django.http import HttpResponseBase
from django.urls import resolve

from bigstory.testing.pages import NOT_PAGES
from bigstory.tests.access.addresses import addresses
from bigstory.tests.access.crawl import every_url_name
from bigstory.tests.access.forms import Form, forms_in
from bigstory.tests.access.people import ASKERS
from bigstory.tests.access.table import OWN_ACCOUNT, PAGES
from bigstory.tests.access.test_access_matrix import may_open

# What differs between the boxes and buttons of two rows: a number, or part of a token.
OF_A_ROW = re.compile(r"[0-9a-f]{8,}|\d+")
# Who sees most buttons on a page, before the others.
FIRST = ("worker", "trust")


@dataclass
class Opened:
    """One page: its name in the table, who opened it, where, and what they saw."""

    name: str
    who: str
    url: str
    answer: HttpResponseBase


@dataclass
class Met:
    """A form, the name of the page that takes it, and who met it."""

    name: str
    who: str
    form: Form


def opened(world, cast, *, pages=PAGES) -> Iterator[Opened]:
    """Of what there are many of, only where the page looks different."""
    there = every_url_name()
    askers = sorted((a for a in ASKERS if a.signed_in), key=lambda a: a.who not in FIRST)
    for page in pages:
        seen = set()
        for at in addresses(page, world, few=True) if page.name in there else ():
            asker = next((a for a in askers if may_open(a, page, at)), None)
            state = at.planted and at.planted.state
            if page.post_only or not at.exists or asker is None or (asker, state) in seen:
                continue
            seen.add((asker, state))
            answer = getattr(cast, asker.who).client.get(at.url)
            whole(answer)
            yield Opened(page.name, asker.who, at.url, answer)


@contextmanager
def undone():
    """Whatever happens meanwhile did not."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def whole(answer) -> bytes:
    """A file is read to its end: closing the answer would end the test's connection too."""
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def every_form(world, cast, *, pages=PAGES) -> Iterator[Met]:
    """Each form once, except those of somebody's own account."""
    seen = set()
    pages = [page for page in pages if page.name not in NOT_PAGES]
    for page in opened(world, cast, pages=pages):
        for form in forms_in(page.answer, page.url):
            form.action = form.action.partition("#")[0] or page.url
            name = resolve(urlsplit(form.action).path).view_name
            told = [*form.body, *(f"{button}={value}" for button, value in form.buttons)]
            kind = (name, frozenset(OF_A_ROW.sub("", each) for each in told))
            if kind not in seen and not name.startswith(OWN_ACCOUNT):
                seen.add(kind)
                yield Met(name, page.who, form)
