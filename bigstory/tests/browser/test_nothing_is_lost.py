"""A session that ends in the middle, a form that was refused, a page closed too early: the words
are there again.
"""

import contextlib
import re

import pytest
from playwright.sync_api import Error, expect

from bigstory.tests.browser.steps import choose, press, sign_out_on_a_phone

pytestmark = pytest.mark.browser
BOOK = "/areas/ramsey/decisions/new/"
LOG = "/areas/ramsey/log/"
PLAN = "/areas/whitley-bay/plan/3/write/words/"
VISION = "What do you want it to be like here?"
TITLE = "To keep the hall warm on Mondays"
# What a phone does when somebody turns to another window, and comes back.
TURN_AWAY = """(away) => {
  Object.defineProperty(document, "hidden", { value: away, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def write_down(page, title: str = TITLE) -> None:
    page.get_by_label("What was decided?").fill(title)
    page.locator("details:has([name=because]) > summary").click()
    page.get_by_label("Why this?").fill("It is the coldest day.\nForty people asked.")
    choose(page, "Who raised it?", "A resident")
    choose(page, "Who decided?", "A vote")


def end_the_session(person) -> None:
    person.context.clear_cookies(name="sessionid")


def sign_in(page, name: str) -> None:
    press(page, name)
    page.wait_for_url(lambda url: "sign-in" not in url)


def forgive(person, status: int) -> None:
    """The browser says of each answer that was no page that it failed."""
    person.wrong[:] = [line for line in person.wrong if f"status of {status}" not in line]


@pytest.mark.parametrize("script", [True, False])
def test_the_session_ends_in_the_middle_of_a_decision_and_the_words_are_there(meet, script):
    denise = meet("Denise", phone=True, java_script_enabled=script)
    page = denise.page
    denise.go(BOOK)
    write_down(page)
    end_the_session(denise)
    press(page, "Put it in the book")
    expect(page.get_by_text("Nothing you typed is lost")).to_be_visible()
    sign_in(page, "Denise")
    expect(page.get_by_role("heading", level=1)).to_have_text("Typed and not saved")
    expect(page.get_by_text(TITLE)).to_be_visible()
    press(page, "Send it again")
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    assert "Forty people asked." in denise.reads()
    denise.go("/account/unsaved/")
    expect(page.get_by_text("Nothing of yours waits here.")).to_be_visible()


def test_whoever_takes_the_phone_next_reads_none_of_it(meet):
    phone = meet("Denise", phone=True)
    page = phone.page
    phone.go(BOOK)
    write_down(page, "Only Denise knows of this")
    end_the_session(phone)
    press(page, "Put it in the book")
    sign_in(page, "Tom")
    expect(page.get_by_text("Nothing of yours waits here.")).to_be_visible()
    assert "Only Denise" not in page.content()


def test_back_shows_the_form_that_was_refused_until_somebody_signs_out(meet, site):
    denise = meet("Denise", phone=True)
    page = denise.page
    denise.go(BOOK)
    page.get_by_label("What was decided?").fill(TITLE)
    press(page, "Put it in the book")
    expect(page.get_by_text("Say who decided.").first).to_be_visible()
    page.get_by_role("link", name="Big Story").first.click()
    page.wait_for_url(lambda url: url.endswith("/"))
    page.go_back()
    expect(page.get_by_label("What was decided?")).to_have_value(TITLE)
    page.get_by_role("link", name="Big Story").first.click()
    page.wait_for_url(lambda url: url.endswith("/"))
    sign_out_on_a_phone(page)
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()
    del site.signed_in["Denise"]
    for _step in range(2):
        with contextlib.suppress(Error):  # the browser may say that the page is gone
            page.go_back()
        page.wait_for_timeout(500)
        assert TITLE not in page.content()


def test_a_page_that_saves_itself_says_that_she_is_signed_out_and_goes_on_once_she_is_back(meet):
    colin = meet("Colin", phone=True)
    page = colin.page
    colin.go(PLAN)
    end_the_session(colin)
    page.get_by_label(VISION).fill("A warm room in every street.")
    page.evaluate(TURN_AWAY, True)
    expect(page.locator("[data-saved]")).to_contain_text("Not saved: you are signed out.")
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Sign in in another window").click()
    sign_in(opened.value, "Colin")
    page.evaluate(TURN_AWAY, False)
    expect(page.locator("[data-saved]")).to_have_text(re.compile(r"^Saved at \d\d\.\d\d$"))
    expect(page.get_by_label(VISION)).to_have_value("A warm room in every street.")
    press(page, "Save")
    expect(page).to_have_url(re.compile("/write/$"))
    forgive(colin, 401)
    forgive(colin, 403)


def test_what_she_began_to_log_is_there_after_the_page_was_closed(meet):
    denise = meet("Denise", phone=True)
    page = denise.page
    denise.go(LOG)
    page.get_by_label("What happened?").fill("Bulbs along the school road")
    page.get_by_label("A few words").fill("Nine of us, and one spade.")
    with page.expect_response(lambda answer: answer.request.headers.get("x-autosave") == "1"):
        page.evaluate(TURN_AWAY, True)
    expect(page.locator("[data-saved]")).to_have_text(re.compile("^Kept as a draft at"))
    page.close()
    page = denise.page = denise.context.new_page()
    denise.go(LOG)
    expect(page.get_by_text("Here it is again, and only you see it.")).to_be_visible()
    expect(page.get_by_label("What happened?")).to_have_value("Bulbs along the school road")
    page.get_by_label("Number of people").fill("9")
    press(page, "Save what happened")
    expect(page.get_by_text("Bulbs along the school road").first).to_be_visible()
    denise.go(LOG)
    expect(page.get_by_label("What happened?")).to_have_value("")


def test_back_without_saving_leaves_what_stood_before(meet, site):
    colin = meet("Colin")
    page = colin.page
    stood = (
        "from partnerships.models import Plan\n"
        "print(Plan.objects.get(area__slug='whitley-bay', number=3).vision)"
    )
    before = site.ask(stood)
    colin.go(PLAN)
    page.get_by_label(VISION).fill("Something she thinks better of.")
    with page.expect_response(lambda answer: answer.request.headers.get("x-autosave") == "1"):
        page.evaluate(TURN_AWAY, True)
    assert site.ask(stood) == "Something she thinks better of.\n"
    # A refused form in between forgets nothing of it.
    page.get_by_label("What do you call the plan?").fill("")
    press(page, "Save")
    expect(page.get_by_text("Give the plan a title.").first).to_be_visible()
    page.get_by_role("link", name="Back without saving").click()
    expect(page).to_have_url(re.compile("/write/$"))
    assert site.ask(stood) == before


def test_a_story_that_was_stopped_meanwhile_says_so_on_the_phone_that_tells_it(meet):
    denise, tom = meet("Denise", phone=True), meet("Tom")
    page = denise.page
    denise.go("/areas/ramsey/stories/new/")
    page.get_by_label("What is different now?").fill("Stan comes every Thursday now.")
    with page.expect_response(lambda answer: answer.request.headers.get("x-autosave") == "1") as it:
        page.evaluate(TURN_AWAY, True)
    story = re.search(r"/stories/(\d+)/", it.value.json()["url"])[1]
    page.evaluate(TURN_AWAY, False)
    expect(page.locator("[data-saved]")).to_have_text(re.compile(r"^Saved at \d\d\.\d\d$"))
    tom.go(f"/stories/{story}/stop/")
    press(tom.page, "Stop this story")
    page.get_by_label("What is different now?").fill("Stan comes each Thursday, and brings Ivy.")
    page.evaluate(TURN_AWAY, True)
    stopped = "It is stopped for now, and goes no further until that is lifted."
    expect(page.locator("[data-saved]")).to_contain_text(stopped)
    expect(page.locator("[data-saved]")).to_contain_text(re.compile(r"^Saved at"))
