"""Every way of signing in, in a real browser; and the admin under our content policy."""

import re
import time

import pytest

from bigstory.accounts.sample import PASSWORD
from bigstory.tests.browser.second_step import switch_it_on

pytestmark = pytest.mark.browser

VIRTUAL_PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def sign_out(person) -> None:
    person.go("/account/sign-out/")
    person.page.locator("main").get_by_role("button", name="Sign out").click()


def confirm_by_password(page) -> None:
    if "/account/confirm/" in page.url:
        page.get_by_label("Your password").fill(PASSWORD)
        page.get_by_role("button", name="Go on").click()


def test_a_code_from_the_mail(meet, site):
    person = meet(phone=True)
    person.go("/account/sign-in/")
    person.page.get_by_label("Your e-mail address").fill("member@example.org")
    person.page.get_by_role("button", name="Send me a code").click()
    person.page.wait_for_url("**/sign-in/code/")
    code = re.findall(r"^([A-Z0-9]{4}-[A-Z0-9]{4})$", site.letters(), re.MULTILINE)[-1]
    person.page.get_by_label("The code from the e-mail").fill(code)
    person.page.get_by_role("button", name="Sign in").click()
    person.page.wait_for_url(lambda url: "/account/" not in url)
    assert person.page.get_by_role("link", name="Denise").first.is_visible()


def test_a_passkey_alone_and_a_passkey_as_the_second_step(meet, site):
    # A browser keeps passkeys for names, not for numbers.
    here = site.url.replace("127.0.0.1", "localhost")
    person = meet()
    page = person.page
    devtools = person.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": VIRTUAL_PHONE})
    page.goto(f"{here}/account/sign-in/?next=/account/second-step/webauthn/add/")
    page.get_by_role("button", name="Priya").click()
    page.goto(f"{here}/account/second-step/webauthn/add/")
    confirm_by_password(page)
    page.get_by_role("button", name="Add it").click()
    page.wait_for_url("**/recovery-codes/")

    page.goto(f"{here}/account/sign-out/")
    page.locator("main").get_by_role("button", name="Sign out").click()
    page.goto(f"{here}/account/sign-in/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(lambda url: "/account/" not in url)

    page.goto(f"{here}/account/sign-out/")
    page.locator("main").get_by_role("button", name="Sign out").click()
    page.goto(f"{here}/account/sign-in/password/")
    page.get_by_label("Your e-mail address").fill("trust@example.org")
    page.get_by_label("Your password").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/authenticate/")
    page.get_by_role("button", name="Use my passkey").click()
    page.wait_for_url(lambda url: "/account/" not in url)


def test_a_passkey_that_does_not_work_is_said_in_words(meet, site):
    person = meet()
    person.go("/account/sign-in/")  # under a number: the browser refuses
    person.page.get_by_role("button", name="Use a passkey").click()
    person.page.get_by_text("The passkey did not work this time").wait_for()


def test_an_app_with_codes(meet):
    person = meet("Ines")
    person.go("/account/second-step/totp/activate/")
    confirm_by_password(person.page)
    switch_it_on(person.page)
    recovery = person.page.locator(".codes code").first.inner_text()
    sign_out(person)
    person.go("/account/sign-in/")
    person.page.get_by_role("button", name="Ines").click()
    person.page.wait_for_url("**/authenticate/")
    person.page.get_by_label("The code from your app, or a recovery code").fill(recovery)
    person.page.get_by_role("button", name="Sign in").click()
    person.page.wait_for_url(lambda url: "/account/" not in url)


def test_the_admin_works_under_our_content_policy(meet):
    """Each list, and the first thing, its history and its removal. `meet` fails on anything the
    browser refused.
    """
    person = meet("Sam")
    assert person.go("/admin/") == 200
    lists = [a.get_attribute("href") for a in person.page.locator("#content-main th a").all()]
    models = [path for path in lists if path.count("/") == 4]
    assert len(models) > 25
    for path in models:
        assert person.go(path) == 200
        first = person.page.locator("#result_list tbody a").first
        if first.count():
            _look_at(person, first.get_attribute("href"))
        if person.page.locator(".object-tools .addlink").count():
            assert person.go(f"{path}add/") == 200


def _look_at(person, path: str) -> None:
    path = path.split("?")[0]
    assert person.go(path) == 200
    removable = person.page.locator(".deletelink").count()
    assert person.go(path.replace("/change/", "/history/")) == 200
    if removable:
        assert person.go(path.replace("/change/", "/delete/")) == 200


def test_an_area_is_found_by_typing_when_a_role_is_given(meet):
    person = meet("Sam")
    person.go("/admin/areas/arearole/add/")
    person.page.locator(".field-area .select2-selection").click()
    person.page.keyboard.type("rams")
    person.page.locator(".select2-results__option", has_text="Ramsey").wait_for()
    time.sleep(0.1)  # until its animation has had the chance to break the content policy
