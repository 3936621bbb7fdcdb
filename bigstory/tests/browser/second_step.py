"""An app that shows codes, in the hands of whoever sets it up."""

from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from playwright.sync_api import Page


def set_up_an_app(page: Page) -> None:
    """From the page that asks for a second step, as far as the recovery codes."""
    page.get_by_role("link", name="Set up an app").click()
    switch_it_on(page)


def switch_it_on(page: Page) -> None:
    secret = page.locator("main code").inner_text()
    page.get_by_label("The six numbers the app shows now").fill(shown_now(secret))
    page.get_by_role("button", name="It works, switch it on").click()
    page.wait_for_url("**/recovery-codes/")


def shown_now(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
