"""What waits on a phone: its writer's alone, for seven days, until the site takes it or says no."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from bigstory.core.db.dated import today
from bigstory.tests.browser.a_phone import (
    ENTRIES,
    KEPT,
    LOG,
    answer_with,
    count,
    lose_the_signal,
    open_once,
    sign_in_as_tom,
    write,
)
from bigstory.tests.browser.steps import press, sign_out_on_a_phone

pytestmark = pytest.mark.browser


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
    expect(page.get_by_text("You can write down what happened all the same.")).to_be_hidden()
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
    busy = answer_with(phone, *[503] * 50)
    phone.context.set_offline(False)
    expect(page.get_by_text("is tried again by itself")).to_be_visible()
    page.goto("/")
    expect(page.get_by_text("is tried again by itself")).to_be_visible()
    sign_out_on_a_phone(page)
    expect(page.get_by_text("2 things you logged on this phone are not sent yet.")).to_be_visible()
    expect(page.get_by_text("is tried again by itself")).to_be_visible()
    busy.clear()
    press(page, "Send first")
    for title in ("First of two", "Second of two"):
        expect(page.get_by_text(f"Sent: {title}.")).to_be_visible()
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


def test_signing_out_empties_a_phone_whose_browser_is_not_asked_to(last_evening):
    phone, page = last_evening, last_evening.page
    lose_the_signal(phone)
    write(page, "Nobody else’s")

    def without_asking(route):
        answer = route.fetch(max_redirects=0)
        assert "clear-site-data" in answer.headers
        headers = {name: it for name, it in answer.headers.items() if name != "clear-site-data"}
        route.fulfill(response=answer, headers=headers)

    answer_with(phone, *[503] * 9)
    phone.context.set_offline(False)
    page.goto("/account/sign-out/")
    expect(page.get_by_text("What you logged on this phone is not sent yet.")).to_be_visible()
    page.route("**/account/sign-out/", without_asking)
    page.locator("main").get_by_role("button", name="Sign out").click()
    page.wait_for_url(lambda url: "sign-out" not in url)
    assert page.evaluate(ENTRIES) == []
    assert page.evaluate("localStorage.logFor") is None
