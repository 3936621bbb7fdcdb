"""Who is in a story, whether the list is complete, and what each said: on screen, by the people of
the area.
"""

import html
import uuid

import pytest

from areas.programme.queries import OF_A_STORY, audience_choices
from bigstory.testing.record import clear, tell
from outcomes.consent.actions.permissions import record_event
from outcomes.models import (
    Appearance,
    ChangeStory,
    Guardian,
    PermissionEvent,
    Person,
    Publication,
    StoryMedia,
)
from outcomes.publishing.actions.publications import publish_story
from partnerships.models import MediaItem

NEW = {
    "name": "Maureen Kerr",
    "what_they_are": "resident",
    "age": "adult",
    "how": "teller",
    "identifiable": "yes",
    "private_matter": "no",
}
YES = {"words": "public", "called_by": "name", "method": "paper"}


@pytest.fixture
def story(area):
    return clear(
        tell(area, "The heron", state="published", audience="public", people="not_yet", told_by="")
    )


@pytest.fixture
def maureen(story):
    person = Person.objects.create(
        area=story.area, name="Maureen Kerr", what_they_are="resident", age="adult"
    )
    Appearance.objects.create(story=story, person=person, how="teller")
    return person


@pytest.fixture
def asha(story):
    person = Person.objects.create(area=story.area, name="Asha", age="13_to_17")
    Appearance.objects.create(story=story, person=person, how="about", identifiable=False)
    return person


def at(story, person=None, end=""):
    return f"/stories/{story.pk}/people/" + (f"{person.pk}/" if person else "") + end


def confirm(client, story):
    seen = ",".join(str(pk) for pk in sorted(story.appearances.values_list("pk", flat=True)))
    return client.post(at(story), {"do": "confirm", "seen": seen}, follow=True)


def test_a_member_lists_somebody_writes_down_their_yes_and_it_may_be_public(cast, story):
    client = cast.member.client
    assert "Nobody is on the list" in client.get(at(story)).content.decode()
    client.post(at(story, end="new/"), NEW)
    person = Person.objects.get()
    assert person.area == story.area
    page = client.get(at(story, person, "said/")).content.decode()
    assert "You choose how far they may go, and under which name" in page
    client.post(at(story, person, "said/"), YES)
    assert "Thank you. The list is complete." in confirm(client, story).content.decode()
    publish_story(ChangeStory.objects.get(pk=story.pk), by=None)
    said = PermissionEvent.objects.get()
    assert (said.method, said.taken_by, said.story) == ("paper", cast.member.user, story)
    page = client.get(at(story)).content.decode()
    assert f"until {said.expires_on.day} {said.expires_on:%B %Y}" in page


@pytest.mark.parametrize("answer", ["network", "programme", "area", "nowhere"])
def test_a_step_back_on_the_screen_takes_the_story_from_visitors_at_once(
    cast, story, maureen, answer
):
    record_event(person=maureen, use="words", how_far="public", story=story)
    confirm(cast.member.client, story)
    publish_story(ChangeStory.objects.get(pk=story.pk), by=None)
    assert cast.visitor.client.get(f"/stories/{story.pk}/").status_code == 200
    cast.worker.client.post(at(story, maureen, "said/"), YES | {"words": answer})
    assert not Publication.objects.for_everybody().exists()
    assert cast.visitor.client.get(f"/stories/{story.pk}/").status_code == 410


CHANGES = {
    "new/": NEW | {"name": "Tom"},
    "": {"how_many": "2"},
}


@pytest.mark.parametrize("end", CHANGES)
def test_a_list_that_changed_is_open_again_and_the_story_not_public(cast, story, end, maureen):
    record_event(person=maureen, use="words", how_far="public", story=story)
    confirm(cast.member.client, story)
    publish_story(ChangeStory.objects.get(pk=story.pk), by=None)
    cast.member.client.post(at(story, end=end), CHANGES[end])
    assert ChangeStory.objects.get(pk=story.pk).people_confirmed_at is None
    assert Publication.objects.get(story=story).circle == "programme"


def test_nobody_confirms_a_list_they_did_not_see(cast, story, maureen):
    answer = cast.member.client.post(at(story), {"do": "confirm", "seen": ""}, follow=True)
    assert "Somebody changed the list" in answer.content.decode()
    assert ChangeStory.objects.get(pk=story.pk).people == "not_yet"


def test_a_story_with_nobody_in_it_is_confirmed_as_such(cast, story):
    confirm(cast.member.client, story)
    assert ChangeStory.objects.get(pk=story.pk).people == "nobody"


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


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "Write their name."),
        ({"age": ""}, "Choose what fits."),
        ({"age": "13_to_17", "turns_18": "1990-05"}, "Check the year."),
        ({"age": "13_to_17", "turns_18": "soon"}, "Write the month like this"),
        ({"name": "x" * 121}, "Keep it to 120"),
        ({"how": "telepathy"}, "telepathy"),
    ],
)
def test_a_person_who_cannot_be_kept_says_why_and_keeps_the_words(cast, story, typed, sentence):
    page = cast.member.client.post(
        at(story, end="new/"), NEW | {"contact": "Ask at the hall"} | typed
    )
    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert "Ask at the hall" in page.content.decode()
    assert not Person.objects.exists()


def test_sent_twice_is_kept_once(cast, story, maureen):
    token = str(uuid.uuid4())
    for _again in range(2):
        cast.member.client.post(at(story, end="new/"), NEW | {"name": "Tom", "token": token})
    assert Person.objects.count() == 2


def test_a_yes_sent_twice_is_kept_once(cast, story, maureen):
    token = str(uuid.uuid4())
    for _again in range(2):
        assert (
            cast.member.client.post(at(story, maureen, "said/"), YES | {"token": token}).status_code
            == 302
        )
    assert PermissionEvent.objects.count() == 1


def test_two_who_change_the_same_person_both_keep_their_words(cast, story, maureen):
    page = cast.member.client.get(at(story, maureen)).context["form"]
    typed = NEW | {"seen": page.initial["seen"]}
    cast.worker.client.post(at(story, maureen), typed | {"contact": "At the hall"})
    answer = cast.member.client.post(
        at(story, maureen), typed | {"contact": "By phone"}
    ).content.decode()
    assert "At the hall" in answer
    assert "By phone" in answer
    assert Person.objects.get().contact == "At the hall"


def test_somebody_of_another_story_is_chosen_and_not_written_twice(cast, story, maureen, area):
    other = tell(area, "The bench")
    cast.member.client.post(
        at(other, end="new/"),
        {"same": maureen.pk, "how": "name", "identifiable": "yes", "private_matter": "no"},
    )
    assert Person.objects.get().appearances.count() == 2


def test_somebody_taken_off_the_list_is_not_in_the_story(cast, story, maureen):
    cast.member.client.post(at(story, maureen), {"remove": "1"})
    assert not story.appearances.exists()
    assert Person.objects.exists()
    assert cast.member.client.get(at(story, maureen)).status_code == 404


# --- the screen of whoever asks


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


def test_the_list_counts_who_was_not_asked_and_who_does_not_know(cast, story, maureen, asha):
    page = cast.member.client.get(at(story)).content.decode()
    assert "2 of 2 have not been asked" in page
    assert "2 of 2 have not been told" in page
    record_event(person=maureen, use="words", how_far="area", story=story)
    Person.objects.filter(pk=asha.pk).update(told="cannot")
    page = cast.member.client.get(at(story)).content.decode()
    assert "1 of 2 has not been asked" in page
    assert "1 of 2 has not been told" in page


def test_whoever_wants_to_be_taken_out_is_marked_with_what_there_is_to_do(cast, story, asha):
    record_event(person=asha, use="words", how_far="nowhere", story=story)
    page = cast.worker.client.get(at(story)).content.decode()
    assert "Cut their part from the words, then take them off this list." in page


# who, what they get at the list, at a person, at what they said
WHO = [
    ("member", 200, 200, 200),
    ("worker", 200, 200, 200),
    ("trust", 200, 403, 200),
    ("evaluator", 200, 403, 403),
    ("rep", 403, 403, 403),
    ("neighbour", 404, 404, 404),
]


@pytest.mark.parametrize(("who", "the_list", "a_person", "said"), WHO)
def test_each_sees_of_the_people_what_the_table_says(
    cast, story, maureen, who, the_list, a_person, said
):
    client = getattr(cast, who).client
    for path, status in (
        ("", the_list),
        (f"{maureen.pk}/", a_person),
        (f"{maureen.pk}/said/", said),
    ):
        assert client.get(at(story) + path).status_code == status, path


@pytest.mark.parametrize("who", ["trust", "evaluator", "rep", "neighbour"])
def test_only_the_area_writes_anything(cast, story, maureen, who):
    client = getattr(cast, who).client
    for path, body in (("", {"how_many": "1"}), ("new/", NEW), (f"{maureen.pk}/said/", YES)):
        assert client.post(at(story) + path, body).status_code in (403, 404)
    assert Person.objects.count() == 1
    assert not PermissionEvent.objects.exists()


def test_an_evaluator_learns_yes_or_no_and_no_name(cast, story, maureen):
    def answers():
        page = cast.evaluator.client.get(at(story))
        assert "Maureen" not in page.content.decode()
        assert "Kerr" not in page.content.decode()
        return dict(page.context["answers"])

    confirm(cast.member.client, story)
    assert answers()["Words"] is False, "nobody asked her"
    record_event(person=maureen, use="words", how_far="network", story=story)
    assert answers()["Words"] is False, "not as far as everybody"
    record_event(person=maureen, use="words", how_far="public", story=story)
    assert answers()["Words"] is True


def test_where_nobody_said_that_the_list_is_complete_the_evaluators_learn_no(cast, area):
    told = tell(area, "The bench", people="not_yet")
    assert cast.evaluator.client.get(at(told)).context["answers"][0][1] is False


def test_a_person_of_another_area_is_not_found_through_this_story(cast, story, other_area):
    elsewhere = Person.objects.create(area=other_area, name="Elsewhere", age="adult")
    assert cast.member.client.get(at(story, elsewhere)).status_code == 404
    answer = cast.member.client.post(
        at(story, end="new/"),
        {
            "same": elsewhere.pk,
            "how": "name",
            "identifiable": "yes",
            "private_matter": "no",
        },
    )
    assert answer.status_code == 200
    assert not story.appearances.exists()
