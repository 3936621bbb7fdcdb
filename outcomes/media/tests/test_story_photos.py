"""Photos of a story: seen by whoever reads the story, by everybody only when cleared, and gone when
they should be.
"""

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from bigstory.testing.opened import opened, sent_by
from bigstory.testing.record import clear, let_out, looked_over
from bigstory.tests.mutants import COATS, marked
from outcomes.models import Appearance, ChangeStory, Person, Publication, StoryMedia, StoryVersion
from outcomes.publishing.actions.publications import publish_story, tighten_publication
from outcomes.stories.actions.taking_back import withdraw
from outcomes.tests.factories import StoryFactory
from partnerships.log.actions.photos import drop_unused, take_in
from partnerships.log.tests.test_photos import of
from partnerships.models import MediaItem
from partnerships.tests.factories import ActivityFactory

GOOD = marked("JPEG")
CAST = "member worker lto rep trust evaluator neighbour admin nobody visitor"


@pytest.fixture
def story(area, cast):
    return StoryFactory(area=area, audience="public", written_by=cast.member.user)


def a_photo(cast, story, people: str = "nobody", **words) -> MediaItem:
    item = take_in(area=story.area, by=cast.member.user, file=BytesIO(GOOD))
    MediaItem.objects.filter(pk=item.pk).update(for_story=True, people=people, **words)
    StoryMedia.objects.create(story=story, media=item)
    item.refresh_from_db()
    return item


def page_of(story) -> str:
    return reverse("story_photos", args=[story.pk])


def file(body: bytes = GOOD, name: str = "IMG_1.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, body, content_type="image/jpeg")


def status(person, item, size: str = "small") -> int:
    response = person.client.get(item.address(size))
    body = b"".join(response.streaming_content) if response.streaming else b""
    assert (response.status_code == 200) == body.startswith(b"\xff\xd8\xff")
    return response.status_code


def publish(story) -> Publication:
    ChangeStory.objects.filter(pk=story.pk).update(state="published")
    story.refresh_from_db()
    return publish_story(clear(story), by=None)


# --- adding


def test_a_photo_sent_with_the_form_is_joined_to_the_story_and_cleaned(cast, story):
    answer = cast.member.client.post(page_of(story), {"photos": file()})
    assert answer.url == f"/stories/{story.pk}/tell/know/"
    item = story.media.get().media
    assert (item.for_story, item.activity_id, status(cast.member, item)) == (True, None, 200)
    for size in ("large", "small"):
        assert b"zqphotomark" not in b"".join(
            cast.member.client.get(item.address(size)).streaming_content
        )
    assert (
        f'src="{item.address("large")}"'
        in cast.member.client.get(story.get_absolute_url()).content.decode()
    )


def test_a_photo_taken_in_by_itself_is_joined_by_its_number(cast, story):
    item = take_in(area=story.area, by=cast.member.user, file=BytesIO(GOOD))
    cast.member.client.post(page_of(story), of(item, people="nobody", alt_text="A long table."))
    assert story.media.get().media.alt_text == "A long table."


def test_sent_twice_it_is_there_once_and_nothing_is_left_behind(cast, story):
    item = take_in(area=story.area, by=cast.member.user, file=BytesIO(GOOD))
    for _time in "12":
        cast.member.client.post(page_of(story), of(item, people="nobody"))
    assert (story.media.count(), MediaItem.objects.count()) == (1, 1)


@pytest.mark.parametrize("coat", COATS)
def test_what_is_no_photo_is_refused_in_a_sentence_and_nothing_is_kept(cast, story, coat):
    page = cast.member.client.post(page_of(story), {"photos": file(COATS[coat], f"x.{coat}")})
    assert page.status_code == 200
    assert f"“x.{coat}”" in page.content.decode()
    assert not MediaItem.objects.exists()


def test_another_storys_photo_is_not_carried_over_and_not_dropped(cast, story, area):
    """Both are the member's own, so only that it has its place keeps it where it is."""
    theirs = a_photo(cast, StoryFactory(area=area))
    cast.member.client.post(page_of(story), of(theirs, people="nobody", gone="on"))
    drop_unused([theirs])
    assert MediaItem.objects.filter(pk=theirs.pk).exists()
    assert not story.media.exists()


def test_a_storys_photo_does_not_wait_for_a_form(cast, story, area):
    a_photo(cast, story)
    assert not MediaItem.objects.waiting().exists()
    activity = ActivityFactory(area=area, logged_by=cast.member.user)
    item = MediaItem.objects.get()
    cast.member.client.post(
        reverse("activity_photos", args=[area.slug, activity.pk]), of(item, people="nobody")
    )
    assert not activity.media.exists()


def test_words_of_a_photo_that_two_change_are_lost_by_neither(cast, story):
    item = a_photo(cast, story, alt_text="A table.")
    box = f"p-{item.name.hex[:12]}-alt_text"
    first = opened(cast.worker.client, page_of(story), **{box: "Tom wrote this."})
    second = opened(cast.member.client, page_of(story), **{box: "Denise wrote that."})
    cast.worker.client.post(page_of(story), first)
    body = cast.member.client.post(page_of(story), second).content.decode()
    assert "Two of you wrote here" in body
    item.refresh_from_db()
    assert item.alt_text == "Tom wrote this."
    cast.member.client.post(page_of(story), sent_by(body, **{f"keep_{box}": "both"}))
    item.refresh_from_db()
    assert item.alt_text == "Tom wrote this. Denise wrote that."


@pytest.mark.parametrize(
    ("who", "code"),
    [("rep", 403), ("trust", 404), ("evaluator", 404), ("neighbour", 404), ("visitor", 302)],
)
def test_only_the_areas_own_people_touch_the_photos_of_a_story(cast, story, who, code):
    item = a_photo(cast, story)
    client = getattr(cast, who).client
    assert client.get(page_of(story)).status_code == code
    for body in (of(item, gone="on"), {"remove": str(item.name)}):
        assert client.post(page_of(story), body).status_code == code
    assert story.media.count() == 1


def test_what_is_sent_keeps_which_photos_went_with_it(cast, story):
    item = a_photo(cast, story, alt_text="A long table.")
    looked_over(story)
    cast.member.client.post(f"/stories/{story.pk}/send/", {"young_or_private": "no"})
    assert StoryVersion.objects.get(story=story).words["photos"] == [
        {"name": str(item.name), "alt_text": "A long table."}
    ]
    assert "A long table." in cast.trust.client.get(f"/reviews/{story.pk}/").content.decode()


# --- the door

SEEN_BY = {
    ("draft", "public"): "member worker rep",
    ("sent", "area"): "member worker rep",
    ("sent", "programme"): "member worker lto rep trust evaluator",
    ("published", "programme"): "member worker lto rep trust evaluator",
    ("published", "network"): "member worker lto rep trust evaluator neighbour",
    ("withdrawn", "public"): "member worker",
}


@pytest.mark.parametrize(("state", "audience"), SEEN_BY)
def test_a_photo_is_seen_by_those_who_read_its_story_and_by_nobody_else(
    cast, story, state, audience
):
    item = a_photo(cast, story)
    ChangeStory.objects.filter(pk=story.pk).update(state=state, audience=audience)
    story.refresh_from_db()
    let_out(story)
    found = [who for who in CAST.split() if status(getattr(cast, who), item) == 200]
    assert found == [who for who in CAST.split() if who in SEEN_BY[state, audience].split()]


def test_everybody_sees_a_photo_with_nobody_in_it_once_the_story_is_public(cast, story):
    item = a_photo(cast, story)
    assert status(cast.visitor, item) == 404
    publish(story)
    assert [status(cast.visitor, item, size) for size in ("large", "small")] == [200, 200]
    assert (
        item.address("large") in cast.visitor.client.get(story.get_absolute_url()).content.decode()
    )


@pytest.mark.parametrize("people", ["knowable", ""])
def test_somebody_who_can_be_recognised_is_not_shown_to_everybody_before_they_said_yes(
    cast, story, people
):
    item = a_photo(cast, story, people=people, alt_text="Maureen laughing.")
    publish(story)
    page = cast.visitor.client.get(story.get_absolute_url()).content.decode()
    assert "Maureen laughing." not in page
    assert status(cast.visitor, item) == 404
    assert status(cast.neighbour, item) == 404, "nor to people of other areas"
    assert status(cast.evaluator, item) == 404, "nor to the programme"
    assert status(cast.member, item) == 200


@pytest.mark.parametrize("how", ["people", "expired", "copy", "other_story", "seen"])
def test_what_made_a_photo_public_is_asked_each_time(cast, story, how):
    """Behind the back of every action: nobody settled anything, and the photo is gone all the
    same.
    """
    item = a_photo(cast, story)
    copy = publish(story)
    assert status(cast.visitor, item) == 200
    if how == "people":
        MediaItem.objects.filter(pk=item.pk).update(people="knowable")
    elif how == "expired":
        Publication.objects.filter(pk=copy.pk).update(expires_on="2020-01-01")
    elif how == "copy":
        Publication.objects.filter(pk=copy.pk).delete()
    elif how == "other_story":
        StoryMedia.objects.filter(media=item).update(story=StoryFactory(area=story.area))
    else:
        somebody = Person.objects.create(area=story.area, name="Ann", known_as="Ann", age="adult")
        Appearance.objects.create(
            story=story, person=somebody, media=item, how="seen", identifiable=True
        )
        tighten_publication(story, by=None)
    assert status(cast.visitor, item) == 404


def test_taking_the_story_back_takes_its_photos_from_everybody(cast, story):
    item = a_photo(cast, story)
    publish(story)
    withdraw(story, by=cast.member.user)
    assert [status(getattr(cast, who), item) for who in ("visitor", "neighbour", "trust")] == [
        404,
        404,
        404,
    ]


def test_a_photo_that_should_not_be_there_goes_at_once_whatever_became_of_the_story(
    cast, story, django_capture_on_commit_callbacks
):
    item = a_photo(cast, story, alt_text="A long table.")
    publish(story)
    page = cast.member.client.get(page_of(story)).content.decode()
    assert "Take this photo away" in page
    assert "Add photos" not in page
    with django_capture_on_commit_callbacks(execute=True):
        cast.member.client.post(page_of(story), {"remove": str(item.name)})
    assert status(cast.visitor, item) == 404
    assert not default_storage.exists(f"photos/{item.name}")
    page = cast.visitor.client.get(story.get_absolute_url()).content.decode()
    assert story.title in page
    assert "A long table." not in page


def test_nothing_is_added_to_a_story_that_was_sent(cast, story):
    ChangeStory.objects.filter(pk=story.pk).update(state="sent")
    answer = cast.member.client.post(page_of(story), {"photos": file()}, follow=True)
    assert "nothing was changed in its photos" in answer.content.decode()
    assert not story.media.exists()


@pytest.mark.parametrize("name", ["x", "", "00000000-0000-0000-0000-000000000001"])
def test_a_photo_that_never_was_is_no_trouble(cast, story, name):
    a_photo(cast, story)
    assert cast.member.client.post(page_of(story), {"remove": name}).status_code == 302
    assert story.media.count() == 1
