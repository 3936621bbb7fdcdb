"""Photos taken in before their form: one by one, once each; and those whose form never came."""

import uuid
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from bigstory.core.db.tokens import FormToken
from bigstory.core.files.photos import clean, store
from bigstory.testing.drawn_here import crowded
from bigstory.tests.mutants import COATS
from partnerships.log.actions.photos import FORMS_AT_ONCE, take_in
from partnerships.log.tests.test_photos import ADD, GOOD, OTHER, folders, photo
from partnerships.models import MediaItem


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


def test_one_that_others_are_before_is_to_be_sent_again_soon(cast, area, monkeypatch):
    with monkeypatch.context() as now:
        crowded(now)
        answer = cast.member.client.post(ADD, {"photo": photo(), "token": str(uuid.uuid4())})
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "Try it again in a minute." in answer.json()["says"]
    assert not MediaItem.objects.exists()
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
    for _ in range(FORMS_AT_ONCE):
        cast.member.client.post(ADD, {"photo": photo()})
    answer = cast.member.client.post(ADD, {"photo": photo()})
    assert answer.status_code == 422
    assert MediaItem.objects.count() == FORMS_AT_ONCE


def test_a_file_far_above_the_limit_is_not_written_down_whole(cast, area, settings):
    settings.UPLOAD_MAX_BYTES = settings.PHOTO_MAX_BYTES = 100_000
    answer = cast.member.client.post(ADD, {"photo": photo(GOOD + bytes(3_000_000))})
    assert answer.status_code == 422
    assert "larger than" in answer.json()["says"]


# --- what is left behind


def test_photos_whose_form_never_came_are_swept_up(
    cast, area, capsys, django_capture_on_commit_callbacks
):
    old, new = (
        take_in(area=area, by=cast.member.user, file=BytesIO(body)) for body in (GOOD, OTHER)
    )
    # An entry that waits on a phone for a signal may be sent after seven days.
    for item, days in ((old, 9), (new, 7)):
        sent = timezone.now() - timedelta(days=days)
        MediaItem.objects.filter(pk=item.pk).update(added_at=sent)
    with django_capture_on_commit_callbacks(execute=True):
        call_command("sweep_files")
    assert folders() == {str(new.name)}
    assert MediaItem.objects.get() == new


def test_files_without_a_row_are_swept_up_once_they_are_old(cast, area, monkeypatch, capsys):
    kept = take_in(area=area, by=cast.member.user, file=BytesIO(GOOD))
    orphan = store.keep(clean(BytesIO(GOOD)))
    call_command("sweep_files")
    assert str(orphan) in folders(), "its row may be coming"
    monkeypatch.setattr("partnerships.log.actions.sweeping.LEFT_IN_PEACE", timedelta(0))
    call_command("sweep_files")
    assert folders() == {str(kept.name)}
    assert "1 folders" in capsys.readouterr().out
