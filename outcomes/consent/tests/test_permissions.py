"""What somebody said is kept for ever in the words they were asked in, and followed in the same
moment.
"""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from bigstory.core.db.audit import AuditLine
from bigstory.core.db.dated import today
from bigstory.testing.record import clear, tell
from outcomes.consent.actions.permissions import MakesNoSense, expires_on, record_event
from outcomes.consent.queries.people import wording_on
from outcomes.models import (
    Appearance,
    ChangeStory,
    Guardian,
    PermissionEvent,
    PermissionWording,
    Person,
    Publication,
)
from outcomes.publishing.actions.publications import publish_story


@pytest.fixture
def maureen(area):
    return Person.objects.create(
        area=area, name="Maureen Kerr", known_as="Maureen, resident", age="adult"
    )


@pytest.fixture
def story(area, maureen, programme):
    made = tell(
        area, "The heron", state="published", audience="public", people="listed", told_by=""
    )
    Appearance.objects.create(story=made, person=maureen, how="teller")
    return clear(made)


@pytest.fixture
def public(story, maureen):
    record_event(person=maureen, use="public_words", verb="grant", story=story)
    publish_story(story, by=None)
    return story


@pytest.fixture
def teen(area, story):
    made = Person.objects.create(area=area, name="Asha", age="13_to_17")
    Appearance.objects.create(story=story, person=made, how="about", identifiable=False)
    return made


# age, the month somebody turns 18, the day they said yes, the first day it no longer holds
LASTS = [
    ("adult", None, date(2024, 3, 10), date(2026, 3, 10)),
    ("adult", None, date(2024, 2, 29), date(2026, 2, 28)),
    ("13_to_17", None, date(2024, 3, 10), date(2025, 3, 10)),
    ("13_to_17", date(2024, 9, 1), date(2024, 3, 10), date(2024, 9, 1)),
    ("13_to_17", date(2026, 9, 1), date(2024, 3, 10), date(2025, 3, 10)),
    ("13_to_17", date(2024, 3, 1), date(2024, 3, 10), date(2026, 3, 10)),
    ("under_13", None, date(2024, 3, 10), date(2025, 3, 10)),
    ("unknown", None, date(2024, 3, 10), date(2025, 3, 10)),
]


@pytest.mark.parametrize(("age", "turns_18", "on", "over"), LASTS)
def test_a_yes_lasts_two_years_and_a_childs_one_or_until_they_turn_18(age, turns_18, on, over):
    assert expires_on(Person(age=age, turns_18=turns_18), on) == over


def test_what_was_said_is_kept_with_the_words_and_whoever_wrote_it_down(cast, maureen, story):
    said = record_event(
        person=maureen,
        use="public_words",
        verb="grant",
        story=story,
        by=cast.worker.user,
        method="paper",
    )
    assert said.wording == PermissionWording.objects.get(use="public_words", version=1)
    assert (said.given_by, said.method, said.taken_by, said.taken_by_name) == (
        "self",
        "paper",
        cast.worker.user,
        cast.worker.user.name,
    )
    line = AuditLine.objects.filter(verb="permission.grant").get()
    assert "Kerr" not in str(vars(line))


def test_newer_words_are_used_from_their_day_and_not_before(maureen, story):
    PermissionWording.objects.create(
        use="area", version=2, text="Newer.", from_date=today() + timedelta(days=1)
    )
    assert wording_on("area", today()).version == 1
    assert wording_on("area", today() + timedelta(days=1)).version == 2


@pytest.mark.parametrize("verb", ["withdraw", "object", "narrow"])
def test_a_no_takes_the_public_copy_down_in_the_same_moment(public, maureen, verb):
    record_event(person=maureen, use="public_words", verb=verb, story=public)
    assert not Publication.objects.exists()


def test_a_no_to_every_story_reaches_each_of_them(public, maureen, area):
    record_event(person=maureen, use="public_words", verb="withdraw")
    assert not Publication.objects.exists()


# what they said no to, who could read it, who can now
LEFT = [
    ("area", "public", "area"),
    ("programme", "public", "area"),
    ("programme", "programme", "area"),
    ("programme", "area", "area"),
    ("network", "public", "programme"),
    ("network", "network", "programme"),
    ("network", "programme", "programme"),
    ("network", "area", "area"),
    ("public_words", "public", "public"),
    ("public_media", "public", "public"),
]


@pytest.mark.parametrize(("use", "was", "left"), LEFT)
def test_a_no_leaves_the_readers_that_are_still_allowed(story, maureen, use, was, left):
    ChangeStory.objects.filter(pk=story.pk).update(audience=was)
    record_event(person=maureen, use=use, verb="withdraw", story=story)
    assert ChangeStory.objects.get(pk=story.pk).audience == left


def test_a_no_about_one_story_leaves_the_others_alone(public, maureen, area):
    other = tell(area, "The bench", audience="network")
    Appearance.objects.create(story=other, person=maureen, how="name")
    record_event(person=maureen, use="programme", verb="withdraw", story=other)
    assert ChangeStory.objects.get(pk=other.pk).audience == "area"
    assert Publication.objects.filter(story=public).exists()


def test_a_childs_own_no_counts_whatever_was_said_for_them(story, teen):
    mum = Guardian.objects.create(person=teen, name="Nadia")
    record_event(
        person=teen,
        use="network",
        verb="grant",
        story=story,
        given_by="guardian",
        guardian=mum,
        child_agreed="no",
    )
    assert ChangeStory.objects.get(pk=story.pk).audience == "programme"


def nonsense(person, story, **said):
    with pytest.raises(MakesNoSense, match=r"^[A-Z].*\.$"):
        record_event(
            **{"person": person, "use": "public_words", "verb": "grant", "story": story} | said
        )
    assert not PermissionEvent.objects.exists()


@pytest.mark.parametrize(
    "said",
    [
        {"use": "moon"},
        {"verb": "sing"},
        {"method": "pigeon"},
        {"given_by": "system"},
        {"verb": "expire"},
        {"verb": "expire", "given_by": "system"},
        {"on": today() + timedelta(days=1)},
        {"given_by": "guardian"},
        {"child_agreed": "yes"},
    ],
)
def test_what_makes_no_sense_of_a_grown_up_is_refused_in_a_sentence(maureen, story, said):
    nonsense(maureen, story, **said)


@pytest.mark.parametrize("child", ["", "too_young", "perhaps"])
def test_a_teenager_has_to_be_asked_themselves(teen, story, child):
    mum = Guardian.objects.create(person=teen, name="Nadia")
    nonsense(teen, story, given_by="guardian", guardian=mum, child_agreed=child)


def test_nobody_under_13_says_yes_alone_and_no_stranger_says_it_for_them(teen, story, area):
    Person.objects.filter(pk=teen.pk).update(age="under_13")
    nonsense(teen, story)
    other = Guardian.objects.create(
        person=Person.objects.create(area=area, age="under_13"), name="Somebody else"
    )
    nonsense(teen, story, given_by="guardian", guardian=other, child_agreed="yes")


def test_nobody_speaks_for_a_grown_up_for_somebody_elsewhere_or_for_the_erased(
    maureen, story, area
):
    mum = Guardian.objects.create(person=maureen, name="Her mother")
    nonsense(maureen, story, given_by="guardian", guardian=mum, child_agreed="yes")
    nonsense(maureen, tell(area, "Not in it"))
    Person.objects.filter(pk=maureen.pk).update(erased_at=timezone.now())
    nonsense(maureen, story)


def test_a_paper_found_late_does_not_undo_a_later_no(maureen, story):
    record_event(person=maureen, use="public_words", verb="withdraw", story=story)
    with pytest.raises(MakesNoSense):
        record_event(
            person=maureen,
            use="public_words",
            verb="grant",
            on=today() - timedelta(days=5),
            story=story,
        )
    with pytest.raises(MakesNoSense):
        record_event(
            person=maureen, use="public_words", verb="grant", on=today() - timedelta(days=5)
        )
    assert record_event(person=maureen, use="public_words", verb="renew", story=story).pk


@pytest.mark.parametrize("who", ["neighbour", "lto", "rep", "trust", "evaluator", "admin"])
def test_only_the_area_writes_down_what_its_people_allowed(cast, maureen, story, who):
    with pytest.raises(PermissionDenied):
        record_event(
            person=maureen, use="area", verb="grant", story=story, by=getattr(cast, who).user
        )
    assert not PermissionEvent.objects.exists()


def test_what_was_said_is_never_changed(maureen, story):
    said = record_event(person=maureen, use="area", verb="grant", story=story)
    with pytest.raises(TypeError):
        said.save()
