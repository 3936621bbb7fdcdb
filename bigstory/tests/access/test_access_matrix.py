"""Everybody asks for everything. Nobody may read a byte, or change a row, that is not theirs.

Judged by planted markers in what came back and by the rows of the database, not by status codes
alone: a page that says 200 may be right, and one that says 404 may still have told.
"""

from collections import Counter

import pytest

from bigstory.tests.access.addresses import addresses
from bigstory.tests.access.addresses.address import Address
from bigstory.tests.access.crawl import Crawl, every_url_name
from bigstory.tests.access.forms import forms_in
from bigstory.tests.access.people import ASKERS, Asker
from bigstory.tests.access.table import OWN_ACCOUNT, PAGES, WITH_A_ROLE, Page
from bigstory.tests.access.who_may_read import may_read

# The walk is cut in parts, so that two cores share it. A part that asked for little proves little.
PARTS = 4
LEAST_REQUESTS = 4000
# Reading is asked of a story in every state and for every audience; what is done with one, of
# fewer.
OF_EVERY_ONE = {"story", "story_said", "photo"}
GOT_IN = {200, 302}


@pytest.fixture
def crawl(world, cast):
    return Crawl(world, cast)


def may_open(asker: Asker, page: Page, at: Address) -> bool:
    """What the table says, for an address that exists."""
    if at.planted and not may_read(asker, at.planted):
        return False
    role = asker.role or asker.who
    own = role in page.own.split() and asker.area == at.area
    return page.public or own or role in page.anywhere.split()


def refusals(asker: Asker, page: Page, at: Address) -> set[int]:
    """How a refusal looks: visitors are asked to sign in, strangers find nothing, onlookers are
    told no.
    """
    if not asker.signed_in:
        return {404} if page.public else {302}
    if not at.exists or (at.planted and not may_read(asker, at.planted)):
        return {404}
    knows_the_area = asker.for_the_programme or (at.area and asker.area == at.area)
    if at.planted:
        # They may read the thing, or its public copy, and that is all they may: either answer tells
        # them nothing new.
        return {403} if knows_the_area and asker.role in WITH_A_ROLE.split() else {403, 404}
    return {403} if knows_the_area or not at.area else {404}


def test_every_address_is_in_the_table():
    listed = {page.name for page in PAGES}
    unlisted = {
        name for name in every_url_name() if name not in listed and not name.startswith(OWN_ACCOUNT)
    }
    assert unlisted == set(), "Say in bigstory/tests/access/table.py who may open these."
    assert listed - every_url_name() == set(), "These are in the table and nowhere on the site."


@pytest.mark.parametrize("part", range(PARTS))
def test_nobody_reads_or_changes_what_is_not_theirs(part, crawl):
    walk(crawl, PAGES[part::PARTS])
    total = sum(crawl.requests.values())
    print(
        f"\naccess matrix: {dict(crawl.requests)}, {total} requests, "
        f"{len(crawl.world.markers)} markers, "
        f"{len(crawl.faults)} faults"
    )
    assert crawl.faults == [], "\n".join(crawl.faults)
    assert total >= LEAST_REQUESTS


def is_done_with_it(page: Page) -> bool:
    return bool(page.states) or (
        page.thing in ("story", "in_story", "story_photo") and page.name not in OF_EVERY_ONE
    )


def walk(crawl: Crawl, pages: list[Page]) -> None:
    """Open every address of these pages as everybody, then send their forms as everybody."""
    there = every_url_name()  # what is missing from the site is the other test's fault to find
    pages = [page for page in pages if page.name in there]
    for page in pages:
        for at in addresses(page, crawl.world, few=is_done_with_it(page)):
            for asker in ASKERS:
                _open(crawl, page, at, asker)
    for page in pages:
        _send(crawl, page)


def _open(crawl: Crawl, page: Page, at: Address, asker: Asker) -> None:
    response = crawl.get(asker, at.url)
    if page.post_only or (
        page.states and at.planted and at.planted.state not in page.states.split()
    ):
        return
    welcome = at.exists and may_open(asker, page, at)
    # Without a worker, as here, it says so by 503, to everybody alike.
    got_in = {503} if page.name == "health" else GOT_IN
    crawl.expect(asker, at.url, response, got_in if welcome else refusals(asker, page, at))


def _send(crawl: Crawl, page: Page) -> None:
    """Take the forms from the page of somebody who may open it, and send the very same as the
    others.
    """
    tried: Counter = Counter()
    for at in addresses(page, crawl.world, few=True):
        if not at.exists:
            continue
        opener = next((a for a in ASKERS if may_open(a, page, at) and a.signed_in), None)
        if opener is None:
            continue
        for form in forms_in(crawl.get(opener, at.url), at.url):
            if not form.action.startswith("/account/sign-out"):
                _replay(crawl, page, at, form, tried)


def _replay(crawl: Crawl, page: Page, at: Address, form, tried: Counter) -> None:
    own_page = form.action.split("?")[0] == at.url
    for body in form.bodies():
        for asker in _one_of_each_kind(page, at, tried):
            refused = own_page and not may_open(asker, page, at)
            response = crawl.post(asker, form.action, body, refused=refused)
            if refused:
                crawl.expect(asker, form.action, response, refusals(asker, page, at))


def _one_of_each_kind(page: Page, at: Address, tried: Counter) -> list[Asker]:
    """Who sends a form: everybody the first time on a page; then one of each kind, and of a kind
    whoever sent the fewest yet.
    """
    if not any(tried.values()):
        senders = ASKERS
    else:
        kinds: dict[tuple, list[Asker]] = {}
        for asker in ASKERS:
            kinds.setdefault(kind(asker, page, at), []).append(asker)
        senders = [min(alike, key=tried.__getitem__) for alike in kinds.values()]
    tried.update(senders)
    return senders


def kind(asker: Asker, page: Page, at: Address) -> tuple:
    """Two of one kind may do the same here for the same reason, and are refused in the same way.

    Also where they belong has to be the same, and what they may read of the thing; whoever has no
    role, or no account, is a kind of their own.
    """
    role = asker.role or asker.who
    listed = (role in page.own.split(), role in page.anywhere.split())
    where = "programme" if asker.for_the_programme else asker.area and asker.area == at.area
    answer = "taken" if may_open(asker, page, at) else frozenset(refusals(asker, page, at))
    reads = at.planted is not None and may_read(asker, at.planted)
    return bool(asker.role), asker.signed_in, where, listed, reads, answer
