"""The other ways through the record: signing in, a question sent back, a neighbour, a keyboard, an
administrator.
"""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from bigstory.accounts.sample import PASSWORD
from bigstory.tests.browser.steps import follow, let_every_word_stay, press, send_it

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def ramsey(site) -> dict:
    """What there is in Ramsey, by state and by audience: ids, and words to look for."""
    return json.loads(
        site.ask(
            "import json\n"
            "from outcomes.models import ChangeStory\n"
            "from partnerships.models import Activity\n"
            "of = {'area__slug': 'ramsey'}\n"
            "stories = ChangeStory.objects.filter(**of).exclude(state='sent', "
            "audience='area').order_by('-pk')\n"
            "kept = Activity.objects.filter(audience='area', **of).first()\n"
            "print(json.dumps({\n"
            "    'stories': {s.state: [s.pk, s.title, s.what_changed] for s in stories},\n"
            "    'activity': [kept.pk, kept.title, kept.what_happened],\n"
            "}))"
        )
    )


def tab_to(page: Page, name: str, most: int = 80) -> None:
    """Press Tab until the thing with this name has the focus."""
    for _press in range(most):
        page.keyboard.press("Tab")
        if name in page.evaluate(
            "(document.activeElement.labels?.[0] || "
            "document.activeElement).textContent.trim().replace(/\\s+/g, ' ')"
        ):
            return
    raise AssertionError(f"{most} presses of Tab do not reach “{name}” on {page.url}")


def test_somebody_signs_in_with_the_password_the_page_names(meet):
    visitor = meet()
    page = visitor.page
    visitor.go("/account/sign-in/")
    expect(page.get_by_role("main")).to_contain_text(PASSWORD)
    follow(page, "Use a password")
    page.get_by_label("Your e-mail address").fill("evaluator@example.org")
    page.get_by_label("Your password").fill("something else")
    press(page, "Sign in")
    expect(page.get_by_label("Your e-mail address")).to_have_value("evaluator@example.org")
    page.get_by_label("Your password").fill(PASSWORD)
    press(page, "Sign in")
    expect(page.get_by_role("banner")).to_contain_text("Ines")


def test_a_question_goes_back_to_the_area_and_the_answer_comes_again(meet, ramsey):
    priya = meet("Priya")
    tom = meet("Tom")
    story, title, _words = ramsey["stories"]["sent"]
    page = priya.page
    priya.go("/reviews/")
    follow(page, "Read and reply", of=title)
    press(page, "Send it back with a question")
    expect(page.get_by_text("A reply is owed, whatever you decide.").first).to_be_visible()
    page.get_by_label("Your reply").fill("Who noticed it first?")
    press(page, "Send it back with a question")
    priya.go("/reviews/")
    expect(
        page.get_by_role("link", name=re.compile(rf"Read and reply\s*:\s*{re.escape(title)}"))
    ).to_have_count(0)

    tom.go("/")
    expect(tom.page.get_by_role("main")).to_contain_text("Who noticed it first?")
    tom.go(f"/stories/{story}/")
    follow(tom.page, "Answer and send again")
    expect(tom.page.get_by_role("main")).to_contain_text("Who noticed it first?")
    changed = tom.page.get_by_label("What is different now?")
    changed.fill(changed.input_value() + "\n\nThe man from the bus noticed it first.")
    press(tom.page, "Save and finish later")
    tom.go(f"/stories/{story}/tell/check/")
    let_every_word_stay(tom.page)
    send_it(tom.page)

    priya.go(f"/reviews/{story}/")
    expect(page.get_by_role("main")).to_contain_text("The man from the bus noticed it first.")


def test_a_neighbour_finds_nothing_of_ramseys_own(meet, ramsey):
    colin = meet("Colin")
    activity, title, words = ramsey["activity"]
    draft, draft_title, draft_words = ramsey["stories"]["draft"]
    own = [
        "/areas/ramsey/log/",
        "/areas/ramsey/stories/new/",
        f"/areas/ramsey/activities/{activity}/",
        f"/areas/ramsey/activities/{activity}/change/",
        f"/areas/whitley-bay/activities/{activity}/",
        f"/stories/{draft}/",
        f"/stories/{draft}/tell/what/",
        f"/stories/{draft}/withdraw/",
    ]
    assert {path: colin.go(path) for path in own} == dict.fromkeys(own, 404)
    for path in ("/areas/ramsey/", "/areas/ramsey/timeline/", "/stories/?area=ramsey", "/"):
        assert colin.go(path) == 200
        for kept in (title, words, draft_title):
            expect(colin.page.get_by_role("main")).not_to_contain_text(kept[:60])
    colin.go("/stories/?q=" + draft_title.strip("“”").replace(" ", "+"))
    expect(colin.page.get_by_role("link", name=draft_title, exact=True)).to_have_count(0)
    expect(colin.page.get_by_role("main")).not_to_contain_text(draft_words[:60])
    assert colin.go("/portfolio/") == 403
    assert colin.go("/reviews/") == 403


def test_the_first_key_leads_past_the_menu(meet):
    visitor = meet()
    visitor.go("/areas/")
    visitor.page.keyboard.press("Tab")
    skip = visitor.page.locator(".skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator("main")).to_be_focused()


def test_the_log_is_kept_without_a_mouse_and_a_mistake_leads_to_its_field(meet):
    denise = meet("Denise")
    page = denise.page
    denise.go("/")
    tab_to(page, "Log what happened")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Log what happened")
    tab_to(page, "Save what happened")
    page.keyboard.press("Enter")
    # The summary has the focus, and its link lands on the field.
    expect(page.locator(".errors")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("What happened?")).to_be_focused()
    page.keyboard.type("Swept the bus shelter")
    tab_to(page, "Number of people")
    page.keyboard.type("about 6")
    tab_to(page, "A few words")
    page.keyboard.type("It was overdue.")
    tab_to(page, "Save what happened")
    page.keyboard.press("Enter")
    expect(
        page.locator(".entry__title").filter(has_text="Swept the bus shelter").first
    ).to_be_visible()


def test_an_administrator_finds_a_person_and_reads_nobodys_story(meet, ramsey):
    sam = meet("Sam")
    page = sam.page
    assert sam.go("/admin/accounts/user/") == 200
    page.locator("#searchbar").fill("denise")
    page.keyboard.press("Enter")
    follow(page, "member@example.org")
    expect(page.get_by_label("Name")).to_have_value("Denise")
    for state, (story, _title, words) in ramsey["stories"].items():
        for path in (
            "/admin/outcomes/changestory/",
            f"/admin/outcomes/changestory/{story}/change/",
        ):
            sam.go(path)
            assert words[:60] not in page.content(), f"{path} shows a story that is {state}"
        if state != "published":
            assert sam.go(f"/stories/{story}/") == 404
    activity, _title, words = ramsey["activity"]
    sam.go(f"/admin/partnerships/activity/{activity}/change/")
    assert words[:60] not in page.content()
    assert sam.go("/areas/ramsey/log/") == 403
