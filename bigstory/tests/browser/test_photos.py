"""Photos from a phone on a bad line: each by itself, so that losing one costs one."""

import re
from io import BytesIO

import pytest
from PIL import ExifTags, Image
from playwright.sync_api import expect

from bigstory.tests.browser.steps import choose, follow, press
from bigstory.tests.mutants import COATS, marked

pytestmark = pytest.mark.browser

TABLE = {"name": "table.jpg", "mimeType": "image/jpeg", "buffer": marked("JPEG", size=(900, 600))}
CAKE = {"name": "cake.png", "mimeType": "image/png", "buffer": marked("PNG", size=(600, 800))}
MINUTES = {"name": "minutes.jpg", "mimeType": "image/jpeg", "buffer": COATS["pdf"]}


def from_a_phone() -> bytes:
    """A photo of some two megabytes, which the camera took on its side."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6  # to be turned a quarter to the right
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (52.0, 27.0, 16.6)})
    out = BytesIO()
    coarse = Image.effect_noise((750, 500), 90).convert("RGB")
    coarse.resize((3000, 2000)).save(out, "JPEG", quality=97, exif=exif)
    return out.getvalue()


def begin(denise, title: str):
    denise.go("/")
    follow(denise.page, "Log what happened")
    denise.page.get_by_label("What happened?").fill(title)
    denise.page.get_by_label("Number of people").fill("41")


def open_entry(page, title):
    """From home to the entry itself; "Same again" has a link of nearly the same name."""
    page.get_by_role("link", name=title, exact=True).first.click()


def wait_for_pictures(page, how_many: int):
    """Each is fetched when somebody scrolls to it, and it may be a while after its place on the
    page is seen. The page itself may still be on its way.
    """
    pictures = page.locator("main figure img")
    expect(pictures).to_have_count(how_many)
    for picture in pictures.all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", True)
        assert picture.evaluate("(one) => one.naturalWidth > 0")


def lose_the_second(page) -> list[str]:
    """The line breaks while the second photo is on its way, once."""
    sent: list[str] = []

    def pass_on(route):
        sent.append(route.request.url)
        route.abort("internetdisconnected") if len(sent) == 2 else route.continue_()

    page.route(re.compile(r"/photos/$"), pass_on)
    return sent


def test_one_of_two_photos_is_lost_on_the_way_and_tried_again(meet):
    denise = meet("Denise", phone=True)
    page = denise.page
    begin(denise, "Lunch with photos")
    sent = lose_the_second(page)
    page.get_by_label("Add photos").set_input_files([TABLE, CAKE])
    here = page.locator("[data-shot]")
    expect(page.get_by_text("It did not get through.")).to_be_visible()
    expect(here).to_have_count(1)
    # The form does not go without it: she is told, and decides.
    press(page, "Save what happened")
    expect(
        page.get_by_text("A photo is not here yet. Try it again, or leave it out.")
    ).to_be_visible()
    press(page, "Try again")
    expect(here).to_have_count(2)
    assert len(sent) == 3, "the first photo was not sent a second time"
    here.first.get_by_label(re.compile("What does the picture show")).fill("One long table.")
    here.first.get_by_text("Nobody is in it").click()
    press(page, "Save what happened")
    open_entry(page, "Lunch with photos")
    expect(page.get_by_role("img", name="One long table.")).to_be_visible()
    wait_for_pictures(page, 2)
    denise.wrong = [line for line in denise.wrong if "ERR_INTERNET_DISCONNECTED" not in line]


def test_one_that_others_are_before_is_sent_again_by_itself(meet):
    """Twice it is told to wait; meanwhile she presses Save, and it goes once the photo is there."""
    denise = meet("Denise", phone=True)
    page = denise.page
    begin(denise, "Lunch on a busy evening")
    told: list[str] = []

    def crowded(route):
        told.append(route.request.url)
        if len(told) > 2:
            return route.continue_()
        wait = {"Retry-After": "1", "Content-Type": "application/json"}
        return route.fulfill(status=503, headers=wait, body='{"says": "Many are before it."}')

    page.route(re.compile(r"/photos/$"), crowded)
    page.get_by_label("Add photos").set_input_files([TABLE])
    expect(page.get_by_text("Many are before it.")).to_be_visible()
    expect(page.get_by_text("Try again")).not_to_be_visible()
    press(page, "Save what happened")
    expect(page.get_by_text("Saving as soon as the photos are here.")).to_be_visible()
    open_entry(page, "Lunch on a busy evening")
    expect(page.locator("main figure img")).to_have_count(1)
    assert len(told) == 3
    denise.wrong = [line for line in denise.wrong if "503" not in line]


def test_a_file_that_is_no_photo_says_so_and_is_left_out(meet):
    denise = meet("Denise", phone=True)
    page = denise.page
    begin(denise, "Lunch without minutes")
    page.get_by_label("Add photos").set_input_files([MINUTES, TABLE])
    expect(page.get_by_text("It is not a photo we can read.")).to_be_visible()
    expect(page.locator("[data-shot]")).to_have_count(1)
    press(page, "Leave it out")
    press(page, "Save what happened")
    open_entry(page, "Lunch without minutes")
    expect(page.locator("main figure img")).to_have_count(1)
    denise.wrong = [line for line in denise.wrong if "422" not in line]


def test_a_large_photo_is_made_smaller_on_the_phone_and_stands_upright(meet):
    denise = meet("Denise", phone=True)
    page = denise.page
    begin(denise, "Lunch in large")
    large = {"name": "large.jpg", "mimeType": "image/jpeg", "buffer": from_a_phone()}
    assert len(large["buffer"]) > 1_000_000
    with page.expect_request(re.compile(r"/photos/$")) as sent:
        page.get_by_label("Add photos").set_input_files([large, TABLE])
    expect(page.locator("[data-shot]")).to_have_count(2)
    assert int(sent.value.all_headers()["content-length"]) < 320_000
    press(page, "Save what happened")
    open_entry(page, "Lunch in large")
    wait_for_pictures(page, 2)
    sizes = [
        picture.evaluate("(one) => one.naturalWidth < one.naturalHeight")
        for picture in page.locator("main figure img").all()
    ]
    assert sorted(sizes) == [False, True]


def test_photos_chosen_before_the_script_is_there_go_by_themselves_too(meet):
    # What a service worker fetches cannot be held back here.
    denise = meet("Denise", phone=True, service_workers="block")
    page = denise.page
    held = []
    page.route(re.compile(r"/js/photos[^/]*\.js"), lambda route: held.append(route))
    begin(denise, "Lunch on a slow line")
    page.get_by_label("Add photos").set_input_files([TABLE, CAKE])
    expect(page.locator("[data-shot], .shot--coming")).to_have_count(0)
    held[0].continue_()
    expect(page.locator("[data-shot]")).to_have_count(2)
    press(page, "Save what happened")
    open_entry(page, "Lunch on a slow line")
    expect(page.locator("main figure img")).to_have_count(2)
    # The browser complains of what it was asked to leave out.
    denise.wrong[:] = [line for line in denise.wrong if "Service Worker" not in line]


def test_saving_waits_for_a_photo_that_is_on_its_way(meet):
    denise = meet("Denise", phone=True)
    page = denise.page
    begin(denise, "Lunch in a hurry")
    held = []
    page.route(re.compile(r"/photos/$"), lambda route: held.append(route))
    page.get_by_label("Add photos").set_input_files([TABLE])
    expect(page.get_by_role("progressbar")).to_be_visible()
    press(page, "Save what happened")
    expect(page.get_by_text("Saving as soon as the photos are here.")).to_be_visible()
    held[0].continue_()
    open_entry(page, "Lunch in a hurry")
    expect(page.locator("main figure img")).to_have_count(1)


def test_without_javascript_photos_go_with_the_form_and_good_ones_are_kept(meet):
    denise = meet("Denise", phone=True, java_script_enabled=False)
    page = denise.page
    begin(denise, "Lunch the old way")
    page.get_by_label("Add photos").set_input_files([TABLE, MINUTES])
    press(page, "Save what happened")
    expect(page.get_by_role("alert")).to_contain_text("minutes.jpg")
    expect(page.get_by_label("What happened?")).to_have_value("Lunch the old way")
    page.get_by_label("Add photos").set_input_files([CAKE])
    choose(page, "Who is in it?", "Nobody is in it")
    press(page, "Save what happened")
    open_entry(page, "Lunch the old way")
    expect(page.locator("main figure img")).to_have_count(2)
