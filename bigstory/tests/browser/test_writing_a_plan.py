"""Two people write one plan in two windows: it saves as they type, and both keep their words."""

import re

import pytest
from playwright.sync_api import expect

from bigstory.tests.browser.steps import press

pytestmark = pytest.mark.browser
PAGE = "/areas/whitley-bay/plan/3/write/words/"
VISION = "What do you want it to be like here?"


def type_and_wait(page, words: str, says: str) -> None:
    """Type, and turn to another window for a moment, as a phone does: the page saves itself."""
    page.get_by_label(VISION).fill(words)
    with page.expect_response(lambda answer: answer.request.headers.get("x-autosave") == "1"):
        page.evaluate(
            "Object.defineProperty(document, 'hidden', {value: true, configurable: true});"
            "document.dispatchEvent(new Event('visibilitychange'))"
        )
    expect(page.locator("[data-saved]")).to_have_text(re.compile(says))


def test_a_plan_saves_as_they_type_and_both_of_two_keep_their_words(meet, site):
    his = meet("Colin")
    hers = meet("Colin", phone=True)
    his.go(PAGE)
    hers.go(PAGE)
    type_and_wait(his.page, "A bench on every corner.", r"^Saved at \d\d\.\d\d$")
    type_and_wait(
        hers.page,
        "A town that sits down together.",
        "^Not saved: somebody else changed this page too",
    )
    expect(hers.page.get_by_label(VISION)).to_have_value("A town that sits down together.")
    press(hers.page, "Save")
    expect(hers.page.get_by_role("heading", level=1)).to_have_text("Two of you wrote here")
    assert "A bench on every corner." in hers.reads()
    hers.page.get_by_role("radio", name="Both, one after the other").check()
    press(hers.page, "Save what I chose")
    expect(hers.page).to_have_url(re.compile("/write/$"))
    stored = site.ask(
        "from partnerships.models import "
        "Plan\nprint(Plan.objects.get(area__slug='whitley-bay', number=3).vision)"
    )
    assert stored.split("\n\n") == ["A bench on every corner.", "A town that sits down together.\n"]


def test_words_written_before_the_script_is_there_are_saved_too(meet):
    his = meet("Colin", phone=True)
    held = []
    his.page.route(re.compile(r"/js/autosave[^/]*\.js"), lambda route: held.append(route))
    his.page.goto(PAGE, wait_until="commit")
    his.page.get_by_label(VISION).fill("A warm room in every street.")
    held[0].continue_()
    expect(his.page.locator("[data-saved]")).to_have_text(re.compile(r"^Saved at"), timeout=20_000)
