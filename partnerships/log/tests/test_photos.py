"""Photos sent with the form that logs what happened: saved once, and never half."""

import uuid

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from bigstory.testing.drawn_here import crowded
from bigstory.tests.mutants import COATS, marked
from partnerships.log.forms.photos import PhotoBag
from partnerships.models import Activity, MediaItem
from partnerships.tests.factories import ActivityFactory, MediaItemFactory

LOG = "/areas/ramsey/log/"
ADD = "/areas/ramsey/photos/"
GOOD = marked("JPEG")
OTHER = marked("PNG")


def photo(body: bytes = GOOD, name: str = "IMG_0001.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, body, "image/jpeg")


def typed(**more) -> dict:
    """The four questions answered, and a token."""
    four = {
        "title": "Lunch at Mill Lane",
        "when": "today",
        "came": "41",
        "counted": "about",
        "what_happened": "Soup.",
    }
    return four | {"token": str(uuid.uuid4())} | more


def of(item: MediaItem, **words) -> dict:
    """What the form sends about a photo that is here already."""
    return {"photo": [str(item.name)]} | {
        f"p-{item.name.hex[:12]}-{name}": said for name, said in words.items()
    }


def folders() -> set[str]:
    return set(default_storage.listdir("photos")[0]) if default_storage.exists("photos") else set()


def test_photos_sent_with_the_form_are_saved_with_it(cast, area):
    cast.member.client.post(LOG, typed(photos=[photo(), photo(OTHER)]))
    activity = Activity.objects.get()
    assert [item.order for item in activity.media.all()] == [1, 2]
    assert len(folders()) == 2


def test_photos_sent_ahead_are_saved_with_what_is_said_of_them(cast, area):
    cast.member.client.post(ADD, {"photo": photo()})
    item = MediaItem.objects.get()
    cast.member.client.post(LOG, typed(**of(item, alt_text="One long table.", people="nobody")))
    item.refresh_from_db()
    assert item.activity == Activity.objects.get()
    assert (item.alt_text, item.people) == ("One long table.", "nobody")


def test_one_bad_photo_saves_nothing_and_only_it_must_be_chosen_again(cast, area):
    sent = typed(photos=[photo(), photo(COATS["pdf"], "minutes.pdf")])
    page = cast.member.client.post(LOG, sent)
    html = page.content.decode()
    assert page.status_code == 200
    assert not Activity.objects.exists()
    kept = MediaItem.objects.get()
    assert f'name="photo" value="{kept.name}"' in html
    assert "minutes.pdf" in html
    assert "choose again only those that are not below" in html
    assert 'href="#id_photos"' in html, "the summary leads to where photos are chosen"
    for words in ("Lunch at Mill Lane", "Soup.", "41"):
        assert words in html
    sent = sent | {"photos": [photo(OTHER)]} | of(kept, alt_text="Soup")
    cast.member.client.post(LOG, sent)
    assert Activity.objects.get().media.count() == 2


def test_photos_that_others_are_before_are_told_at_their_field_and_every_word_stays(
    cast, area, monkeypatch
):
    with monkeypatch.context() as now:
        crowded(now)
        sent = typed(photos=[photo(), photo(OTHER, "IMG_0002.jpg")])
        html = cast.member.client.post(LOG, sent).content.decode()
    assert html.count("Try it again in a minute.") == 2 * html.count("“IMG_0002.jpg”") > 0
    assert 'href="#id_photos"' in html
    for words in ("Lunch at Mill Lane", "Soup.", "41"):
        assert words in html
    assert not Activity.objects.exists()
    cast.member.client.post(LOG, sent | {"photos": [photo(), photo(OTHER)]})
    assert Activity.objects.get().media.count() == 2


def test_a_mistake_elsewhere_keeps_the_photos(cast, area):
    page = cast.member.client.post(LOG, typed(title="", photos=[photo()]))
    kept = MediaItem.objects.get()
    assert str(kept.name) in page.content.decode()
    cast.member.client.post(LOG, typed(**of(kept)))
    assert Activity.objects.get().media.get() == kept


def test_the_form_sent_twice_keeps_its_photos_once(cast, area, django_capture_on_commit_callbacks):
    sent = typed()
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            cast.member.client.post(LOG, sent | {"photos": [photo(), photo(OTHER)]})
    assert Activity.objects.get().media.count() == 2
    assert MediaItem.objects.count() == 2
    assert len(folders()) == 2


def test_the_same_words_with_another_photo_are_not_taken_for_the_same_form(cast, area):
    sent = typed()
    cast.member.client.post(LOG, sent | {"photos": [photo()]})
    page = cast.member.client.post(LOG, sent | {"photos": [photo(OTHER)]})
    assert "This page was sent once already" in page.content.decode()
    assert MediaItem.objects.filter(activity=None).count() == 1, (
        "the other photo waits for what is decided"
    )


def test_one_photo_can_be_left_out(cast, area, django_capture_on_commit_callbacks):
    cast.member.client.post(ADD, {"photo": photo()})
    with django_capture_on_commit_callbacks(execute=True):
        cast.member.client.post(LOG, typed(**of(MediaItem.objects.get(), gone="on")))
    assert Activity.objects.get().media.count() == 0
    assert not MediaItem.objects.exists()
    assert folders() == set()


def test_more_photos_than_an_entry_holds_are_refused_together(cast, area, settings):
    settings.PHOTOS_PER_ACTIVITY = 2
    page = cast.member.client.post(LOG, typed(photos=[photo(), photo(), photo()]))
    assert "One entry holds 2 photos." in page.content.decode()
    assert not Activity.objects.exists()
    assert not MediaItem.objects.exists()


def test_words_that_are_too_long_come_back_with_every_letter(cast, area):
    cast.member.client.post(ADD, {"photo": photo()})
    long = "A table. " * 50
    page = cast.member.client.post(LOG, typed(**of(MediaItem.objects.get(), alt_text=long)))
    assert "Photo 1: Say what the picture shows in 300 letters." in page.content.decode()
    assert long.strip() in page.content.decode()
    assert not Activity.objects.exists()


def test_nobody_takes_somebody_elses_photo_with_their_form(cast, area):
    theirs = [
        MediaItemFactory(activity=None, area=area, added_by=cast.worker.user),
        MediaItemFactory(activity=None, area=cast._areas["other_area"], added_by=cast.member.user),
        MediaItemFactory(activity=ActivityFactory(area=area), added_by=cast.member.user),
    ]
    ids = [str(item.name) for item in theirs] + [str(uuid.uuid4()), "no such photo", ""]
    cast.member.client.post(LOG, typed(photo=ids))
    assert Activity.objects.get(title="Lunch at Mill Lane").media.count() == 0


def test_a_form_without_photos_costs_no_statement_more(cast, area, django_assert_num_queries):

    member = cast.member.user
    with django_assert_num_queries(0):
        bag = PhotoBag(area=area, by=member).read(QueryDict("title=Lunch"), MultiValueDict())
    assert bag.lines() == []


def test_the_page_to_log_asks_for_photos_and_says_which(cast, area):
    html = cast.member.client.get(reverse("log", args=[area.slug])).content.decode()
    assert 'type="file"' in html
    assert "multiple" in html
    assert 'enctype="multipart/form-data"' in html
    assert "wiped off" in html
