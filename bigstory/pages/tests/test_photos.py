"""Who sees a photo: asked each time, for every file, before and after somebody changes their
mind.
"""

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from bigstory.core.files.photos import store
from bigstory.kit.two_editors import mark_of
from bigstory.tests.mutants import marked
from outcomes.models import Publication
from outcomes.publishing.actions.activities import publish_activity
from partnerships.log.actions.photos import take_in
from partnerships.log.forms.activity import FIELDS
from partnerships.log.tests.test_photos import of, photo
from partnerships.models import Activity, MediaItem
from partnerships.tests.factories import ActivityFactory

GOOD = marked("JPEG")
SIZES = ("large", "small")


def a_photo(cast, activity: Activity, people: str = "nobody", **words) -> MediaItem:
    item = take_in(area=activity.area, by=cast.member.user, file=BytesIO(GOOD))
    MediaItem.objects.filter(pk=item.pk).update(activity=activity, people=people, **words)
    item.refresh_from_db()
    return item


def status(person, item: MediaItem, size: str = "small") -> int:
    response = person.client.get(item.address(size))
    body = b"".join(response.streaming_content) if response.streaming else b""
    assert (response.status_code == 200) == body.startswith(b"\xff\xd8\xff")
    return response.status_code


def page_of(activity: Activity, name: str = "activity_photos") -> str:
    return reverse(name, args=[activity.area.slug, activity.pk])


# --- the door

EACH_AUDIENCE = {
    "area": "member worker lto rep",
    "programme": "member worker lto rep trust evaluator",
    "network": "member worker lto rep trust evaluator neighbour",
    "public": "member worker lto rep trust evaluator neighbour",
}


@pytest.mark.parametrize("audience", EACH_AUDIENCE)
def test_a_photo_is_seen_by_those_who_read_its_activity_and_by_nobody_else(cast, lunch, audience):
    item = a_photo(cast, lunch)
    Activity.objects.filter(pk=lunch.pk).update(audience=audience)
    for who in "member worker lto rep trust evaluator neighbour admin nobody visitor".split():
        expected = 200 if who in EACH_AUDIENCE[audience].split() else 404
        for size in SIZES:
            assert status(getattr(cast, who), item, size) == expected, f"{who} {size}"


def test_a_photo_whose_form_is_open_is_seen_by_its_sender_alone(cast, area):
    item = take_in(area=area, by=cast.member.user, file=BytesIO(GOOD))
    assert status(cast.member, item) == 200
    for who in ("worker", "trust", "neighbour", "visitor"):
        assert status(getattr(cast, who), item) == 404


def test_the_door_says_how_a_browser_must_treat_a_photo(cast, lunch):
    response = cast.member.client.get(a_photo(cast, lunch).address("large"))
    response.close()
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "IMG" not in response["Content-Disposition"]


@pytest.mark.parametrize("size", ["master", "huge", "..", "small.jpg"])
def test_only_the_two_sizes_for_pages_are_given_out(cast, lunch, size):
    item = a_photo(cast, lunch)
    assert cast.member.client.get(f"/photos/{item.name}/{size}/").status_code == 404


def test_a_photo_whose_file_is_gone_is_not_found_and_breaks_nothing(cast, lunch):
    item = a_photo(cast, lunch)
    store.take_away(item.name)
    assert status(cast.member, item) == 404


# --- everybody


def shown(cast, lunch: Activity, item: MediaItem) -> tuple[int, bool, bool]:
    """What a visitor gets: the file, and whether the area's page and its timeline show it."""
    address = item.address("small")
    places = (f"/areas/{lunch.area.slug}/timeline/", f"/areas/{lunch.area.slug}/")
    return (
        status(cast.visitor, item),
        *(address in cast.visitor.client.get(path).content.decode() for path in places),
    )


@pytest.fixture
def public(cast, lunch) -> MediaItem:
    """A photo with nobody in it, of something Local Trust has shown to everybody."""
    item = a_photo(cast, lunch, "nobody", alt_text="One long table.")
    publish_activity(lunch, by=cast.trust.user)
    assert shown(cast, lunch, item) == (200, True, True)
    return item


GONE = (404, False, False)


@pytest.mark.parametrize("people", ["", "knowable"])
def test_a_photo_with_somebody_in_it_never_goes_out_with_its_activity(cast, lunch, people):
    item = a_photo(cast, lunch, people)
    publish_activity(lunch, by=cast.trust.user)
    assert Publication.objects.get(activity=lunch).photos.count() == 0
    assert shown(cast, lunch, item) == GONE


def test_nothing_is_shown_before_local_trust_has_looked(cast, lunch):
    item = a_photo(cast, lunch)
    assert shown(cast, lunch, item) == GONE


@pytest.mark.parametrize("how", ["people", "audience", "row"])
def test_what_made_a_photo_public_is_asked_each_time(cast, lunch, public, how):
    """Behind the back of every action: the copy still names the photo, and it is gone all the
    same.
    """
    if how == "people":
        MediaItem.objects.filter(pk=public.pk).update(people="knowable")
    elif how == "audience":
        Activity.objects.filter(pk=lunch.pk).update(audience="network")
    else:
        other = ActivityFactory(area=lunch.area, audience="public")
        MediaItem.objects.filter(pk=public.pk).update(activity=other)
    assert Publication.objects.get(activity=lunch).photos.count() == 1
    assert shown(cast, lunch, public) == GONE


def test_the_question_has_teeth(cast, lunch, public, monkeypatch):
    """The control: were only the copy asked, a photo would stay out there after somebody could be
    recognised.
    """
    MediaItem.objects.filter(pk=public.pk).update(people="knowable")
    copies = MediaItem.objects.filter(publications__isnull=False)
    monkeypatch.setattr("outcomes.media.queries.items.shown_to_everybody", lambda: copies)
    assert status(cast.visitor, public) == 200


def test_saying_that_somebody_can_be_recognised_takes_it_down(cast, lunch, public):
    page = cast.member.client.post(
        page_of(lunch), of(public, people="knowable", alt_text="One long table."), follow=True
    )
    assert (
        "Saved. It was public, so it is off the open web until Local Trust has looked at it again"
        in page.content.decode()
    )
    assert shown(cast, lunch, public) == GONE
    assert status(cast.member, public) == 200


def test_taking_a_photo_away_takes_it_from_everybody_and_leaves_the_words(
    cast, lunch, public, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        cast.member.client.post(
            page_of(lunch), of(public, gone="on", people="nobody", alt_text="One long table.")
        )
    assert shown(cast, lunch, public) == GONE
    assert not default_storage.exists(f"photos/{public.name}")
    assert (
        lunch.title
        in cast.visitor.client.get(f"/areas/{lunch.area.slug}/timeline/").content.decode()
    )


def test_narrowing_who_reads_the_activity_takes_its_photo_down(cast, lunch, public):
    change = {
        "title": lunch.title,
        "on": lunch.on,
        "came": "41",
        "counted": "exact",
        "audience": "programme",
    }
    cast.member.client.post(
        page_of(lunch, "activity_change"), change | {"seen": str(mark_of(lunch, FIELDS))}
    )
    lunch.refresh_from_db()
    assert lunch.audience == "programme"
    assert shown(cast, lunch, public) == GONE


def test_a_photo_added_later_waits_until_local_trust_has_looked_again(cast, lunch, public):
    sent = of(public, people="nobody", alt_text="One long table.") | {"photos": [photo()]}
    cast.member.client.post(page_of(lunch), sent)
    assert lunch.media.count() == 2
    assert not Publication.objects.filter(activity=lunch).exists()


def test_local_trust_sees_the_photos_that_would_go_out_and_no_others(cast, lunch):
    item = a_photo(cast, lunch)
    inside = a_photo(cast, lunch, "knowable")
    html = cast.trust.client.get(reverse("reviews")).content.decode()
    assert item.address("small") in html
    assert inside.address("small") not in html
