"""The page where the photos of an activity are added, described and taken away."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bigstory.pages.tests.test_photos import a_photo, page_of
from bigstory.testing.opened import opened
from bigstory.tests.mutants import COATS
from partnerships.log.tests.test_photos import of, photo
from partnerships.models import MediaItem


def test_the_one_who_logged_it_says_what_a_photo_shows(cast, lunch):
    item = a_photo(cast, lunch, "")
    cast.member.client.post(
        page_of(lunch),
        of(item, alt_text="A red teapot.", caption="Alan’s", credit="Denise", people="nobody"),
    )
    item.refresh_from_db()
    assert (item.alt_text, item.caption, item.credit, item.people) == (
        "A red teapot.",
        "Alan’s",
        "Denise",
        "nobody",
    )
    html = cast.worker.client.get(lunch.get_absolute_url()).content.decode()
    assert 'alt="A red teapot."' in html
    assert "Alan’s" in html
    assert item.address("large") in html


@pytest.mark.parametrize(
    ("who", "expected"), [("lto", 403), ("rep", 403), ("trust", 403), ("neighbour", 404)]
)
def test_whoever_only_reads_it_cannot_touch_its_photos(cast, lunch, who, expected):
    item = a_photo(cast, lunch)
    client = getattr(cast, who).client
    assert client.get(page_of(lunch)).status_code == expected
    assert client.post(page_of(lunch), of(item, gone="on")).status_code == expected
    assert MediaItem.objects.filter(pk=item.pk).exists()


def test_a_bad_photo_among_good_ones_keeps_the_good_ones_and_every_word(cast, lunch):
    item = a_photo(cast, lunch)
    bad = SimpleUploadedFile("notes.jpg", COATS["html"])
    page = cast.member.client.post(
        page_of(lunch), of(item, alt_text="Typed now") | {"photos": [photo(), bad]}
    )
    html = page.content.decode()
    assert "notes.jpg" in html
    assert "Typed now" in html
    item.refresh_from_db()
    assert item.alt_text != "Typed now"
    assert MediaItem.objects.filter(activity=None).count() == 1


def test_two_people_who_describe_one_photo_both_keep_their_words(cast, lunch):
    item = a_photo(cast, lunch, alt_text="A table.")
    page = cast.member.client.get(page_of(lunch)).content.decode()
    seen = page.split(f"p-{item.name.hex[:12]}-seen")[1].split('value="')[1].split('"')[0]
    cast.worker.client.post(
        page_of(lunch), of(item, alt_text="A table in the sun.", people="nobody", seen=seen)
    )
    mine = of(item, alt_text="A long table.", people="nobody", seen=seen)
    answer = cast.member.client.post(page_of(lunch), mine).content.decode()
    assert "A table in the sun." in answer
    assert "A long table." in answer
    item.refresh_from_db()
    assert item.alt_text == "A table in the sun."
    renewed = answer.split(f"p-{item.name.hex[:12]}-seen")[1].split('value="')[1].split('"')[0]
    cast.member.client.post(
        page_of(lunch), mine | of(item, alt_text="A long table.", people="nobody", seen=renewed)
    )
    item.refresh_from_db()
    assert item.alt_text == "A long table."


def test_two_who_describe_different_things_of_one_photo_are_not_asked(cast, lunch):
    item = a_photo(cast, lunch, alt_text="A table.")
    prefix = f"p-{item.name.hex[:12]}"
    hers = opened(cast.member.client, page_of(lunch), **{f"{prefix}-alt_text": "A long table."})
    his = opened(cast.worker.client, page_of(lunch), **{f"{prefix}-caption": "Lunch"})
    for client, sent in ((cast.worker.client, his), (cast.member.client, hers)):
        assert client.post(page_of(lunch), sent).status_code == 302
    item.refresh_from_db()
    assert (item.alt_text, item.caption) == ("A long table.", "Lunch")


def test_a_photo_that_somebody_added_meanwhile_is_left_as_it_is(cast, lunch):
    item = a_photo(cast, lunch)
    new = a_photo(cast, lunch, alt_text="Added meanwhile")
    cast.member.client.post(page_of(lunch), of(item, alt_text="Changed", people="nobody"))
    new.refresh_from_db()
    assert (new.alt_text, new.activity) == ("Added meanwhile", lunch)


def test_lists_show_the_first_photo_of_each(cast, lunch):
    first = a_photo(cast, lunch, order=1)
    second = a_photo(cast, lunch, order=2)
    for path in (f"/areas/{lunch.area.slug}/activities/", "/"):
        html = cast.member.client.get(path).content.decode()
        assert first.address("small") in html
        assert second.address("small") not in html
