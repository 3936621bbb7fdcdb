"""From an empty story: who tells it, how far it may go, out to everybody and back step by step; the
page is read after each step, as each reader.
"""

import re

import pytest
from playwright.sync_api import expect

from bigstory.tests.browser.steps import choose, follow, let_every_word_stay, press, send_it

pytestmark = pytest.mark.browser
TITLE = "The key hangs by the door now"
CUT = "The hall is open on Mondays, and forty people come."


def begins(tom, words: str, *, whose: str, name: str, is_: str) -> str:
    """A story with nothing but what has to be there, for everybody. Its number."""
    page = tom.page
    tom.go("/areas/ramsey/stories/new/")
    page.get_by_label("What is different now?").fill(words)
    page.get_by_label("Give it a title").fill(TITLE)
    choose(page, "Whose story is it?", whose)
    page.get_by_label("Under which name?").fill(name)
    page.get_by_label("And what are they, or you?").fill(is_)
    press(page, "Save and carry on")
    story = re.search(r"/stories/(\d+)/", page.url).group(1)
    tom.go(f"/stories/{story}/tell/who/")
    choose(page, "Who can read this?", "Everybody")
    choose(page, "The people in it", "Somebody can be recognised, and everybody is on the list")
    press(page, "Save and carry on")
    return story


def tom_tells(meet) -> tuple:
    """Tom writes down what Wilf told him, with nothing but what has to be there."""
    tom = meet("Tom")
    story = begins(
        tom,
        "Wilf Harmsworth opens the hall himself. He used to wait in the rain.",
        whose="Somebody told it to me",
        name="Wilf Harmsworth",
        is_="resident",
    )
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


def tells_of_derek(tom) -> tuple[str, str]:
    """His own story, in which Derek is named and lets it go to everybody. It is sent; its number,
    and Derek's link.
    """
    page = tom.page
    words = f"{CUT} Derek Peckover carried the chairs."
    story = begins(tom, words, whose="Mine", name="Tom", is_="worker")
    tom.go(f"/stories/{story}/people/")
    follow(page, "Put somebody on the list")
    page.get_by_label("Their name").fill("Derek Peckover")
    choose(page, "How old are they?", "18 or over")
    choose(page, "How are they in the story?", "named or described")
    choose(page, "Could a neighbour tell who it is?", "Yes")
    choose(page, "Does it tell of their health", "No")
    choose(page, "Do they know that they are in it?", "Yes")
    press(page, "Put them on the list")
    choose(page, "How far may the words go?", "Everybody")
    press(page, "Keep what they said")
    press(page, "The list is complete")
    tom.go(f"/stories/{story}/links/")
    press(page, "Make their link")
    link = page.locator(".card__at").inner_text().strip()
    goes_again(tom, story)
    return story, link


def goes_again(tom, story: str) -> None:
    tom.go(f"/stories/{story}/tell/check/")
    let_every_word_stay(tom.page)
    send_it(tom.page)


def shares(priya, story: str) -> None:
    priya.go(f"/reviews/{story}/")
    priya.page.get_by_label("Your reply").fill("Thank you.")
    press(priya.page, "Share it")


def cuts_derek(tom, story: str) -> None:
    """From the first page: the story back, his part out, and he off the list."""
    page = tom.page
    tom.go("/")
    expect(page.get_by_text("Somebody wants to be taken out")).to_be_visible()
    follow(page, TITLE)
    follow(page, "Change Derek Peckover")
    press(page, "They are not in this story")
    expect(page.get_by_text("“Derek Peckover” stands in the words yet.")).to_be_visible()
    tom.go(f"/stories/{story}/people/")
    press(page, "Take it back and cut their part")
    tom.go(f"/stories/{story}/tell/what/")
    page.get_by_label("What is different now?").fill(CUT)
    press(page, "Save and carry on")
    tom.go(f"/stories/{story}/people/")
    follow(page, "Change Derek Peckover")
    press(page, "They are not in this story")
    press(page, "The list is complete")


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
    follow(page, "Look at it (Wilf Harmsworth)")
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


def test_somebody_in_it_wants_to_be_nowhere_and_it_comes_back_without_them(meet):
    tom = meet("Tom")
    story, link = tells_of_derek(tom)
    evaluator = meet("Ines")
    neighbour = meet("Colin")
    visitor = meet()
    readers = (evaluator, neighbour, visitor)
    priya = meet("Priya")
    shares(priya, story)
    assert read_by(readers, story) == [True, True, True]
    derek = meet(phone=True)
    derek.go(link)
    derek.page.get_by_text("The words, and how far they may go").first.click()
    choose(derek.page, "How far may the words go?", "Nowhere")
    press(derek.page, "Follow this from now on")
    assert read_by(readers, story) == [False, False, False]
    priya.go(f"/reviews/{story}/")
    expect(priya.page.get_by_role("heading", level=1)).to_have_text("This story cannot be read now")
    cuts_derek(tom, story)
    assert read_by(readers, story) == [False, False, False]
    goes_again(tom, story)
    assert read_by(readers, story) == [True, False, False]
    shares(priya, story)
    assert read_by(readers, story) == [True, True, True]
    visitor.go(f"/stories/{story}/")
    expect(visitor.page.get_by_text("Derek")).to_have_count(0)
