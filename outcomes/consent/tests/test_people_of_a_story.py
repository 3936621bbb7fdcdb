"""Who is in a story, whether the list is complete, and what each said: on screen, by the people of
the area.
"""

import uuid
from datetime import date

import pytest

from bigstory.core.db.versioned import Conflict
from bigstory.kit.marks import Mark
from bigstory.testing.opened import opened, sent_by
from bigstory.testing.record import tell
from outcomes.consent.actions.people import change_person
from outcomes.consent.actions.permissions import record_event
from outcomes.consent.queries.people import parts_of
from outcomes.consent.tests.heron import about_asha, cleared_heron, told_by_maureen
from outcomes.consent.tests.heron import people_page as at
from outcomes.models import (
    ChangeStory,
    PermissionEvent,
    Person,
    Publication,
)
from outcomes.publishing.actions.publications import publish_story

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
    return cleared_heron(area)


@pytest.fixture
def maureen(story):
    return told_by_maureen(story, what_they_are="resident")


@pytest.fixture
def asha(story):
    return about_asha(story)


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


def test_two_who_change_the_same_person_both_keep_their_words(cast, story, maureen):
    path = at(story, maureen)
    hers = opened(cast.member.client, path, contact="By phone", how="about")
    his = opened(cast.worker.client, path, contact="At the hall", private_matter="yes")
    cast.worker.client.post(path, his)
    answer = cast.member.client.post(path, hers).content.decode()
    assert "Two of you wrote here" in answer
    assert "At the hall" in answer
    assert "By phone" in answer
    assert Person.objects.get().contact == "At the hall"
    assert cast.member.client.post(path, sent_by(answer)).status_code == 302
    listed = maureen.appearances.get()
    assert (Person.objects.get().contact, listed.how) == ("By phone", "about")
    assert listed.private_matter, "what he alone answered stays"


@pytest.mark.parametrize(
    ("his", "hers"),
    [
        ({"contact": "At the hall"}, {"what_they_are": "a neighbour"}),
        ({"name": "Maureen Kerr-Hill"}, {"private_matter": True}),
        ({"identifiable": False}, {"told_how": "by telephone"}),
    ],
)
def test_two_who_change_different_parts_of_somebody_are_not_asked(cast, story, maureen, his, hers):
    """Both pages were opened at once; the rows are looked at again once locked."""
    seen = Mark.of(parts_of(maureen, maureen.appearances.get()))
    for values in (his, hers):
        change_person(story, maureen, by=cast.worker.user, values=values, seen=seen)
    held = parts_of(Person.objects.get(), maureen.appearances.get())
    assert {name: held[name] for name in his | hers} == his | hers


@pytest.mark.parametrize(
    ("his", "hers"),
    [
        ({"contact": "At the hall"}, {"contact": "By phone"}),
        ({"age": "13_to_17"}, {"turns_18": date(2031, 6, 1)}),
        ({"identifiable": False, "how": "about"}, {"how": "name"}),
    ],
)
def test_whoever_was_first_is_seen_under_the_lock_however_late_they_were(
    cast, story, maureen, his, hers
):
    seen = Mark.of(parts_of(maureen, maureen.appearances.get()))
    both = parts_of(maureen, maureen.appearances.get())
    change_person(story, maureen, by=cast.worker.user, values=both | his, seen=seen)
    with pytest.raises(Conflict):
        change_person(story, maureen, by=cast.member.user, values=both | hers, seen=seen)
    held = parts_of(Person.objects.get(), maureen.appearances.get())
    assert {name: held[name] for name in his} == his


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


def test_the_list_counts_who_was_not_asked_and_who_does_not_know(cast, story, maureen, asha):
    page = cast.member.client.get(at(story)).content.decode()
    assert "2 of 2 have not been asked" in page
    assert "1 of 2 has not been told" in page, "whoever tells it knows"
    record_event(person=maureen, use="words", how_far="area", story=story)
    Person.objects.filter(pk=asha.pk).update(told="cannot")
    page = cast.member.client.get(at(story)).content.decode()
    assert "1 of 2 has not been asked" in page
    assert "been told" not in page
    assert "cannot be told" in page


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
