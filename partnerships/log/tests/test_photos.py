"""Photos with what happened: taken in, asked about, kept once, and never half."""

import uuid
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from bigstory.core.db.tokens import FormToken
from bigstory.core.files.photos import clean, store
from bigstory.tests.mutants import COATS, marked
from partnerships.log.actions.photos import take_in
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


# --- one by one, before the form


def test_a_photo_sent_by_itself_comes_back_as_questions_about_it(cast, area):
    answer = cast.member.client.post(ADD, {"photo": photo(), "token": str(uuid.uuid4())})
    assert answer.status_code == 201
    item = MediaItem.objects.get()
    assert (item.activity, item.area, item.added_by, item.width) == (
        None,
        area,
        cast.member.user,
        40,
    )
    html = answer.json()["html"]
    assert str(item.name) in html
    assert "for somebody who can’t see it" in html
    assert "Somebody you could recognise" in html
    assert folders() == {str(item.name)}


def test_the_same_photo_sent_twice_is_kept_once(cast, area):
    token = str(uuid.uuid4())
    first, second = (
        cast.member.client.post(ADD, {"photo": photo(), "token": token}).json() for _ in range(2)
    )
    assert first == second
    assert MediaItem.objects.count() == 1
    assert len(folders()) == 1


def test_two_senders_of_one_photo_at_the_same_moment_leave_one(cast, area, monkeypatch):
    """The second did not see the first's row yet: the unique token decides, and the loser's files
    go.
    """
    token = uuid.uuid4()
    take_in(area=area, by=cast.member.user, file=BytesIO(GOOD), token=token)
    monkeypatch.setattr("partnerships.log.actions.photos._earlier", lambda by, token: None)
    take_in(area=area, by=cast.member.user, file=BytesIO(GOOD), token=token)
    assert MediaItem.objects.count() == 1
    assert len(folders()) == 1


def test_another_photo_with_the_same_token_is_another_photo(cast, area):
    token = str(uuid.uuid4())
    for body in (GOOD, OTHER):
        assert (
            cast.member.client.post(ADD, {"photo": photo(body), "token": token}).status_code == 201
        )
    assert MediaItem.objects.count() == 2


@pytest.mark.parametrize(
    "sent", [{}, {"photo": "words"}, {"photo": photo(COATS["svg"])}, {"photo": photo(b"")}]
)
def test_what_is_no_photo_is_refused_in_words_and_leaves_nothing(cast, area, sent):
    if hasattr(sent.get("photo"), "seek"):
        sent["photo"].seek(0)
    answer = cast.member.client.post(ADD, sent)
    assert answer.status_code == 422
    assert answer.json()["says"].endswith(".")
    assert not MediaItem.objects.exists()
    assert not FormToken.objects.exists()
    assert folders() == set()


def test_a_row_that_cannot_be_written_takes_its_files_with_it(cast, area, monkeypatch):
    monkeypatch.setattr(MediaItem.objects, "create", _broken)
    with pytest.raises(RuntimeError):
        take_in(area=area, by=cast.member.user, file=BytesIO(GOOD))
    assert folders() == set()


def _broken(**values):
    raise RuntimeError("the database went away")


@pytest.mark.parametrize(
    ("who", "status"), [("lto", 403), ("rep", 403), ("neighbour", 404), ("trust", 403)]
)
def test_only_those_who_log_here_add_photos(cast, area, who, status):
    assert getattr(cast, who).client.post(ADD, {"photo": photo()}).status_code == status
    assert not MediaItem.objects.exists()
    assert folders() == set()


def test_nobody_fills_the_store_with_photos_of_forms_that_never_come(cast, area, settings):
    settings.PHOTOS_PER_ACTIVITY = 1
    for _ in range(4):
        cast.member.client.post(ADD, {"photo": photo()})
    answer = cast.member.client.post(ADD, {"photo": photo()})
    assert answer.status_code == 422
    assert MediaItem.objects.count() == 4


def test_a_file_far_above_the_limit_is_not_written_down_whole(cast, area, settings):
    settings.UPLOAD_MAX_BYTES = settings.PHOTO_MAX_BYTES = 100_000
    answer = cast.member.client.post(ADD, {"photo": photo(GOOD + bytes(3_000_000))})
    assert answer.status_code == 422
    assert "larger than" in answer.json()["says"]


# --- with the form


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


# --- what is left behind


def test_photos_whose_form_never_came_are_swept_up(
    cast, area, capsys, django_capture_on_commit_callbacks
):
    old, new = (
        take_in(area=area, by=cast.member.user, file=BytesIO(body)) for body in (GOOD, OTHER)
    )
    MediaItem.objects.filter(pk=old.pk).update(added_at=timezone.now() - timedelta(days=3))
    with django_capture_on_commit_callbacks(execute=True):
        call_command("sweep_files")
    assert folders() == {str(new.name)}
    assert MediaItem.objects.get() == new


def test_files_without_a_row_are_swept_up_once_they_are_old(cast, area, monkeypatch, capsys):
    kept = take_in(area=area, by=cast.member.user, file=BytesIO(GOOD))
    orphan = store.keep(clean(BytesIO(GOOD)))
    call_command("sweep_files")
    assert str(orphan) in folders(), "its row may be coming"
    monkeypatch.setattr(
        "partnerships.management.commands.sweep_files.WAITS_FOR_ITS_FORM", timedelta(0)
    )
    call_command("sweep_files")
    assert folders() == {str(kept.name)}
    assert "1 folders" in capsys.readouterr().out


def test_the_page_to_log_asks_for_photos_and_says_which(cast, area):
    html = cast.member.client.get(reverse("log", args=[area.slug])).content.decode()
    assert 'type="file"' in html
    assert "multiple" in html
    assert 'enctype="multipart/form-data"' in html
    assert "wiped off" in html
