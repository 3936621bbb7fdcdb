"""A reader reports a public story without an account. They are believed first; a crowd is not."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from bigstory.testing.record import publish
from outcomes.consent.actions import reports
from outcomes.models import Flag, Hold, Publication, StoryMedia
from outcomes.publishing.actions.publications import admit_media, publish_story
from partnerships.tests.factories import MediaItemFactory

pytestmark = pytest.mark.django_db
HOME = "203.0.113.7"
DESK = "https://bigstory.example.org/reviews/stops/"


@pytest.fixture
def story(area):
    return publish(area, "Nobody eats alone")


def report(story, what="child", place=HOME, **typed) -> Flag:
    return reports.report_story(story, place=place, desk=DESK, what=what, **typed)


def test_a_visitor_says_they_are_in_it_and_nobody_can_read_it_from_that_moment(cast, story):
    page = cast.visitor.client.get(story.get_absolute_url()).content.decode()
    path = reverse("story_flag", args=[story.pk])
    assert path in page
    assert cast.visitor.client.get(path).status_code == 200
    thanks = cast.visitor.client.post(path, {"what": "about_me"})
    assert "Thank you" in thanks.content.decode()
    assert cast.visitor.client.get(story.get_absolute_url()).status_code == 410
    assert "Thank you" in cast.visitor.client.post(path, {"what": "about_me"}).content.decode()
    stops = cast.trust.client.get("/reviews/stops/").content.decode()
    assert "Somebody wants it taken down" in stops, "they said no more than that"
    assert "disagree" not in stops
    assert Flag.objects.count() == Hold.objects.count() == 1


@pytest.mark.parametrize("copy", [{"circle": "programme"}, {"expires_on": date(2020, 1, 1)}])
def test_nobody_is_led_to_report_in_public_what_is_not_public(cast, story, copy):
    Publication.objects.update(**copy)
    path = reverse("story_flag", args=[story.pk])
    assert cast.lto.client.get(path).status_code == 404
    assert path not in cast.lto.client.get(story.get_absolute_url()).content.decode()


def test_something_that_is_not_true_waits_for_somebody_to_look(cast, story):
    cast.visitor.client.post(
        reverse("story_flag", args=[story.pk]), {"what": "wrong", "words": "It was 2016."}
    )
    assert Publication.objects.exists()
    desk = cast.trust.client.get(reverse("stops")).content.decode()
    assert "It was 2016." in desk
    assert reverse("stops") in cast.trust.client.get(reverse("reviews")).content.decode()


def test_the_same_sent_twice_is_one_report(story):
    first = report(story, "wrong", words="It was 2016.")
    assert report(story, "wrong", words="It was 2016.") == first
    assert report(story, "wrong", words="It was 2017.") != first


def test_what_a_reader_said_is_for_local_trust_alone(cast, story):
    flag = report(story, "wrong", words="It was 2016.", contact="01632 960123")
    for who in ("member", "worker", "lto", "rep", "evaluator", "neighbour", "admin", "visitor"):
        for path in (reverse("flag_answer", args=[flag.pk]), reverse("stops")):
            assert "2016" not in getattr(cast, who).client.get(path, follow=True).content.decode()


def look_and_put_back(cast, flag) -> None:
    path = reverse("flag_answer", args=[flag.pk])
    typed = {"words": "A neighbour's joke."}
    cast.trust.client.post(path, typed | ({"lift": "on", "again": "on"} if flag.hold else {}))


@pytest.mark.parametrize("what", ["about_me", "child"])
def test_what_somebody_looked_at_and_put_back_is_not_stopped_by_the_same_word(cast, story, what):
    look_and_put_back(cast, report(story, what))
    assert Publication.objects.filter(story=story).exists()
    assert report(story, what, "198.51.100.1", words="Once more").hold is None
    answer = cast.visitor.client.post(reverse("story_flag", args=[story.pk]), {"what": what})
    assert "Until then the story can still be read" in answer.content.decode()
    other = {"about_me": "child", "child": "about_me"}[what]
    assert report(story, other, "198.51.100.2").hold is not None


def test_a_while_after_it_was_looked_at_a_report_stops_it_again(cast, story):
    with time_machine.travel(datetime.now(UTC) - timedelta(days=91)):
        look_and_put_back(cast, report(story))
    assert report(story, words="Since then she moved school").hold is not None


@pytest.mark.parametrize("what", ["about_me", "child"])
def test_a_photo_that_came_since_was_not_looked_at(cast, story, what):
    look_and_put_back(cast, report(story, what))
    photo = MediaItemFactory(activity=None, area=story.area, for_story=True)
    StoryMedia.objects.create(story=story, media=photo)
    admit_media(story, photo, by=cast.trust.user)
    assert story.publication.published_media.exists()
    assert report(story, what, "198.51.100.1", words="Once more").hold is not None


def test_nor_were_words_that_were_published_since(cast, story):
    look_and_put_back(cast, report(story))
    story.what_changed = "Nine children cook on Thursdays."
    story.save(update_fields=["what_changed"])
    publish_story(story, by=cast.trust.user)
    assert report(story, words="Once more").hold is not None


def test_thirty_reports_from_seven_places_leave_the_record_standing(cast, area):
    told = [publish(area, f"Story {n}") for n in range(30)]
    for n, story in enumerate(told):
        stranger = Client(REMOTE_ADDR=f"203.0.113.{n % 7}")
        what = "child" if n % 2 else "about_me"
        assert (
            stranger.post(reverse("story_flag", args=[story.pk]), {"what": what}).status_code == 200
        )
    assert Flag.objects.count() == 30
    assert Publication.objects.count() >= 30 - 7 - reports.MOST_STOPS_AN_HOUR


def test_a_crowd_that_comes_back_each_hour_stops_no_more_than_a_day_may(area):
    told = [publish(area, f"Story {n}") for n in range(20)]
    for n, story in enumerate(told):
        with time_machine.travel(datetime.now(UTC) + timedelta(hours=n)):
            report(story, "about_me", f"203.0.113.{n}")
    assert Hold.objects.count() == reports.MOST_STOPS_A_DAY


def test_in_the_middle_of_a_crowd_a_child_is_still_taken_out_from_a_place_that_said_nothing(area):
    told = [publish(area, f"Story {n}") for n in range(reports.MOST_STOPS_AN_HOUR + 3)]
    first, second, *crowd = told
    for n, story in enumerate(crowd):
        report(story, "about_me", f"203.0.113.{n}")
    assert report(first, "about_me", "198.51.100.1").hold is None
    report(second, "wrong", "198.51.100.3")
    said_something = report(first, "child", "198.51.100.3", words="Look")
    assert said_something.hold is None
    assert report(first, "child", "198.51.100.2").hold is not None
    assert report(second, "child", "198.51.100.2").hold is None


def test_five_in_an_hour_stand_on_the_desk_as_what_they_may_be(cast, area):
    told = [publish(area, f"Story {n}") for n in range(5)]
    for n, story in enumerate(told):
        assert "came within an hour" not in cast.trust.client.get(reverse("stops")).content.decode()
        with time_machine.travel(datetime.now(UTC) + timedelta(minutes=10 * n)):
            report(story, "wrong", f"203.0.113.{n}")
    desk = cast.trust.client.get(reverse("stops")).content.decode()
    assert "5 of these came within an hour" in desk


def test_five_in_an_hour_are_a_letter_to_whoever_answers_them_and_only_one(cast, area, letters):
    assert [cast.trust, cast.second_trust, cast.admin, cast.worker]
    for n in range(7):
        report(publish(area, f"Story {n}"), "wrong", f"203.0.113.{n}")
    assert sorted(letter.to[0] for letter in letters) == [
        "second_trust@example.org",
        "trust@example.org",
    ]
    assert DESK in letters[0].body
    assert "Story" not in letters[0].body.replace("Big Story", "")


def test_one_place_stops_three_stories_a_day(area):
    told = [publish(area, f"Story {n}") for n in range(4)]
    assert [report(story).hold is not None for story in told] == [True] * 3 + [False]
    with time_machine.travel(datetime.now(UTC) + timedelta(days=1)):
        assert report(told[3], words="Still there").hold is not None


def test_from_one_place_only_so_many_come_in_an_hour_and_the_words_are_kept(cast, area):
    told = [publish(area, f"Story {n}") for n in range(7)]
    answers = [
        cast.visitor.client.post(
            reverse("story_flag", args=[story.pk]), {"what": "wrong", "words": "Look here"}
        )
        for story in told
    ]
    assert [a.status_code for a in answers] == [200] * 6 + [429]
    assert "Look here" in answers[-1].content.decode()
    assert Flag.objects.count() == 6


def test_without_a_choice_there_is_a_sentence_and_the_words_are_kept(cast, story):
    answer = cast.visitor.client.post(
        reverse("story_flag", args=[story.pk]), {"what": "x", "words": "My words"}
    )
    assert "My words" in answer.content.decode()
    assert not Flag.objects.exists()


def test_closing_asks_what_was_done(cast, story):
    flag = report(story, "wrong")
    cast.trust.client.post(reverse("flag_answer", args=[flag.pk]), {"words": ""})
    flag.refresh_from_db()
    assert flag.answered_at is None
