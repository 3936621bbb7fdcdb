"""From an empty story: who tells it, how far it may go, out to everybody and back step by step; the
page is read after each step, as each reader.
"""

import re

import pytest
from playwright.sync_api import expect

from bigstory.tests.browser.steps import choose, follow, let_every_word_stay, press, send_it

pytestmark = pytest.mark.browser
TITLE = "The key hangs by the door now"


def tom_tells(meet) -> tuple:
    """Tom writes down what Wilf told him, with nothing but what has to be there."""
    tom = meet("Tom")
    page = tom.page
    tom.go("/areas/ramsey/stories/new/")
    page.get_by_label("What is different now?").fill(
        "Wilf Harmsworth opens the hall himself. He used to wait in the rain."
    )
    page.get_by_label("Give it a title").fill(TITLE)
    choose(page, "Whose story is it?", "Somebody told it to me")
    page.get_by_label("Under which name?").fill("Wilf Harmsworth")
    page.get_by_label("And what are they, or you?").fill("resident")
    press(page, "Save and carry on")
    story = re.search(r"/stories/(\d+)/", page.url).group(1)
    tom.go(f"/stories/{story}/tell/who/")
    choose(page, "Who can read this?", "Everybody")
    choose(page, "The people in it", "Somebody can be recognised, and everybody is on the list")
    press(page, "Save and carry on")
    return tom, story


def asks_wilf(tom, story: str) -> str:
    """The very words, the ladder; and a link for him. Returns its address."""
    page = tom.page
    tom.go(f"/stories/{story}/people/")
    follow(page, "Write down what they said")
    expect(page.get_by_text("Wilf Harmsworth opens the hall himself.").first).to_be_visible()
    choose(page, "How far may the words go?", "Everybody")
    choose(page, "Under which name?", "Another name")
    page.get_by_label("Which other name?").fill("Wilf")
    press(page, "Keep what they said")
    press(page, "The list is complete") if page.get_by_role(
        "button", name="The list is complete"
    ).count() else None
    tom.go(f"/stories/{story}/links/")
    press(page, "Make their link")
    return page.locator(".card__at").inner_text().strip()


def reads(person, story: str) -> bool:
    """Whether somebody meets the story at its own address, in a search and in the file of all
    stories.
    """
    opens = person.go(f"/stories/{story}/") == 200
    person.go("/stories/?q=hangs")
    assert (person.page.get_by_role("link", name=TITLE).count() > 0) == opens
    file = person.page.request.get("/stories/stories.csv")
    assert file.status == 200
    assert (TITLE in file.text()) == opens
    person.wrong = [line for line in person.wrong if not re.search(r"\b4(04|10)\b", line)]
    return opens


def read_by(readers, story: str) -> list[bool]:
    """Who of these reads it; the last is a visitor, and the feed shows what visitors read."""
    read = [reads(person, story) for person in readers]
    assert (TITLE in readers[-1].page.request.get("/stories/feed/").text()) == read[-1]
    return read


def erases_wilf(priya) -> None:
    """Who asked to be forgotten through his link."""
    page = priya.page
    priya.go("/reviews/stops/?who=Wilf+Harmsworth")
    follow(page, "Look at it")
    for place in page.locator("input[name=theirs]").all():
        place.check()
    page.get_by_label("How do we know that they asked?").fill("by his own link")
    page.get_by_label("I have checked who is asking").check()
    press(page, "Erase for good")


def test_a_story_goes_out_under_the_name_he_allowed_and_comes_back_step_by_step(meet):
    tom, story = tom_tells(meet)
    link = asks_wilf(tom, story)
    tom.go(f"/stories/{story}/tell/check/")
    let_every_word_stay(tom.page)
    send_it(tom.page)
    evaluator = meet("Ines")
    neighbour = meet("Colin")
    visitor = meet()
    readers = (evaluator, neighbour, visitor)
    assert read_by(readers, story) == [True, False, False]
    priya = meet("Priya")
    priya.go(f"/reviews/{story}/")
    priya.page.get_by_label("Your reply").fill("Thank you, and thank Wilf.")
    press(priya.page, "Share it")
    assert read_by(readers, story) == [True, True, True]
    visitor.go(f"/stories/{story}/")
    expect(visitor.page.get_by_text("Harmsworth")).to_have_count(0)
    expect(visitor.page.locator("header .byline")).to_contain_text("Wilf, resident")
    wilf = meet(phone=True)
    left = {"All areas": [True, True, False], "Programme": [True, False, False]}
    left |= {"Our area": [False, False, False]}
    for rung, who in left.items():
        wilf.go(link)
        wilf.page.get_by_text("The words, and how far they may go").first.click()
        choose(wilf.page, "How far may the words go?", rung)
        press(wilf.page, "Follow this from now on")
        assert read_by(readers, story) == who, rung
    press(wilf.page, "Take the story back")
    expect(wilf.page.get_by_text("It is taken back.")).to_be_visible()
    assert read_by(readers, story) == [False, False, False]
    wilf.page.get_by_text("Ask us to forget you").click()
    press(wilf.page, "Ask to be forgotten")
    expect(wilf.page.get_by_text("somebody was asked to delete")).to_be_visible()
    erases_wilf(priya)
    priya.go("/reviews/stops/?who=Wilf+Harmsworth")
    expect(priya.page.get_by_text("Wilf Harmsworth")).to_have_count(0)
    assert tom.go(f"/stories/{story}/") == 410, "it was public once"
    assert read_by(readers, story) == [False, False, False]
    tom.wrong = wilf.wrong = []
