"""Without a signal: home and the log form open, and what was typed goes once, when it can."""

import json
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from bigstory.core.db.dated import today
from bigstory.tests.browser.a_phone import LOG, count, lose_the_signal, write
from bigstory.tests.browser.steps import follow, press
from bigstory.tests.mutants import marked

pytestmark = pytest.mark.browser
NO_SIGNAL = "/no-signal/"
TABLE = {"name": "table.jpg", "mimeType": "image/jpeg", "buffer": marked("JPEG", size=(900, 600))}
PHOTOS = (
    "import json; from partnerships.models import MediaItem; "
    "print(json.dumps([one.people for one in MediaItem.objects.filter(activity__title={title!r})]))"
)
LATELY = (
    "import json; from partnerships.models import Activity; "
    "print(json.dumps([each.title for each in Activity.objects.filter(area__slug='ramsey')[:3]]))"
)
CAME = "from partnerships.models import Activity; print(Activity.objects.get(title={title!r}).came)"


def test_home_and_the_form_open_without_a_signal_and_the_entry_goes_once_from_another_page(
    phone, site
):
    page = phone.page
    phone.context.set_offline(True)
    for path in ("/", "/areas/ramsey/plan/"):
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_have_text("There is no signal here")
        assert "Denise" not in page.content()
        expect(page.get_by_text("You can write down what happened all the same.")).to_be_visible()
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
    expect(phone.page.get_by_label("Number of people")).to_have_value("9")
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
    expect(page.get_by_label("Number of people")).to_have_value("lunch for forty-one")
    page.reload()
    expect(page.get_by_role("button", name="Send again: Long table")).to_be_hidden()
    press(page, "Yes: Long table")
    expect(page.get_by_text("Sent: Long table.")).to_be_visible()
    assert site.ask(CAME.format(title="Long table")).strip() == "41"


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
