"""The page where the photos of an activity are added, described and taken away."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bigstory.pages.tests.test_photos import a_photo, page_of
from bigstory.testing.opened import opened, sent_by
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


@pytest.mark.parametrize("choice", ["mine", "theirs", "both"])
def test_two_people_who_describe_one_photo_both_the_same_see_both_and_the_later_chooses(
    cast, lunch, choice
):
    item = a_photo(cast, lunch, alt_text="A table.")
    box = f"p-{item.name.hex[:12]}-alt_text"
    hers = opened(cast.member.client, page_of(lunch), **{box: "A long table."})
    his = opened(cast.worker.client, page_of(lunch), **{box: "A table in the sun."})
    cast.worker.client.post(page_of(lunch), his)
    answer = cast.member.client.post(page_of(lunch), hers | {"photos": [photo()]}).content.decode()
    assert "Two of you wrote here" in answer
    assert "Photo 1: What does the picture show" in answer
    assert "A table in the sun." in answer
    assert "A long table." in answer
    item.refresh_from_db()
    assert item.alt_text == "A table in the sun.", "nothing is written over unasked"
    chosen = sent_by(answer, **{f"keep_{box}": choice})
    assert cast.member.client.post(page_of(lunch), chosen).status_code == 302
    item.refresh_from_db()
    kept = {"mine": "A long table.", "theirs": "A table in the sun."}
    assert item.alt_text == kept.get(choice, "A table in the sun. A long table.")
    assert lunch.media.count() == 2, "a photo she chose meanwhile is joined"


def test_words_about_a_photo_that_somebody_took_away_meanwhile_are_shown_once_more(cast, lunch):
    item, other = a_photo(cast, lunch, alt_text="A table."), a_photo(cast, lunch)
    boxes = f"p-{item.name.hex[:12]}"
    hers = opened(cast.member.client, page_of(lunch), **{f"{boxes}-caption": "Who is the man?"})
    gone = opened(cast.worker.client, page_of(lunch), **{f"{boxes}-gone": "on"})
    cast.worker.client.post(page_of(lunch), gone)
    answer = cast.member.client.post(page_of(lunch), hers)
    assert answer.status_code == 200
    assert "You wrote about it: “Who is the man?”" in answer.content.decode()
    again = sent_by(answer.content.decode())
    assert cast.member.client.post(page_of(lunch), again).status_code == 302
    assert [item.pk for item in lunch.media.all()] == [other.pk]


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
