"""The screen of whoever asks somebody in a story how far it may go, and writes down the answer."""

import html
import uuid

import pytest

from areas.programme.queries import OF_A_STORY, audience_choices
from outcomes.consent.actions.permissions import record_event
from outcomes.consent.tests.heron import about_asha, cleared_heron, told_by_maureen
from outcomes.consent.tests.heron import people_page as at
from outcomes.models import (
    Appearance,
    ChangeStory,
    Guardian,
    PermissionEvent,
    StoryMedia,
)
from partnerships.models import MediaItem

YES = {"words": "public", "called_by": "name", "method": "paper"}


@pytest.fixture
def story(area):
    return cleared_heron(area)


@pytest.fixture
def maureen(story):
    return told_by_maureen(story, what_they_are="resident")


@pytest.fixture
def asha(story):
    return about_asha(story)


def test_the_very_words_stand_first_then_the_ladder_then_how_they_were_asked(cast, story, asha):
    page = cast.member.client.get(at(story, asha, "said/")).content.decode()
    main = page[page.index("<main") :]
    order = [
        main.index(words)
        for words in (
            "One table became four.",
            "How far may the words go?",
            "Our area",
            "Programme and evaluators",
            "All areas",
            "Everybody",
            "Nowhere",
            "Under which name?",
            "How were they asked?",
        )
    ]
    assert order == sorted(order)


def test_each_rung_says_who_that_is_from_the_table_of_roles(cast, story, maureen):
    page = cast.member.client.get(at(story, maureen, "said/")).content.decode()
    for choice in audience_choices(story.area.programme, OF_A_STORY):
        assert choice.hint in html.unescape(page)


def test_the_usual_way_is_chosen_already_and_no_rung_is(cast, story, maureen):
    form = cast.member.client.get(at(story, maureen, "said/")).context["form"]
    assert form["method"].value() == "asked"
    assert 'name="words" value="public" checked' not in str(form["words"])
    assert not form["words"].value()
    client = cast.member.client
    client.post(at(story, maureen, "said/"), {"words": "network", "method": "asked"})
    assert PermissionEvent.objects.get().method == "asked"


def test_of_pictures_somebody_is_asked_only_where_they_are_in_one(cast, story, maureen, area):
    client = cast.member.client
    page = client.get(at(story, maureen, "said/")).content.decode()
    assert "How far may the pictures" not in page
    item = MediaItem.objects.create(
        area=area, kind="photo", for_story=True, bytes=1, width=3, height=2, alt_text="By the urn."
    )
    StoryMedia.objects.create(story=story, media=item)
    Appearance.objects.create(story=story, person=maureen, media=item, how="face")
    page = client.get(at(story, maureen, "said/")).content.decode()
    assert "How far may the pictures" in page
    assert "By the urn." in page
    answer = client.post(at(story, maureen, "said/"), YES).content.decode()
    assert "Choose how far they may go." in answer
    assert not PermissionEvent.objects.exists(), "half an answer is none"
    client.post(at(story, maureen, "said/"), YES | {"pictures": "area"})
    said = {event.use: (event.how_far, event.shown) for event in PermissionEvent.objects.all()}
    assert said["media"] == ("area", "By the urn.")
    assert said["words"][0] == "public"


def test_the_words_they_were_shown_are_kept_with_the_answer_whatever_is_changed_later(
    cast, story, maureen
):
    cast.member.client.post(at(story, maureen, "said/"), YES)
    ChangeStory.objects.filter(pk=story.pk).update(what_changed="It was all different.")
    event = PermissionEvent.objects.get()
    assert event.shown == "The heron\n\nOne table became four."
    page = cast.member.client.get(at(story, maureen, "said/")).content.decode()
    assert "One table became four." in page, "what was said then stands with its words"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"called_by": "name"}, ("name", "")),
        ({"called_by": "another", "called": "Mo"}, ("another", "Mo")),
        ({"called_by": "what_they_are", "called": "Mo"}, ("what_they_are", "")),
        ({"called_by": ""}, ("", "")),
    ],
)
def test_under_which_name_is_kept_with_the_answer(cast, story, maureen, typed, kept):
    cast.member.client.post(at(story, maureen, "said/"), YES | typed)
    event = PermissionEvent.objects.get()
    assert (event.called_by, event.called) == kept


@pytest.mark.parametrize("who", ["trust"])
def test_whoever_only_reads_what_they_said_is_told_to_ask_nobody(cast, story, maureen, who):
    record_event(person=maureen, use="words", how_far="network", story=story)
    page = getattr(cast, who).client.get(at(story, maureen, "said/")).content.decode()
    assert "Read them the words" not in page
    assert "All areas" in page


# What is wrong, the sentence, and the control that the sentence at the head leads to.
BAD = [
    ({"words": ""}, "Choose how far the words may go.", "id_words_0"),
    ({"words": "moon"}, "moon", "id_words_0"),
    ({"called_by": "another"}, "Write the name by which they may be called.", "id_called"),
    ({"called_by": "nickname"}, "nickname", "id_called_by_0"),
    ({"method": ""}, "Choose how they were asked.", "id_method_0"),
    ({"method": "link"}, "link", "id_method_0"),
    ({"on": "2999-01-01"}, "Choose a day that has come.", "id_on"),
    ({"on": "yesterday"}, "Write the day like this", "id_on"),
]


@pytest.mark.parametrize(("said", "sentence", "control"), BAD)
def test_what_cannot_be_kept_says_why_and_nothing_is_saved(
    cast, story, maureen, said, sentence, control
):
    answer = cast.member.client.post(at(story, maureen, "said/"), YES | said)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert sentence in page
    assert f'href="#{control}"' in page
    assert f'id="{control}"' in page
    assert not PermissionEvent.objects.exists()


def test_nobody_else_speaks_for_a_child_than_who_answers_for_them(cast, story, asha):
    said = YES | {"who": "999", "child": "yes"}
    answer = cast.member.client.post(at(story, asha, "said/"), said)
    assert answer.status_code == 200
    assert not PermissionEvent.objects.exists()


def test_for_a_teenager_a_guardian_and_the_child_both_say_yes(cast, story, asha):
    client = cast.worker.client
    said = YES | {"who": "new", "guardian_name": "Nadia", "guardian_is": "mother"}
    said |= {"words": "network"}
    page = client.post(at(story, asha, "said/"), said).content.decode()
    assert "Say what the child said." in page
    assert "Nadia" in page
    assert not Guardian.objects.exists()
    page = client.post(at(story, asha, "said/"), said | {"child": "too_young"}).content.decode()
    assert "only their own yes counts" in page
    assert not Guardian.objects.exists()
    client.post(at(story, asha, "said/"), said | {"child": "yes"})
    event = PermissionEvent.objects.get()
    assert (event.given_by, event.guardian.name, event.child_agreed) == ("guardian", "Nadia", "yes")


def test_a_yes_sent_twice_is_kept_once(cast, story, maureen):
    token = str(uuid.uuid4())
    for _again in range(2):
        assert (
            cast.member.client.post(at(story, maureen, "said/"), YES | {"token": token}).status_code
            == 302
        )
    assert PermissionEvent.objects.count() == 1


def test_a_film_elsewhere_in_which_they_may_be_is_shown_and_asked_about(cast, story, maureen):
    said = at(story, maureen, "said/")
    assert "How far may the pictures" not in cast.member.client.get(said).content.decode()
    story.films.create(host="vimeo", film_id="123456", title="The first dinner", people="knowable")
    page = cast.member.client.get(said)
    assert "How far may the pictures" in page.content.decode()
    assert "The first dinner" in page.content.decode()
    token = page.context["form"]["token"].value()
    typed = YES | {"pictures": "network", "called": "", "token": token}
    cast.member.client.post(said, typed)
    event = PermissionEvent.objects.get(person=maureen, use="media")
    assert (event.how_far, event.shown) == (
        "network",
        "The first dinner (https://vimeo.com/123456)",
    )
