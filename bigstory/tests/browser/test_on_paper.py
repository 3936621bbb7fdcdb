"""What people print: a card to write on, and a plan to hand round."""

import re

import pytest

from bigstory.tests.browser.steps import press

pytestmark = pytest.mark.browser
SHEET = re.compile(rb"/Type\s*/Page\b(?!s)")
# What there is to press stands on the screen and not on paper.
FOR_THE_SCREEN = ("Back to the cards", "What was sent, and when", "Sign out")


@pytest.fixture
def denise(meet):
    return meet("Denise")


def sheets(page, **options) -> int:
    return len(SHEET.findall(page.pdf(**options)))


def printed(page) -> str:
    page.emulate_media(media="print")
    return page.locator("body").inner_text()


def test_a_card_is_one_sheet_with_lines_to_write_on(denise):
    page = denise.page
    denise.go("/areas/ramsey/log/card/")
    press(page, "Make a card to print")
    assert sheets(page, prefer_css_page_size=True) == 1
    assert sheets(page, format="A4") == 1
    words = printed(page)
    assert "A few words" in words
    assert not [each for each in FOR_THE_SCREEN if each in words]
    lines = page.locator(".card__asks dd").evaluate_all(
        "all => all.map(one => [one.offsetHeight, getComputedStyle(one).borderBottomStyle])"
    )
    assert len(lines) >= 8
    assert {style for _height, style in lines} == {"solid"}
    assert min(height for height, _style in lines) >= 30, "A pen needs 8 mm."


def test_a_plan_on_paper_has_nothing_to_press(denise):
    denise.go("/areas/ramsey/plan/")
    words = printed(denise.page)
    assert "How we know" in words
    assert not [each for each in FOR_THE_SCREEN if each in words]
