"""Somebody who would rather speak than write: recorded on a phone, written down by a helper, heard
by the reviewer.
"""

import re

import pytest
from playwright.sync_api import expect

from bigstory.tests.browser.steps import choose, follow, let_every_word_stay, press, send_it

pytestmark = pytest.mark.browser


def test_a_story_is_spoken_written_down_by_another_and_heard_by_the_reviewer(meet):
    denise = meet("Denise", phone=True)
    page = denise.page
    denise.go("/areas/ramsey/stories/new/")
    page.get_by_label("What is different now?").fill("We eat together now.")
    page.get_by_label("Give it a title").fill("Spoken, not written")
    press(page, "Save and speak instead")
    press(page, "Start recording")
    expect(page.get_by_text("Recording. Speak as you would to a neighbour.")).to_be_visible()
    page.wait_for_timeout(1500)
    press(page, "Stop")
    expect(page.get_by_label("What you just recorded")).to_be_visible()
    press(page, "Keep it with the story")
    expect(page.get_by_text("Kept with your story.")).to_be_visible()
    page.get_by_label("What is it?").fill("Denise tells how it began")
    choose(page, "Who can be heard or seen?", "Only the one who tells the story")
    press(page, "Save")
    story = re.search(r"/stories/(\d+)/", page.url).group(1)

    tom = meet("Tom")
    tom.go(f"/stories/{story}/recordings/")
    follow(tom.page, "Change what is said of it")
    tom.page.get_by_label("What is said in it?").fill("We stopped asking who was lonely.")
    press(tom.page, "Save")
    tom.go(f"/stories/{story}/tell/who/")
    choose(tom.page, "Who can read this?", "Programme and evaluators")
    press(tom.page, "Save and carry on")
    let_every_word_stay(tom.page)

    denise.go(f"/stories/{story}/tell/check/")
    expect(page.get_by_text("has not been asked yet")).to_be_visible()
    choose(page, "How far may your own voice", "Programme and evaluators")
    send_it(page)

    priya = meet("Priya")
    priya.go(f"/reviews/{story}/")
    expect(priya.page.get_by_text("Denise tells how it began", exact=True).first).to_be_visible()
    priya.page.get_by_text("Read what is said").click()
    expect(priya.page.get_by_text("We stopped asking who was lonely.")).to_be_visible()
    sound = priya.page.locator("audio")
    sound.evaluate("(one) => { one.muted = true; return one.play(); }")
    expect(sound).to_have_js_property("paused", False)
    assert sound.evaluate("(one) => one.duration") > 1

    visitor = meet()
    answer = visitor.page.request.get(sound.get_attribute("src"))
    assert answer.status == 404, "nobody without an account hears it"
