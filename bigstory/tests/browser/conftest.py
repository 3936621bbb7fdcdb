"""A browser, a running site and people at it.

Run with `make browser`; the plain suite leaves these out.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from bigstory.testing.browser import CHROMIUM, DESK, FLAGS, PHONE, Onlooker, Site, make_record
from bigstory.tests.browser.a_phone import open_once


@pytest.fixture(scope="session")
def chromium() -> Iterator:
    # Playwright runs an event loop, which Django would take for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def shared(tmp_path_factory) -> Path:
    """A folder that all workers of this run have in common: their own lie side by side in it."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def record(shared) -> Path:
    """The example record, made once for all workers."""
    return make_record(shared / "record.sqlite3")


@pytest.fixture(scope="module")
def site(record, tmp_path_factory) -> Iterator[Site]:
    running = Site(record, tmp_path_factory.mktemp("site")).start()
    yield running
    running.stop()


@pytest.fixture
def meet(site, chromium) -> Iterator[Callable[..., Onlooker]]:
    """Ask for people: meet("Denise", phone=True); meet() is a visitor.

    At the end nothing may have gone wrong.
    """
    met: list[Onlooker] = []
    before = len(site.broken())

    def arrive(name: str = "", *, phone: bool = False, **options) -> Onlooker:
        person = Onlooker.arrive(
            site, chromium, name=name, size=PHONE if phone else DESK, **options
        )
        met.append(person)
        return person

    yield arrive
    wrong = [line for person in met for line in person.wrong]
    for person in met:
        person.leave()
    assert not wrong, "the browser complained:\n" + "\n".join(wrong)
    assert not site.broken()[before:], "the site broke:\n" + site.log.read_text()[-6000:]


@pytest.fixture
def phone(meet):
    """Denise's phone, with home opened once while there was a signal."""
    person = meet("Denise", phone=True)
    open_once(person)
    yield person
    # That there was no signal, or the site was busy, is what the browser was asked to say.
    asked_for = ("ERR_INTERNET_DISCONNECTED", "404 (", "413 (", "429 (", "503 (")
    person.wrong[:] = [line for line in person.wrong if not any(each in line for each in asked_for)]
