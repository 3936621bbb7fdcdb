"""What waits on a phone while it is on its way: pressed twice, changed, or behind another."""

import pytest
from playwright.sync_api import expect

from bigstory.tests.browser.a_phone import ENTRIES, LOG, answer_with, count, lose_the_signal, write
from bigstory.tests.browser.steps import follow, press

pytestmark = pytest.mark.browser


class OnTheWay:
    """What is sent to an address is held until it is let go."""

    def __init__(self, phone, address: str, method: str):
        self.method = method
        self.held: list | None = []
        self.page = phone.page
        phone.context.route(f"**{address}", self._catch)

    def _catch(self, route):
        if self.held is None or route.request.method != self.method:
            route.fallback()
        else:
            self.held.append(route)

    def wait(self) -> None:
        for _turn in range(50):
            if self.held:
                return
            self.page.wait_for_timeout(100)
        raise AssertionError("nothing was sent")

    def let_go(self, *, lost: bool = False) -> None:
        held, self.held = self.held, None
        for route in held:
            route.abort("internetdisconnected") if lost else route.continue_()


def write_down(page, *titles: str) -> None:
    for title in titles:
        page.get_by_label("What happened?").fill(title)
        press(page, "Save what happened")
        expect(page.get_by_role("button", name=f"Remove: {title}")).to_be_visible()


def test_what_she_changes_or_removes_while_another_goes_is_as_she_left_it(phone, site):
    page = phone.page
    page.on("dialog", lambda dialog: dialog.accept())
    lose_the_signal(phone)
    write_down(page, "Goes first", "Lunhc", "By mistake")
    coming = OnTheWay(phone, LOG, "POST")
    phone.context.set_offline(False)
    coming.wait()
    follow(page, "Change: Lunhc")
    write_down(page, "Lunch again")
    press(page, "Remove: By mistake")
    coming.let_go()
    expect(page.get_by_text("Sent: Lunch again.")).to_be_visible()
    counted = [count(site, each) for each in ("Goes first", "Lunhc", "Lunch again", "By mistake")]
    assert counted == ["1", "0", "1", "0"]


def test_what_she_changes_while_it_goes_itself_is_not_lost(phone, site):
    page = phone.page
    lose_the_signal(phone)
    write(page, "On its way")
    coming = OnTheWay(phone, LOG, "POST")
    phone.context.set_offline(False)
    coming.wait()
    follow(page, "Change: On its way")
    write(page, "On its way, and back")
    coming.let_go()
    expect(page.get_by_text("This was sent once already, with other words.")).to_be_visible()
    assert page.evaluate(ENTRIES) == ["On its way, and back"]
    assert count(site, "On its way") == "1"


def test_one_that_is_not_taken_just_now_keeps_no_other_back(phone, site):
    page = phone.page
    lose_the_signal(phone)
    write_down(page, "Too large just now", "Small enough")
    answer_with(phone, 413)
    phone.context.set_offline(False)
    expect(page.get_by_text("Sent: Small enough.")).to_be_visible()
    assert page.evaluate(ENTRIES) == ["Too large just now"]


def test_pressed_twice_while_the_site_is_asked_it_is_kept_once_and_the_form_is_empty(phone, site):
    page = phone.page
    phone.go(LOG)
    page.get_by_label("What happened?").fill("Tea with the vicar")
    page.get_by_label("Number of people").fill("no one knows")
    press(page, "Save what happened")
    expect(page.get_by_text("Nothing is lost.")).to_be_visible()
    page.get_by_label("Number of people").fill("9")
    coming = OnTheWay(phone, "/log-token/", "GET")
    save = page.get_by_role("button", name="Save what happened")
    save.click()
    coming.wait()
    save.click()
    phone.context.set_offline(True)
    coming.let_go(lost=True)
    expect(page.get_by_text("on this phone, not sent yet", exact=True)).to_be_visible()
    page.wait_for_timeout(300)
    expect(page.get_by_role("alert")).to_have_count(0)
    assert page.get_by_label("What happened?").input_value() == ""
    assert page.evaluate(ENTRIES) == ["Tea with the vicar"]
