"""Who is in a story, whether the list is complete, and what each said: on screen, by the people of
the area.
"""

import uuid

import pytest

from bigstory.testing.record import clear, tell
from outcomes.consent.actions.permissions import record_event
from outcomes.models import Appearance, ChangeStory, Guardian, PermissionEvent, Person, Publication
from outcomes.publishing.actions.publications import publish_story

NEW = {
    "name": "Maureen Kerr",
    "known_as": "Maureen, resident",
    "age": "adult",
    "how": "teller",
    "identifiable": "yes",
}
YES = {"uses": ["public_words"], "verb": "grant", "who": "self", "method": "paper"}


@pytest.fixture
def story(area):
    return clear(
        tell(area, "The heron", state="accepted", audience="public", people="not_yet", told_by="")
    )


@pytest.fixture
def maureen(story):
    person = Person.objects.create(
        area=story.area, name="Maureen Kerr", known_as="Maureen, resident", age="adult"
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
    assert "Anybody on the internet may read this story in your words" in page
    client.post(at(story, person, "said/"), YES)
    assert "Thank you. The list is complete." in confirm(client, story).content.decode()
    publish_story(ChangeStory.objects.get(pk=story.pk), by=None)
    said = PermissionEvent.objects.get()
    assert (said.method, said.taken_by, said.story) == ("paper", cast.member.user, story)
    assert "Yes, until" in client.get(at(story)).content.decode()


def test_a_no_on_the_screen_takes_the_story_from_everybody_at_once(cast, story, maureen):
    record_event(person=maureen, use="public_words", verb="grant", story=story)
    confirm(cast.member.client, story)
    publish_story(ChangeStory.objects.get(pk=story.pk), by=None)
    assert cast.visitor.client.get(f"/stories/{story.pk}/").status_code == 200
    cast.worker.client.post(at(story, maureen, "said/"), YES | {"verb": "withdraw"})
    assert not Publication.objects.exists()
    assert cast.visitor.client.get(f"/stories/{story.pk}/").status_code == 410


CHANGES = {
    "new/": NEW | {"name": "Tom"},
    "": {"how_many": "2"},
}


@pytest.mark.parametrize("end", CHANGES)
def test_a_list_that_changed_is_open_again_and_the_story_not_public(cast, story, end, maureen):
    record_event(person=maureen, use="public_words", verb="grant", story=story)
    confirm(cast.member.client, story)
    publish_story(ChangeStory.objects.get(pk=story.pk), by=None)
    cast.member.client.post(at(story, end=end), CHANGES[end])
    assert ChangeStory.objects.get(pk=story.pk).people_confirmed_at is None
    assert not Publication.objects.exists()


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


BAD = [
    ({"uses": []}, "Choose at least one."),
    ({"uses": ["moon"]}, "moon"),
    ({"verb": ""}, "Choose what they said."),
    ({"verb": "expire"}, "expire"),
    ({"on": "2999-01-01"}, "Choose a day that has come."),
    ({"on": "yesterday"}, "Write the day like this"),
    ({"who": "999"}, "999"),
]


@pytest.mark.parametrize(("said", "sentence"), BAD)
def test_what_cannot_be_kept_says_why_and_nothing_is_saved(cast, story, maureen, said, sentence):
    answer = cast.member.client.post(at(story, maureen, "said/"), YES | said)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
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
        at(other, end="new/"), {"same": maureen.pk, "how": "name", "identifiable": "yes"}
    )
    assert Person.objects.get().appearances.count() == 2


def test_somebody_taken_off_the_list_is_not_in_the_story(cast, story, maureen):
    cast.member.client.post(at(story, maureen), {"remove": "1"})
    assert not story.appearances.exists()
    assert Person.objects.exists()
    assert cast.member.client.get(at(story, maureen)).status_code == 404


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
    page = cast.evaluator.client.get(at(story)).content.decode()
    assert "Maureen" not in page
    assert "Kerr" not in page
    confirm(cast.member.client, story)
    record_event(person=maureen, use="programme", verb="grant", story=story)
    page = cast.evaluator.client.get(at(story))
    assert dict(page.context["answers"])["The programme and its evaluators"] is True
    assert dict(page.context["answers"])["Everybody: words"] is False


def test_a_person_of_another_area_is_not_found_through_this_story(cast, story, other_area):
    elsewhere = Person.objects.create(area=other_area, name="Elsewhere", age="adult")
    assert cast.member.client.get(at(story, elsewhere)).status_code == 404
    answer = cast.member.client.post(
        at(story, end="new/"), {"same": elsewhere.pk, "how": "name", "identifiable": "yes"}
    )
    assert answer.status_code == 200
    assert not story.appearances.exists()
