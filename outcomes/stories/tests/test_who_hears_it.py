"""A recording is heard by whoever reads its story, and by everybody only once each person known by
it said yes.
"""

import pytest
from django.urls import reverse

from bigstory.testing.record import let_out
from outcomes.consent.actions.permissions import record_event
from outcomes.models import Appearance, ChangeStory, Person, Use
from outcomes.tests.factories import StoryFactory
from outcomes.tests.listening import CAPTIONS, SOUND, a_recording, heard, publish

CAST = "member worker lto rep trust evaluator neighbour admin nobody visitor"


@pytest.fixture
def story(area, cast):
    return StoryFactory(area=area, audience="public", written_by=cast.member.user)


@pytest.mark.parametrize("part", ["sound.mp3", "captions.vtt"])
def test_whoever_reads_the_story_hears_it_and_nobody_else(cast, area, part):
    story = StoryFactory(area=area, audience="programme", state="published")
    item = a_recording(story, captions=CAPTIONS.decode(), people="nobody")
    let_out(story)
    found = {who: heard(getattr(cast, who), item, part) for who in CAST.split()}
    may = {"member", "worker", "lto", "rep", "trust", "evaluator"}
    assert found == {who: 200 if who in may else 404 for who in CAST.split()}


@pytest.mark.parametrize(
    ("people", "status"), [("nobody", 200), ("not_knowable", 200), ("knowable", 404), ("", 404)]
)
def test_everybody_hears_it_only_where_nobody_could_be_known_by_it(cast, story, people, status):
    item = a_recording(story, people=people, alt_text="Zqheard")
    publish(story)
    assert heard(cast.visitor, item) == status
    assert ("Zqheard" in cast.visitor.client.get(story.get_absolute_url()).content.decode()) == (
        status == 200
    )


@pytest.fixture
def maureen(area, story):
    person = Person.objects.create(
        area=area, name="Maureen Hill", known_as="Maureen, resident", age="adult"
    )
    Appearance.objects.create(story=story, person=person, how="teller")
    return person


def who(story, item) -> str:
    return reverse("media_people", args=[story.pk, item.pk])


def test_a_voice_is_heard_by_everybody_once_whose_it_is_has_said_yes(cast, story, maureen):
    item = a_recording(story, people="knowable")
    cast.worker.client.post(who(story, item), {"people": [maureen.pk], "how_many": 0})
    record_event(person=maureen, use=Use.WORDS, how_far="public", by=cast.worker.user)
    ChangeStory.objects.filter(pk=story.pk).update(people="listed")
    publish(story)
    assert heard(cast.visitor, item) == 404
    page = cast.worker.client.get(who(story, item)).content.decode()
    assert "It may go as far as “Our area”" in page
    record_event(person=maureen, use=Use.MEDIA, how_far="public", by=cast.worker.user)
    publish(story)
    assert heard(cast.visitor, item) == 200
    assert (
        "It goes as far as the story does."
        in cast.worker.client.get(who(story, item)).content.decode()
    )
    record_event(person=maureen, use=Use.MEDIA, how_far="network", by=cast.worker.user)
    assert heard(cast.visitor, item) == 404


@pytest.mark.parametrize("age", ["13_to_17", "unknown"])
def test_a_childs_voice_is_never_everybodys(cast, story, maureen, age):
    Person.objects.update(age=age)
    item = a_recording(story, people="knowable")
    cast.worker.client.post(who(story, item), {"people": [maureen.pk], "how_many": 0})
    for use in Use:
        record_event(person=maureen, use=use, how_far="public", by=cast.worker.user)
    ChangeStory.objects.filter(pk=story.pk).update(people="nobody")
    Appearance.objects.filter(media=None).delete()
    publish(story)
    assert heard(cast.visitor, item) == 404


def test_somebody_nobody_can_name_keeps_it_in(cast, story, maureen):
    item = a_recording(story)
    cast.worker.client.post(who(story, item), {"how_many": 2})
    item.refresh_from_db()
    assert item.people == "knowable"
    ChangeStory.objects.filter(pk=story.pk).update(people="nobody")
    Appearance.objects.filter(media=None).delete()
    publish(story)
    assert heard(cast.visitor, item) == 404


def test_only_people_of_this_storys_list_can_be_in_it(cast, story, maureen):
    item = a_recording(story)
    stranger = Person.objects.create(area=story.area, name="Somebody else", age="adult")
    page = cast.worker.client.post(who(story, item), {"people": [stranger.pk], "how_many": 0})
    assert page.status_code == 200
    assert not item.appearances.exists()
    page = cast.worker.client.post(
        who(story, item), {"people": [maureen.pk], "how_many": "many"}
    ).content.decode()
    assert "Write one number, such as 3." in page


def test_a_recording_never_stands_for_a_photo_in_a_list(cast, story):
    item = a_recording(story)
    publish(story)
    for page in (reverse("stories"), story.area.get_absolute_url()):
        assert str(item.name) not in cast.visitor.client.get(page).content.decode()


def test_a_phone_may_ask_for_a_part_of_it(cast, story):
    item = a_recording(story)
    answer = cast.member.client.get(item.address("sound.mp3"), headers={"Range": "bytes=0-3"})
    assert (answer.status_code, b"".join(answer.streaming_content)) == (206, SOUND[:4])
    assert "no-store" in answer["Cache-Control"]
    assert (
        cast.visitor.client.get(
            item.address("sound.mp3"), headers={"Range": "bytes=0-3"}
        ).status_code
        == 404
    )


@pytest.mark.parametrize("part", ["sent", "../x", "film.mp4", "captions.vtt", "sound.mp3.part"])
def test_the_door_gives_nothing_that_is_not_a_part_of_it(cast, story, part):
    item = a_recording(story)
    assert cast.member.client.get(f"/recordings/{item.name}/{part}").status_code == 404
