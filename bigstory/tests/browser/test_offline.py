"""The log form without a signal: it opens, keeps what was typed, sends it once, and leaves nothing
behind.
"""

import json

import pytest
from playwright.sync_api import expect

from bigstory.tests.browser.steps import press

pytestmark = pytest.mark.browser
LOG = "/areas/ramsey/log/"
COUNT = (
    "from partnerships.models import Activity; "
    "print(Activity.objects.filter(title={title!r}).count())"
)
LATELY = (
    "import json; from partnerships.models import Activity; "
    "print(json.dumps([each.title for each in Activity.objects.filter(area__slug='ramsey')[:3]]))"
)
CAME = "from partnerships.models import Activity; print(Activity.objects.get(title={title!r}).came)"
KEPT = """async () => {
  const kept = await caches.keys();
  const bases = (await indexedDB.databases()).map((one) => one.name);
  return [...kept, ...bases];
}"""


@pytest.fixture
def phone(meet):
    """Denise's phone, with the form opened once while there was a signal."""
    person = meet("Denise", phone=True)
    open_once(person)
    yield person
    # That there was no signal is what the browser was asked to say.
    person.wrong[:] = [line for line in person.wrong if "ERR_INTERNET_DISCONNECTED" not in line]


ALL_KEPT = """async () => {
  const cache = await caches.open('log');
  const parts = [...document.querySelectorAll('link[rel=stylesheet], script[src]')];
  const kept = parts.map((part) => cache.match(part.href || part.src, {ignoreVary: true}));
  return (await Promise.all(kept)).every(Boolean);
}"""


def open_once(person):
    person.go(LOG)
    until(
        person.page,
        "async () => !!(await navigator.serviceWorker.getRegistration('/areas/'))?.active",
    )
    until(person.page, "async (path) => !!(await caches.match(path))", LOG)
    until(person.page, ALL_KEPT)  # its styles and scripts follow


def until(page, question: str, *words) -> None:
    """Wait for the browser itself; unlike a promise of the page, this never waits for ever."""
    for _turn in range(40):
        if page.evaluate(question, *words):
            return
        page.wait_for_timeout(250)
    raise AssertionError(f"Not so after ten seconds: {question}")


def lose_the_signal(person):
    person.context.set_offline(True)
    person.page.goto(LOG)


def write(page, title: str) -> None:
    page.get_by_label("What happened?").fill(title)
    page.get_by_label("Number of people").fill("9")
    page.get_by_label("A few words").fill("It rained.")
    press(page, "Save what happened")
    expect(page.get_by_text("on this phone, not sent yet", exact=True)).to_be_visible()


def count(site, title: str) -> str:
    return site.ask(COUNT.format(title=title)).strip()


def test_it_opens_without_a_signal_keeps_the_entry_and_sends_it_once(phone, site):
    lose_the_signal(phone)
    expect(phone.page.get_by_role("heading", level=1)).to_have_text("Log what happened")
    write(phone.page, "Walk in the rain")
    assert count(site, "Walk in the rain") == "0"
    phone.page.reload()
    expect(phone.page.get_by_text("Walk in the rain")).to_be_visible()
    phone.context.set_offline(False)
    expect(phone.page.get_by_text("Sent: Walk in the rain.")).to_be_visible()
    phone.page.reload()
    phone.page.reload()
    expect(phone.page.get_by_text("not sent yet")).to_have_count(0)
    assert count(site, "Walk in the rain") == "1"


def test_an_entry_is_changed_and_one_is_removed_before_they_go(phone, site):
    phone.page.on("dialog", lambda dialog: dialog.accept())
    lose_the_signal(phone)
    write(phone.page, "Lunhc")
    press(phone.page, "Change: Lunhc")
    assert phone.page.get_by_label("Number of people").input_value() == "9"
    write(phone.page, "Lunch under the tent")
    expect(phone.page.get_by_text("Lunhc")).to_have_count(0)
    phone.page.get_by_label("What happened?").fill("By mistake")
    press(phone.page, "Save what happened")
    press(phone.page, "Remove: By mistake")
    phone.context.set_offline(False)
    expect(phone.page.get_by_text("Sent: Lunch under the tent.")).to_be_visible()
    assert (
        count(site, "Lunch under the tent"),
        count(site, "Lunhc"),
        count(site, "By mistake"),
    ) == ("1", "0", "0")


def test_what_the_site_refuses_is_kept_with_its_sentence(phone, site):
    lose_the_signal(phone)
    page = phone.page
    page.get_by_label("What happened?").fill("Choir")
    page.get_by_label("Number of people").fill("no one knows")
    press(page, "Save what happened")
    phone.context.set_offline(False)
    expect(page.get_by_text("Write one number")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Write one number")).to_be_visible()
    assert count(site, "Choir") == "0"


def test_a_number_that_may_be_meant_comes_back_as_a_question_and_goes_with_a_yes(phone, site):
    lose_the_signal(phone)
    page = phone.page
    page.get_by_label("What happened?").fill("Long table")
    page.get_by_label("Number of people").fill("lunch for forty-one")
    press(page, "Save what happened")
    phone.context.set_offline(False)
    expect(page.get_by_text("How many people came? Did you mean 41?")).to_be_visible()
    page.reload()
    press(page, "Change: Long table")
    assert page.get_by_label("Number of people").input_value() == "lunch for forty-one"
    page.reload()
    expect(page.get_by_role("button", name="Send again: Long table")).to_be_hidden()
    press(page, "Yes: Long table")
    expect(page.get_by_text("Sent: Long table.")).to_be_visible()
    assert site.ask(CAME.format(title="Long table")).strip() == "41"


def test_signed_out_meanwhile_it_stays_and_says_so(phone, site):
    lose_the_signal(phone)
    write(phone.page, "Bus shelter painted")
    phone.context.clear_cookies(name="sessionid")
    phone.context.set_offline(False)
    expect(phone.page.get_by_text("sign in to send")).to_be_visible()
    expect(phone.page.get_by_text("on this phone, not sent yet", exact=True)).to_be_visible()
    assert count(site, "Bus shelter painted") == "0"


def test_the_next_person_on_the_phone_neither_sees_nor_sends_it(phone, site):
    lose_the_signal(phone)
    write(phone.page, "Only Denise knows")
    phone.context.clear_cookies(name="sessionid")
    phone.context.set_offline(False)
    phone.page.goto("/account/sign-in/")
    press(phone.page, "Tom")
    phone.page.wait_for_url(lambda url: "sign-in" not in url)
    phone.context.set_offline(True)
    phone.page.goto(LOG)
    expect(phone.page.get_by_text("Somebody signed in since")).to_be_visible()
    expect(phone.page.get_by_text("Only Denise knows")).to_have_count(0)
    phone.context.set_offline(False)
    phone.page.goto(LOG)
    phone.page.wait_for_timeout(1000)
    expect(phone.page.get_by_text("Only Denise knows")).to_have_count(0)
    assert count(site, "Only Denise knows") == "0"


@pytest.fixture
def last_evening(phone, site):
    """Signed in like others, and about to sign out: nobody after may go on with this sign-in."""
    del site.signed_in["Denise"]
    return phone


def test_signing_out_empties_the_phone(last_evening):
    phone = last_evening
    lose_the_signal(phone)
    write(phone.page, "Gone at the end")
    phone.context.set_offline(False)
    phone.page.goto("/")
    assert phone.page.evaluate(KEPT)
    press(phone.page, "Sign out")
    phone.page.wait_for_load_state()
    phone.page.wait_for_timeout(500)
    assert phone.page.evaluate(KEPT) == []


def test_whoever_signs_in_next_on_the_phone_has_the_form_without_a_signal_too(last_evening):
    phone = last_evening
    phone.page.goto("/")
    press(phone.page, "Sign out")
    phone.page.wait_for_load_state()
    phone.page.goto("/account/sign-in/")
    press(phone.page, "Tom")
    phone.page.wait_for_url(lambda url: "sign-in" not in url)
    open_once(phone)
    lose_the_signal(phone)
    expect(phone.page.get_by_role("heading", level=1)).to_have_text("Log what happened")


def test_the_phone_keeps_the_form_and_nobodys_words(phone, site):
    held = phone.page.evaluate(
        """async () => {
          const cache = await caches.open("log");
          const all = [];
          for (const asked of await cache.keys()) {
            all.push([new URL(asked.url).pathname, await (await cache.match(asked)).text()]);
          }
          return all;
        }"""
    )
    pages = {path: text for path, text in held if not path.startswith("/static/")}
    assert set(pages) == {LOG}
    for word in ("Denise", "Same again", *json.loads(site.ask(LATELY))):
        assert word not in pages[LOG]
