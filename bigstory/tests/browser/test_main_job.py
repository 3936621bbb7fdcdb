"""The main job: one story from a phone in a community hall to the public page, and back again.

Each person's turn ends with what the next person sees.
"""

import re

import pytest
from playwright.sync_api import expect

from bigstory.tests.browser.steps import (
    answer,
    follow,
    let_every_word_stay,
    log_what_happened,
    press,
    send_it,
    tell_what_changed,
)

pytestmark = pytest.mark.browser

LUNCH = "Long-table lunch at the fen hall"
TITLE = "They pushed the tables together"
CHANGED = (
    "Thursdays used to be six small tables. Now it is one long one, and the quiet ones are "
    "asked to pass the gravy."
)
REPLY = (
    "We read this twice. We will use it where other places ask how to begin. Who pushed the "
    "first table?"
)


def denise_logs_what_happened(denise, lunch: str = LUNCH):
    page = denise.page
    denise.go("/")
    log_what_happened(
        page, lunch, came="41", words="One long table for once. Alan brought his accordion."
    )
    # Back where she was, the entry on top, and one gentle question.
    expect(page).to_have_url(re.compile(r"/(\?.*)?(#.*)?$"))
    expect(page.locator(".entry__title").filter(has_text=lunch).first).to_be_visible()
    expect(page.get_by_text("Did something change because of this?")).to_be_visible()


def denise_tells_what_changed(denise, title: str = TITLE, lunch: str = LUNCH) -> str:
    page = denise.page
    page.get_by_role("link", name=re.compile("Tell|Yes", re.IGNORECASE)).first.click()
    expect(page.get_by_text(f"This story begins from “{lunch}”.")).to_be_visible()
    tell_what_changed(
        page,
        title=title,
        changed=CHANGED,
        told_by="Denise",
        told_by_is="resident",
        answers={
            "needs-and-action": "Yes",
            "skills-and-confidence": "Not sure",
            "difference-to-priorities": "A bit",
            "better-place": "Yes",
        },
    )
    let_every_word_stay(page)  # Alan likes to be named
    send_it(page)
    expect(page.get_by_text("Local Trust owes you a reply.")).to_be_visible()
    return page.url


def waiting_from_ramsey(priya) -> int:
    """What the portfolio says waits for Local Trust from Ramsey."""
    priya.go("/portfolio/?q=ramsey")
    heads = priya.page.get_by_role("columnheader").all_inner_texts()
    place = next(n for n, head in enumerate(heads) if "Waiting for us" in head)
    row = priya.page.get_by_role("row", name=re.compile("Ramsey"))
    return int(row.locator("th, td").nth(place).inner_text().strip() or 0)


def priya_reads_and_publishes(priya):
    page = priya.page
    priya.go("/reviews/")
    follow(page, "Read and reply", of=TITLE)
    for words in (CHANGED, "Alan asked why the tables stood apart", "Denise, resident"):
        expect(page.get_by_role("main")).to_contain_text(words)
    answer(page, {"needs-and-action": "A bit", "better-place": "Yes"})
    page.get_by_label("Your reply").fill(REPLY)
    press(page, "Share it: Everybody")
    priya.go("/reviews/")
    expect(
        page.get_by_role("link", name=re.compile(rf"Read and reply\s*:\s*{TITLE}"))
    ).to_have_count(0)


def denise_sees_the_reply(denise):
    denise.go("/")
    expect(denise.page.get_by_text("Who pushed the first table?")).to_be_visible()
    follow(denise.page, TITLE)
    expect(denise.page.get_by_role("heading", level=1)).to_have_text(re.compile(TITLE))


def ines_finds_it_and_reads_it_her_way(ines):
    page = ines.page
    ines.go("/stories/")
    page.get_by_role("searchbox").or_(page.locator("main input[name=q]")).first.fill(
        "pass the gravy"
    )
    page.keyboard.press("Enter")
    expect(
        page.locator("mark").filter(has_text=re.compile("gravy", re.IGNORECASE)).first
    ).to_be_visible()
    follow(page, TITLE)
    page.locator("#readings").get_by_role("link", name=re.compile("read", re.IGNORECASE)).click()
    answer(page, {"difference-to-priorities": "No"})
    group = page.get_by_role("group", name="Did something you had chosen to fix get better?")
    group.get_by_text("Say why, if you like").click()
    group.get_by_role("textbox").fill("The priority was the bus.")
    press(page, "Put it beside the others")
    readings = page.locator("#readings")
    for party in ("Local Trust", "evaluator"):
        expect(readings).to_contain_text(re.compile(party, re.IGNORECASE))
    expect(readings).to_contain_text("No")


def a_visitor_finds_it(visitor, story: str):
    page = visitor.page
    visitor.go("/")
    expect(page.get_by_role("main")).to_contain_text(TITLE)
    visitor.go("/areas/ramsey/")
    follow(page, TITLE)
    expect(page).to_have_url(story)
    expect(page.get_by_role("main")).to_contain_text(CHANGED)
    expect(page.get_by_role("main")).not_to_contain_text(REPLY)
    visitor.go("/stories/?q=gravy")
    expect(page.get_by_role("main")).to_contain_text(TITLE)


def denise_takes_it_back(denise, story: str):
    denise.go(story)
    follow(denise.page, "Take it back")
    press(denise.page, "Take it back")
    expect(denise.page.get_by_text("This story was taken back.")).to_be_visible()


def it_is_gone_for_the_visitor(visitor, story: str):
    assert visitor.go(story) == 410
    for path in (
        "/",
        "/stories/",
        "/stories/?q=gravy",
        "/areas/ramsey/",
        "/areas/ramsey/timeline/",
    ):
        visitor.go(path)
        expect(visitor.page.get_by_role("main")).not_to_contain_text(TITLE)


def test_a_story_goes_from_a_phone_to_the_public_page_and_back(meet):
    denise = meet("Denise", phone=True)
    priya = meet("Priya")
    ines = meet("Ines")
    visitor = meet()
    before = waiting_from_ramsey(priya)
    denise_logs_what_happened(denise)
    story = denise_tells_what_changed(denise)
    assert waiting_from_ramsey(priya) == before + 1
    assert visitor.go(story) == 404, "what was only sent is nobody else's yet"
    priya_reads_and_publishes(priya)
    assert waiting_from_ramsey(priya) == before
    denise_sees_the_reply(denise)
    ines_finds_it_and_reads_it_her_way(ines)
    a_visitor_finds_it(visitor, story)
    denise_takes_it_back(denise, story)
    it_is_gone_for_the_visitor(visitor, story)


def test_without_javascript_the_whole_of_it_works(meet):
    """An old phone, a strict browser, a script that never arrived on a bad line."""
    denise = meet("Denise", phone=True, java_script_enabled=False)
    denise_logs_what_happened(denise, "Pancakes in the scout hut")
    denise_tells_what_changed(denise, "The scouts wash up", "Pancakes in the scout hut")
