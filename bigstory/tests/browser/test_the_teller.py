"""Those who tell without an account, and a helper who writes down what several of them say."""

import re

import pytest
from playwright.sync_api import expect

from bigstory.tests.browser.steps import choose, follow, press

pytestmark = pytest.mark.browser
URN = "“I only came in to look at the urn.”"
MARKET = "The market that lasted eleven Saturdays"


def find(person, title: str) -> str:
    """The address of a story, through the library as anybody finds it."""
    person.go("/stories/?area=ramsey")
    follow(person.page, title)
    return person.page.url


def link_for_ken(meet) -> tuple[str, str]:
    tom = meet("Tom")
    story = find(tom, URN)
    tom.go(f"{story}links/")
    press(tom.page, "Make their link")
    return story, tom.page.locator(".card__at").inner_text().strip()


def test_ken_has_no_account_and_decides_about_his_story_all_the_same(meet):
    story, link = link_for_ken(meet)
    ken = meet(phone=True)
    neighbour = meet()
    ken.go(link)
    page = ken.page
    expect(page.get_by_role("heading", level=1)).to_have_text("What is held about you")
    expect(page.get_by_text("It is on the open web:")).to_be_visible()
    choose(page, "Is what the story tells still true?", "It grew")
    page.get_by_label("In a few words").first.fill("There is a second urn.")
    press(page, "Put it on the life line")
    expect(page.get_by_text("Your answer stands on the story’s life line.")).to_be_visible()
    neighbour.go(story)
    expect(neighbour.page.get_by_text("There is a second urn.")).to_be_visible()
    expect(neighbour.page.get_by_role("heading", level=1)).to_have_text(URN)
    page.get_by_text("The words, and how far they may go").first.click()
    choose(page, "How far may the words go?", "All areas")
    press(page, "Follow this from now on")
    expect(page.get_by_text("Read today by: All areas.")).to_be_visible()
    assert neighbour.page.reload().status == 410
    expect(neighbour.page.get_by_text(URN)).to_have_count(0)
    press(page, "Take the story back")
    expect(page.get_by_text("It is taken back.")).to_be_visible()
    priya = meet("Priya")
    assert priya.go(story) == 410, "the same quiet page for everybody outside the area"
    for person in (neighbour, priya):
        person.wrong = [line for line in person.wrong if not re.search(r"\b4(04|10)\b", line)]


def test_tom_writes_down_a_second_voice_and_both_stand(meet):
    tom = meet("Tom")
    page = tom.page
    first = find(tom, MARKET)
    follow(page, "Record somebody else about the same thing")
    expect(page.get_by_text(re.compile("Another voice beside"))).to_be_visible()
    page.get_by_label("What is different now?").fill(
        "My stall is a shop now. I would not have dared."
    )
    page.get_by_label("Give it a title").fill("From a trestle to a shop")
    choose(page, "Whose story is it?", "Somebody told it to me")
    page.get_by_label("Under which name?").fill("")
    page.get_by_label("And what are they, or you?").fill("a stallholder")
    press(page, "Save and carry on")
    press(page, "Save and carry on")
    press(page, "Skip to the end")
    page.get_by_role("link", name=re.compile("Change who can read it")).first.click()
    choose(page, "Who can read this?", "Our area")
    press(page, "Save and carry on")
    press(page, "Keep it for our area")
    follow(page, "One other person told about the same thing")
    expect(page.get_by_role("heading", level=1)).to_have_text("Several voices, one thing")
    for title in (MARKET, "From a trestle to a shop"):
        expect(page.get_by_role("link", name=title)).to_be_visible()
    tom.go(first)
    expect(page.get_by_role("heading", level=1)).to_have_text(MARKET)
