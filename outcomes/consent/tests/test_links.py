"""Somebody in a story, without an account, with a link of their own: it opens, shows what is held,
and ends.
"""

import re

import pytest
from django.test import Client
from django.urls import reverse

from outcomes.models import (
    PermissionEvent,
    PersonLink,
    Publication,
    StoryMedia,
)
from partnerships.models import MediaItem

pytestmark = pytest.mark.django_db


def test_whoever_records_permissions_makes_it_and_it_is_shown_once_with_a_square(
    cast, story, maureen
):
    path = reverse("story_links", args=[story.pk])
    page = cast.member.client.get(path).content.decode()
    token = re.search(r'name="token" value="([^"]+)"', page)[1]
    typed = {"do": "make", "person": maureen.pk, "token": token}
    first = cast.member.client.post(path, typed)
    secret = re.search(r"/mine/([\w-]+)/", first.content.decode())[1]
    assert "<svg" in first.content.decode()
    assert "no-store" in first["Cache-Control"]
    assert Client().get(reverse("mine", args=[secret])).status_code == 200
    again = cast.member.client.post(path, typed, follow=True).content.decode()
    assert "/mine/" not in again
    assert PersonLink.objects.count() == 1
    assert secret not in str(list(PersonLink.objects.values()))


@pytest.mark.parametrize(
    ("who", "status"),
    [("lto", 403), ("rep", 403), ("trust", 403), ("evaluator", 403), ("neighbour", 404)],
)
def test_nobody_else_makes_one(cast, story, maureen, who, status):
    path = reverse("story_links", args=[story.pk])
    assert getattr(cast, who).client.post(path, {"person": maureen.pk}).status_code == status
    assert not PersonLink.objects.exists()


def test_she_sees_what_is_held_where_it_is_shown_and_until_when(address, story, maureen):
    answer = Client().get(address)
    page = answer.content.decode()
    for held in (
        "Maureen Hill",
        "Mo",
        "resident, 74",
        "01632 960123",
        "Nobody eats alone",
        "One table became four.",
    ):
        assert held in page
    assert story.get_absolute_url() in page
    until = maureen.permissions.first().expires_on
    assert f"until {until.day} {until:%B %Y}" in page
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "noindex" in answer["X-Robots-Tag"]


def test_she_learns_what_is_kept_beside_her_words(address, story, area):
    for kind in ("photo", "audio", "film"):
        item = MediaItem.objects.create(area=area, kind=kind, for_story=True, bytes=1)
        StoryMedia.objects.create(story=story, media=item)
    assert "With it: a photo and 2 recordings." in Client().get(address).content.decode()


def test_looking_changes_nothing(address, story):
    before = list(PermissionEvent.objects.values()), list(Publication.objects.values("pk"))
    Client().get(address + "?do=everything")
    assert before == (
        list(PermissionEvent.objects.values()),
        list(Publication.objects.values("pk")),
    )


def test_a_form_from_another_site_changes_nothing(address, story):
    assert Client(enforce_csrf_checks=True).post(address, {"do": "everything"}).status_code == 403
    assert Publication.objects.exists()


def test_a_link_that_was_ended_opens_nothing(address, story, maureen, cast):
    cast.worker.client.post(
        reverse("story_links", args=[story.pk]), {"do": "end", "person": maureen.pk}
    )
    assert Client().get(address).status_code == 410


def test_a_link_that_never_was_is_404_and_guessing_gets_slow(db):
    answers = [Client().get(reverse("mine", args=[f"guess-{n}"])).status_code for n in range(31)]
    assert answers == [404] * 30 + [429]
