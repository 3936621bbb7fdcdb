"""Denise's evening with her phone: a tick, an entry with a photo, a decision, and a look at how it
all stands.
"""

import json
import re

import pytest
from playwright.sync_api import expect

from bigstory.tests.browser.steps import choose, follow, press
from bigstory.tests.mutants import marked

pytestmark = pytest.mark.browser

TABLE = {"name": "table.jpg", "mimeType": "image/jpeg", "buffer": marked("JPEG", size=(900, 600))}
# Knit and natter met for the first time yesterday; so did the partnership.
BEFORE = """
from datetime import timedelta
from django.utils import timezone
from areas.models import Area
from bigstory.core.db.dated import today
from partnerships.models import Meeting, Regular
ramsey = Area.objects.get(slug="ramsey")
Regular.objects.create(area=ramsey, title="Knit and natter", starts=today() - timedelta(days=1))
yesterday = timezone.now() - timedelta(days=1)
Meeting.objects.create(area=ramsey, what="Meeting about the shed", starts_at=yesterday)
"""
AFTER = """
import json
from partnerships.models import Activity, Decision
logged = Activity.objects.filter(area__slug="ramsey", logged_by__email="member@example.org")
again = logged.get(what_happened="Two new faces.")
knit = logged.get(title="Knit and natter")
shed = logged.get(title="The shed has a roof")
decided = Decision.objects.get(title="Buy a stove for the shed")
print(json.dumps({
    "again": [again.title, again.came], "knit": [knit.came, knit.regular.title],
    "photos": [[photo.alt_text, photo.people] for photo in shed.media.all()],
    "decision": [
        decided.raised_by, decided.decided_by, decided.meeting.what, decided.recorded_by.email,
    ],
    "followed": [one.title for one in decided.activities.all()],
}))
"""


def test_denise_logs_confirms_decides_and_looks_how_it_stands(meet, site):
    site.ask(BEFORE)
    denise = meet("Denise", phone=True)
    title = same_again(denise)
    confirm_knit_and_natter(denise)
    log_the_shed_with_a_photo(denise)
    decide_on_the_stove(denise)
    look_how_it_stands(denise)
    kept = json.loads(site.ask(AFTER))
    assert kept == {
        "again": [title, 23],
        "knit": [7, "Knit and natter"],
        "photos": [["A shed with a new roof.", "nobody"]],
        "decision": ["resident", "together", "Meeting about the shed", "member@example.org"],
        "followed": ["The shed has a roof"],
    }


def same_again(denise) -> str:
    """One press at home brings last week's entry back; only what is new is typed."""
    page = denise.page
    denise.go("/")
    page.get_by_role("link", name=re.compile(r"^Log again:")).first.click()
    title = page.get_by_label("What happened?").input_value()
    assert title, "the headline came back from last time"
    page.get_by_label("Number of people").fill("23")
    page.get_by_label("A few words").fill("Two new faces.")
    press(page, "Save what happened")
    expect(page).not_to_have_url(re.compile("/log/"))
    return title


def confirm_knit_and_natter(denise) -> None:
    """One press at home; the number that nobody had counted before is put in after."""
    page = denise.page
    denise.go("/")
    yes = page.get_by_role("button", name=re.compile(r"^Yes\s*, Knit and natter met on"))
    yes.click()
    expect(yes).to_have_count(0)
    page.get_by_role("link", name="Knit and natter", exact=True).first.click()
    follow(page, "Change this")
    page.get_by_label("Number of people").fill("7")
    press(page, "Save")
    expect(page.get_by_role("main")).to_contain_text("7")


def log_the_shed_with_a_photo(denise) -> None:
    page = denise.page
    denise.go("/")
    follow(page, "Log what happened")
    page.get_by_label("What happened?").fill("The shed has a roof")
    page.get_by_label("Number of people").fill("9")
    page.get_by_label("Add photos").set_input_files([TABLE])
    photo = page.locator("[data-shot]")
    expect(photo).to_have_count(1)
    photo.get_by_label(re.compile("What does the picture show")).fill("A shed with a new roof.")
    photo.get_by_text("Nobody is in it").click()
    press(page, "Save what happened")
    page.get_by_role("link", name="The shed has a roof", exact=True).first.click()
    expect(page.get_by_role("img", name="A shed with a new roof.")).to_be_visible()


def decide_on_the_stove(denise) -> None:
    """From the meeting into the book, and what followed beside it."""
    page = denise.page
    denise.go("/areas/ramsey/meetings/")
    page.get_by_role("link", name=re.compile("made at Meeting about the shed")).click()
    page.get_by_label("What was decided?").fill("Buy a stove for the shed")
    choose(page, "Who raised it?", "A resident")
    choose(page, "Who decided?", "Everybody agreed")
    press(page, "Put it in the book")
    expect(page).to_have_url(re.compile(r"/decisions/\d+/$"))
    follow(page, "Say what followed")
    page.get_by_role("checkbox", name=re.compile("The shed has a roof")).check()
    press(page, "Save what followed")
    expect(page.get_by_role("heading", level=1)).to_have_text("Buy a stove for the shed")
    expect(page.get_by_role("main")).to_contain_text("The shed has a roof")


def look_how_it_stands(denise) -> None:
    """Plan, money and profile, each one press from the last."""
    page = denise.page
    area_nav = page.get_by_role("navigation", name=re.compile("Ramsey"))
    area_nav.get_by_role("link", name="Plan").click()
    expect(page.get_by_role("heading", name="What Ramsey chose")).to_be_visible()
    expect(page.get_by_text("Under way").first).to_be_visible()
    area_nav.get_by_role("link", name="Money").click()
    expect(page.get_by_role("main")).to_contain_text("£27,600")
    area_nav.get_by_role("link", name="Home").click()
    follow(page, "Ramsey as others see it")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ramsey")
    expect(page.get_by_role("heading", name="What we set out to do")).to_be_visible()
