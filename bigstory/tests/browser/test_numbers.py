"""Numbers as people say them: read whole, or asked about and answered with one tick."""

import pytest
from playwright.sync_api import expect

from bigstory.tests.browser.steps import log_what_happened, press

pytestmark = pytest.mark.browser
CAME = "from partnerships.models import Activity; print(Activity.objects.get(title={title!r}).came)"


def came(site, title: str) -> str:
    return site.ask(CAME.format(title=title)).strip()


@pytest.fixture
def denise(meet):
    person = meet("Denise", phone=True)
    person.go("/")
    return person


def test_forty_one_is_forty_one(denise, site):
    log_what_happened(denise.page, "Lunch in words", came="forty-one", words="Two new faces.")
    expect(denise.page.get_by_text("Saved: Lunch in words")).to_be_visible()
    assert came(site, "Lunch in words") == "41"


def test_what_is_no_number_comes_back_as_it_was_typed_with_everything_else(denise):
    page = denise.page
    log_what_happened(page, "Open day", came="no one knows", words="It rained all day.")
    expect(page.get_by_role("alert")).to_contain_text("How many people came? Write one number")
    assert page.get_by_label("Number of people").input_value() == "no one knows"
    assert page.get_by_label("A few words").input_value() == "It rained all day."


def test_a_number_that_may_be_meant_needs_one_tick(denise, site):
    page = denise.page
    log_what_happened(page, "Coach trip", came="a coach of 52", words="To the sea.")
    expect(page.get_by_role("alert")).to_contain_text("Did you mean 52?")
    assert page.get_by_label("Number of people").input_value() == "a coach of 52"
    page.get_by_label("Yes, 52").check()
    press(page, "Save what happened")
    expect(page.get_by_text("Saved: Coach trip")).to_be_visible()
    assert came(site, "Coach trip") == "52"
