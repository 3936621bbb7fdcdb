"""The profile on paper, asked for by everybody in both parts: no word on it that is not theirs to
read.
"""

import os

import pytest

from bigstory.pages.area import exchange as paper
from bigstory.pages.area import views as view
from bigstory.tests.access.crawl import Crawl
from bigstory.tests.access.people import ASKERS

OWN = ("member", "worker", "lto", "rep")
pytestmark = pytest.mark.skipif(
    not paper.available() and os.environ.get("CI") != "true",
    reason="the libraries of WeasyPrint are not here",
)


@pytest.fixture
def crawl(world, cast):
    return Crawl(world, cast)


def ask_for_all(crawl: Crawl) -> dict[tuple[str, str], int]:
    found = {}
    for asker in ASKERS:
        for letter in "ab":
            url = f"/areas/area-{letter}/profile.pdf"
            found[asker.who, letter] = crawl.get(asker, f"{url}?part=members").status_code
            assert crawl.get(asker, url).status_code == 200
    return found


def test_both_parts_are_read_by_the_areas_own_people_and_by_nobody_else(crawl):
    found = ask_for_all(crawl)
    assert crawl.faults == [], "\n".join(crawl.faults)
    welcome = {who for who, code in found.items() if code == 200}
    assert welcome == {(who, "a") for who in OWN} | {("neighbour", "b")}
    assert found["visitor", "a"] == found["nobody", "a"] == found["neighbour", "a"] == 404
    assert found["trust", "a"] == found["evaluator", "a"] == 403


def test_a_paper_that_told_strangers_would_be_noticed(crawl, cast, monkeypatch):
    """The control: a paper made for a member and handed to whoever asks gives itself away by its
    words.
    """
    made = view.members_part
    monkeypatch.setattr(view, "require", lambda *asked: None)
    monkeypatch.setattr(
        view, "members_part", lambda _user, area, each: made(cast.member.user, area, each=each)
    )
    for asker in ASKERS:
        crawl.get(asker, "/areas/area-a/profile.pdf?part=members")
    told = {fault.split()[0] for fault in crawl.faults}
    assert {"visitor", "nobody", "neighbour", "trust", "evaluator"} <= told
    assert "member" not in told
