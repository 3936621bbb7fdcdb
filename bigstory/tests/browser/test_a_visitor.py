"""Somebody from the street, without an account: from a number to its stories, and one about herself
is gone at once.
"""

import re

import pytest
from playwright.sync_api import expect

from bigstory.tests.browser.steps import choose, follow, press

pytestmark = pytest.mark.browser
STORY = "Four hundred yards"


def follows_a_number_to_its_stories(visitor) -> str:
    """As many stories as the number said, and among them the one she opens."""
    page = visitor.page
    visitor.go("/outcomes/better-place/")
    row = page.get_by_role("row", name=re.compile("Whose story it is"))
    number = row.get_by_role("link").nth(1)
    said = number.inner_text().split()[0]
    number.click()
    expect(page.get_by_role("main")).to_contain_text(re.compile(rf"\b{said} stories\b"))
    follow(page, STORY)
    expect(page.get_by_role("heading", level=1)).to_have_text(STORY)
    return page.url


def says_it_is_about_her(visitor) -> None:
    page = visitor.page
    follow(page, "Something is wrong with this story")
    press(page, "Send it")
    expect(page.get_by_role("alert")).to_contain_text("Choose what fits best.")
    choose(page, "What is wrong?", "I am in it and want it taken down")
    page.get_by_label("In your words").fill("I am the neighbour with the dog. Nobody asked me.")
    press(page, "Send it")
    expect(page.get_by_text("Nobody can read that story on the public pages now.")).to_be_visible()


def priya_answers_and_it_comes_back(priya) -> None:
    page = priya.page
    priya.go("/reviews/stops/")
    expect(page.get_by_role("main")).to_contain_text(STORY)
    follow(page, "Look and answer", of=STORY)
    expect(page.get_by_role("main")).to_contain_text("I am the neighbour with the dog.")
    page.get_by_label("What we did").fill("The dog is out of it, and she has read it.")
    page.get_by_label("Lift the stop").check()
    page.get_by_label("Let it go again as far as it went").check()
    press(page, "Close it")
    expect(page.get_by_text("Lifted. Those who read it before can read it again")).to_be_visible()


def test_a_visitor_reads_from_a_number_down_and_takes_herself_out(meet):
    visitor = meet(phone=True)
    other = meet()
    priya = meet("Priya")
    story = follows_a_number_to_its_stories(visitor)
    other.go(story)
    says_it_is_about_her(visitor)
    assert other.page.reload().status == 410
    other.go("/outcomes/better-place/")
    expect(other.page.get_by_text(STORY)).to_have_count(0)
    priya_answers_and_it_comes_back(priya)
    other.go(story)
    expect(other.page.get_by_role("heading", level=1)).to_have_text(STORY)
    other.wrong = [line for line in other.wrong if not re.search(r"\b410\b", line)]
