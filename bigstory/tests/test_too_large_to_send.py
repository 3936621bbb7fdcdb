"""A form that is larger than a request may be: every word that was typed in it comes back, with why
it was not taken and how large it may be.
"""

from io import BytesIO
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from bigstory.core.db.unsaved import Unsaved
from bigstory.core.files import workshop
from bigstory.core.files.uploads import in_parts
from bigstory.kit.typed import mark_of
from bigstory.tests.hidden_inputs import Hidden, hidden_inputs, page_of, sent_of
from bigstory.tests.test_nothing_typed_is_lost import SIGN_IN, UNSAVED, book, decision, strict

__all__ = ["book", "decision"]
FORM_DATA = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    "limit", [{"DATA_UPLOAD_MAX_MEMORY_SIZE": 2_000}, {"DATA_UPLOAD_MAX_NUMBER_FIELDS": 5}]
)
@pytest.mark.parametrize("signed_in", [True, False])
def test_over_a_limit_of_django_every_word_comes_back(
    settings, cast, book, decision, limit, signed_in
):
    for name, value in limit.items():
        setattr(settings, name, value)
    body = decision | {"options": "A very long story. " * 200}
    client = strict(cast.member.user)
    page = page_of(client.get(book))
    body |= {"csrfmiddlewaretoken": dict(Hidden(page).forms[-1][1])["csrfmiddlewaretoken"]}
    if not signed_in:
        del client.cookies[settings.SESSION_COOKIE_NAME]
    answer = client.post(book, urlencode(body), content_type=FORM_DATA)
    if signed_in:
        assert answer.status_code == 400
        assert "A very long story. A very long story." in page_of(answer)
        return
    assert answer.url.startswith(SIGN_IN)
    page = page_of(cast.member.client.get(UNSAVED))
    assert hidden_inputs(page, book) == sent_of({name: [value] for name, value in body.items()})


def test_more_than_django_takes_by_itself_reaches_the_form_and_is_answered_there(cast, area):
    body = {"title": "Lunch", "when": "today", "what_happened": "x" * 3_000_000}
    answer = cast.member.client.post(reverse("log", args=[area.slug]), body)
    assert answer.status_code == 200
    assert "That is very long" in page_of(answer)
    many = {f"row{n}-title": "Plant a tree" for n in range(1_500)}
    assert cast.member.client.post(reverse("account"), many).status_code == 200


# --- with files ---
BEFORE = {"title": "Lunch", "what_happened": "Forty came.\r\nIt rained."}
AFTER = {"led_by_words": "Typed below the photos"}
TOO_MUCH = [
    ({"DATA_UPLOAD_MAX_MEMORY_SIZE": 2_000}, "longer than can be sent at once"),
    ({"DATA_UPLOAD_MAX_NUMBER_FIELDS": 3}, "more boxes in it than can be sent at once: 3"),
    ({"DATA_UPLOAD_MAX_NUMBER_FILES": 1}, "more files than can be sent at once: 1"),
]


def test_a_stranger_with_a_thousand_files_has_no_more_of_them_open_than_anybody_sends(
    settings, client, area, monkeypatch
):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0  # as where they are large together
    opened = []
    monkeypatch.setattr(workshop, "nameless", lambda: opened.append(BytesIO()) or opened[-1])
    many = [SimpleUploadedFile(f"{n}.jpg", b"x") for n in range(1_000)]
    client.post(reverse("log", args=[area.slug]), BEFORE | {"photos": many})
    most = 4 * settings.PHOTOS_PER_ACTIVITY
    assert settings.PHOTOS_PER_ACTIVITY < len(opened) <= most + len(BEFORE)


@pytest.fixture
def entry(cast):
    """The log form with two photos, which a browser sends in the order of its boxes."""
    photos = [SimpleUploadedFile(f"{n}.jpg", b"\xff\xd8 no picture" * 9_000) for n in "ab"]
    long = {"is_long": "A very long story. " * 200}
    return BEFORE | {"photos": photos} | AFTER | long | {"writer": mark_of(cast.member.user.pk)}


@pytest.mark.parametrize(("limit", "why"), TOO_MUCH)
def test_beside_files_too_every_word_comes_back_and_the_limit_is_named(
    settings, cast, area, entry, limit, why
):
    for name, value in limit.items():
        setattr(settings, name, value)
    answer = cast.member.client.post(reverse("log", args=[area.slug]), entry)
    page = page_of(answer)
    assert answer.status_code == 400
    assert why in page
    assert "Forty came.<br>It rained." in page
    assert "Typed below the photos" in page
    assert "A very long story. A very long story." in page


@pytest.mark.parametrize("limit", [limit for limit, _why in TOO_MUCH])
def test_signed_out_they_are_kept_with_the_names_of_the_files(settings, area, entry, limit):
    for name, value in limit.items():
        setattr(settings, name, value)
    answer = strict().post(reverse("log", args=[area.slug]), entry)
    assert answer.url.startswith(SIGN_IN)
    row = Unsaved.objects.get()
    assert ["what_happened", ["Forty came.\nIt rained."]] in row.fields
    assert ["led_by_words", ["Typed below the photos"]] in row.fields
    assert row.files == [["photos", ["a.jpg", "b.jpg"]]]


def test_a_form_that_is_taken_is_not_read_twice(cast, area):
    photo = SimpleUploadedFile("a.jpg", b"no picture at all")
    answer = cast.member.client.post(reverse("log", args=[area.slug]), BEFORE | {"photos": photo})
    assert in_parts(answer.wsgi_request) is None
