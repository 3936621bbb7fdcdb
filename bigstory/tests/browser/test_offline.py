"""Without a signal: home and the log form open, what was typed waits for its writer alone, goes
once, and nothing stays behind.
"""

import json
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from bigstory.core.db.dated import today
from bigstory.tests.browser.steps import follow, press
from bigstory.tests.mutants import marked

pytestmark = pytest.mark.browser
LOG = "/areas/ramsey/log/"
NO_SIGNAL = "/no-signal/"
TABLE = {"name": "table.jpg", "mimeType": "image/jpeg", "buffer": marked("JPEG", size=(900, 600))}
PHOTOS = (
    "import json; from partnerships.models import MediaItem; "
    "print(json.dumps([one.people for one in MediaItem.objects.filter(activity__title={title!r})]))"
)
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


ENTRIES = """(change) => new Promise((good) => {
  const open = indexedDB.open("bigstory", 1);
  open.onsuccess = () => {
    const store = open.result.transaction("entries", "readwrite").objectStore("entries");
    const asked = store.getAll();
    asked.onsuccess = () => {
      asked.result.forEach((one) => change && store.put({...one, ...change}));
      open.result.close();
      good(asked.result.map((one) => one.title));
    };
  };
})"""


@pytest.fixture
def phone(meet):
    """Denise's phone, with home opened once while there was a signal."""
    person = meet("Denise", phone=True)
    open_once(person)
    yield person
    # That there was no signal, or the site was busy, is what the browser was asked to say.
    asked_for = ("ERR_INTERNET_DISCONNECTED", "404 (", "413 (", "429 (", "503 (")
    person.wrong[:] = [line for line in person.wrong if not any(each in line for each in asked_for)]


def open_once(person):
    """The form comes last, when its styles and scripts are there."""
    person.go("/")
    until(person.page, "async (path) => !!(await caches.match(path))", LOG)
    until(person.page, "async () => !!(await navigator.serviceWorker.getRegistration())?.active")


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


def sign_in_as_tom(person):
    person.page.goto("/account/sign-in/")
    press(person.page, "Tom")
    person.page.wait_for_url(lambda url: "sign-in" not in url)


def answer_with(person, *statuses: int) -> list[int]:
    """What the site says to entries that come, one after the other; then as it is."""
    left = list(statuses)

    def say(route):
        if route.request.method == "POST" and left:
            route.fulfill(status=left.pop(0))
        else:
            route.fallback()

    person.context.route(f"**{LOG}", say)
    return left


def write(page, title: str, state: str = "on this phone, not sent yet") -> None:
    page.get_by_label("What happened?").fill(title)
    page.get_by_label("Number of people").fill("9")
    page.get_by_label("A few words").fill("It rained.")
    press(page, "Save what happened")
    expect(page.get_by_text(state, exact=True)).to_be_visible()


def count(site, title: str) -> str:
    return site.ask(COUNT.format(title=title)).strip()


def test_home_and_the_form_open_without_a_signal_and_the_entry_goes_once_from_another_page(
    phone, site
):
    page = phone.page
    phone.context.set_offline(True)
    for path in ("/", "/areas/ramsey/plan/"):
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_have_text("There is no signal here")
        assert "Denise" not in page.content()
    follow(page, "Log what happened")
    expect(page.get_by_role("heading", level=1)).to_have_text("Log what happened")
    write(page, "Walk in the rain")
    expect(page.get_by_text(until_then())).to_be_visible()
    page.goto("/stories/")
    expect(page.get_by_text("Walk in the rain")).to_be_visible()
    assert count(site, "Walk in the rain") == "0"
    phone.context.set_offline(False)
    expect(page.get_by_text("Sent: Walk in the rain.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Story library")
    page.reload()
    page.wait_for_timeout(500)
    expect(page.get_by_text("not sent yet")).to_have_count(0)
    assert count(site, "Walk in the rain") == "1"


def until_then() -> str:
    last = today() + timedelta(days=7)
    return f"It waits here until {last:%A} {last.day} {last:%B} and is removed after that."


def test_an_entry_is_changed_and_one_is_removed_before_they_go(phone, site):
    phone.page.on("dialog", lambda dialog: dialog.accept())
    lose_the_signal(phone)
    write(phone.page, "Lunhc")
    follow(phone.page, "Change: Lunhc")
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
    follow(page, "Change: Long table")
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
    page = phone.page
    lose_the_signal(phone)
    write(page, "Only Denise knows")
    phone.context.clear_cookies()
    page.goto(LOG)
    expect(page.get_by_text("Somebody signed in since")).to_be_visible()
    expect(page.get_by_label("What happened?")).to_be_hidden()
    page.goto("/")
    expect(page.get_by_role("link", name="Log what happened")).to_have_count(0)
    phone.context.set_offline(False)
    sign_in_as_tom(phone)
    open_once(phone)
    for offline in (False, True):
        phone.context.set_offline(offline)
        for path in (LOG, "/"):
            page.goto(path)
            page.wait_for_timeout(500)
            expect(page.get_by_text("Only Denise knows")).to_have_count(0)
    assert page.evaluate(ENTRIES) == ["Only Denise knows"]
    assert count(site, "Only Denise knows") == "0"


def test_after_seven_days_it_is_gone_and_its_writer_is_told(phone, site):
    lose_the_signal(phone)
    write(phone.page, "Too long ago")
    yesterday = today() - timedelta(days=1)
    phone.page.evaluate(ENTRIES, {"until": yesterday.isoformat()})
    phone.context.set_offline(False)
    told = "Not sent in seven days, so it is gone from this phone: Too long ago."
    expect(phone.page.get_by_text(told)).to_be_visible()
    assert phone.page.evaluate(ENTRIES) == []
    assert count(site, "Too long ago") == "0"


def test_a_busy_site_is_later_and_a_closed_one_never(phone, site):
    page = phone.page
    lose_the_signal(phone)
    write(page, "Street party")
    left = answer_with(phone, 429, 413, 503, 404)
    phone.context.set_offline(False)
    for more in (3, 2, 1):
        expect(page.get_by_text("is tried again by itself")).to_be_visible()
        assert len(left) == more
        page.goto("/")
    expect(page.get_by_text("Not taken: you cannot log here any more.")).to_be_visible()
    page.reload()
    press(page, "Send again: Street party")
    expect(page.get_by_text("Sent: Street party.")).to_be_visible()
    assert count(site, "Street party") == "1"


def test_what_would_be_refused_later_is_refused_now(phone):
    page = phone.page
    lose_the_signal(phone)
    title = page.get_by_label("What happened?")
    came = page.get_by_label("Number of people")
    for fields, says in (
        ({title: ""}, "say what happened"),
        ({title: "x" * 121}, "That is long for a headline"),
        ({title: "Choir", came: "lots"}, "Write one number here"),
    ):
        for field, text in fields.items():
            field.fill(text)
        press(page, "Save what happened")
        expect(page.get_by_role("alert")).to_contain_text(says)
    came.fill("forty-one")
    page.get_by_text("Another day").click()
    page.get_by_label("Which day?").fill((today() + timedelta(days=1)).isoformat())
    press(page, "Save what happened")
    expect(page.get_by_role("alert")).to_contain_text("Check this day")
    page.get_by_text("Yesterday", exact=True).click()
    press(page, "Save what happened")
    expect(page.get_by_text("on this phone, not sent yet", exact=True)).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_photo_without_people_waits_and_arrives_and_any_other_is_not_kept(phone, site):
    page = phone.page
    lose_the_signal(phone)
    page.get_by_label("Add photos").set_input_files([TABLE, TABLE | {"name": "faces.jpg"}])
    coming = page.locator(".shot--coming")
    expect(page.get_by_text("It did not get through.")).to_have_count(2)
    coming.filter(has_text="table.jpg").get_by_label("Nobody is in it").check()
    write(page, "Table laid", state="on this phone, not sent yet; photos: 1")
    expect(page.get_by_text("Photos that may have people in them are not kept.")).to_be_visible()
    follow(page, "Change: Table laid")
    write(page, "Table laid twice", state="on this phone, not sent yet; photos: 1")
    phone.context.set_offline(False)
    expect(page.get_by_text("Sent: Table laid twice.")).to_be_visible()
    assert json.loads(site.ask(PHOTOS.format(title="Table laid twice"))) == ["nobody"]


@pytest.fixture
def last_evening(phone, site):
    """Signed in like others, and about to sign out: nobody after may go on with this sign-in."""
    del site.signed_in["Denise"]
    return phone


def test_signing_out_says_how_many_wait_sends_them_first_and_empties_the_phone(last_evening, site):
    phone, page = last_evening, last_evening.page
    page.add_init_script(
        "navigator.storage.persist = () => (localStorage.times = +(localStorage.times || 0) + 1)"
    )
    lose_the_signal(phone)
    for title in ("First of two", "Second of two"):
        page.get_by_label("What happened?").fill(title)
        press(page, "Save what happened")
        expect(page.get_by_text(title)).to_be_visible()
    assert page.evaluate("localStorage.times") == "1", "the phone is asked once to keep its store"
    answer_with(phone, *[503] * 3)
    phone.context.set_offline(False)
    expect(page.get_by_text("is tried again by itself")).to_be_visible()
    page.goto("/")
    expect(page.get_by_text("is tried again by itself")).to_be_visible()
    press(page, "Sign out")
    expect(page.get_by_text("2 things you logged on this phone are not sent yet.")).to_be_visible()
    expect(page.get_by_text("is tried again by itself")).to_be_visible()
    press(page, "Send first")
    expect(page.get_by_text("Sent: First of two. Sent: Second of two.")).to_be_visible()
    expect(page.get_by_text("are not sent yet")).to_be_hidden()
    assert (count(site, "First of two"), count(site, "Second of two")) == ("1", "1")
    page.locator("main").get_by_role("button", name="Sign out").click()
    page.wait_for_load_state()
    page.wait_for_timeout(500)
    assert page.evaluate(KEPT) == []
    # Whoever is next has the form without a signal too.
    sign_in_as_tom(phone)
    open_once(phone)
    lose_the_signal(phone)
    expect(page.get_by_role("heading", level=1)).to_have_text("Log what happened")


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
    assert set(pages) == {LOG, NO_SIGNAL}
    for word in ("Denise", "Same again", *json.loads(site.ask(LATELY))):
        assert word not in pages[LOG] + pages[NO_SIGNAL]
