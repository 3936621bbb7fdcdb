"""What somebody said is kept for ever in the words they were asked in, and followed in the same
moment.
"""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from bigstory.core.db.audit import AuditLine
from bigstory.core.db.choices import Audience
from bigstory.core.db.dated import today
from bigstory.testing.record import clear, tell
from outcomes.consent.actions.permissions import MakesNoSense, expires_on, record_event
from outcomes.consent.queries.people import wording_on
from outcomes.consent.tests.heron import heron, public_heron, told_by_maureen
from outcomes.models import (
    Appearance,
    ChangeStory,
    Guardian,
    PermissionEvent,
    PermissionWording,
    Person,
    Publication,
)
from outcomes.publishing.actions.publications import KeptIn, publish_story
from outcomes.publishing.models.gate import may_go
from outcomes.publishing.queries.facts import as_published, facts_of


@pytest.fixture
def story(area, programme):
    made = heron(area, people="listed")
    told_by_maureen(made, known_as="Maureen, resident")
    return clear(made)


@pytest.fixture
def maureen(story):
    return story.appearances.get().person


@pytest.fixture
def public(story, maureen):
    return public_heron(story, maureen)


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
        use="words",
        how_far="network",
        story=story,
        by=cast.worker.user,
        method="paper",
        shown="The heron is back.",
        called_by="another",
        called="Mo",
    )
    said.refresh_from_db()
    assert said.wording == PermissionWording.objects.get(use="words", how_far="", version=3)
    assert (said.given_by, said.method, said.taken_by, said.taken_by_name) == (
        "self",
        "paper",
        cast.worker.user,
        cast.worker.user.name,
    )
    assert (said.how_far, said.shown) == ("network", "The heron is back.")
    assert (said.called_by, said.called) == ("another", "Mo")
    line = AuditLine.objects.filter(verb="permission.answered").get()
    assert "Kerr" not in str(vars(line))
    assert "heron" not in str(vars(line))


def test_the_usual_way_is_that_somebody_asked_and_they_said_so(maureen, story):
    assert record_event(person=maureen, use="words", how_far="area", story=story).method == "asked"


def test_newer_words_are_used_from_their_day_and_not_before(maureen, story):
    PermissionWording.objects.create(
        use="words", version=4, text="Newer.", from_date=today() + timedelta(days=1)
    )
    assert wording_on("words", today()).version == 3
    assert wording_on("words", today() + timedelta(days=1)).version == 4


# How far an answer went in words that asked about one circle, and where it may go today.
COVERED = [
    ("network", "public", ("area", "programme", "network")),
    ("network", "network", ("area", "programme", "network")),
    ("network", "programme", ("area", "programme")),
    ("programme", "public", ("area", "programme")),
    ("public", "public", ("area", "programme", "network", "public")),
    ("", "public", ("area", "programme", "network", "public")),
]


@pytest.mark.parametrize(("asked_about", "answer", "goes_to"), COVERED)
def test_a_yes_in_older_words_covers_what_they_asked_about_and_no_more(
    maureen, story, asked_about, answer, goes_to
):
    """As the answers of before the ladder stand in the record."""
    wording = PermissionWording.objects.filter(use="words", how_far=asked_about).latest("version")
    PermissionEvent.objects.create(
        person=maureen,
        story=story,
        use="words",
        how_far=answer,
        wording=wording,
        expires_on=today() + timedelta(days=9),
    )
    facts = as_published(facts_of(story))
    assert tuple(circle for circle in Audience.values if may_go(facts, circle)) == goes_to


@pytest.mark.parametrize("wording", ["none", "another use"])
def test_a_yes_in_words_nobody_knows_of_lets_nothing_out(maureen, story, wording):
    known = PermissionWording.objects.get(use="media", how_far="", version=2)
    PermissionEvent.objects.create(
        person=maureen,
        story=story,
        use="words",
        how_far="public",
        wording=known if wording == "another use" else None,
        expires_on=today() + timedelta(days=9),
    )
    with pytest.raises(KeptIn):
        publish_story(story, by=None)


@pytest.mark.parametrize("left", ["network", "programme", "area", "nowhere"])
def test_a_smaller_answer_takes_the_public_copy_down_in_the_same_moment(public, maureen, left):
    record_event(person=maureen, use="words", how_far=left, story=public)
    assert not Publication.objects.for_everybody().exists()


def test_a_no_to_every_story_reaches_each_of_them(public, maureen, area):
    other = tell(area, "The bench", people="listed")
    Appearance.objects.create(story=other, person=maureen, how="name")
    record_event(person=maureen, use="words", how_far="nowhere")
    assert not Publication.objects.exists()


def test_what_is_said_of_pictures_leaves_the_words_where_they_are(public, maureen):
    record_event(person=maureen, use="media", how_far="nowhere", story=public)
    assert Publication.objects.get(story=public).circle == "public"
    public.refresh_from_db()
    assert public.state == "published"


def test_a_no_about_one_story_leaves_the_others_alone(public, maureen, area):
    other = tell(area, "The bench", audience="network")
    Appearance.objects.create(story=other, person=maureen, how="name")
    record_event(person=maureen, use="words", how_far="area", story=other)
    assert Publication.objects.get().story == public


def test_a_childs_own_no_counts_whatever_was_said_for_them(story, maureen, teen):
    mum = Guardian.objects.create(person=teen, name="Nadia")
    ChangeStory.objects.filter(pk=story.pk).update(audience="network")
    story.refresh_from_db()
    record_event(person=maureen, use="words", how_far="public", story=story)
    said = {"person": teen, "use": "words", "how_far": "network", "story": story}
    record_event(**said, given_by="guardian", guardian=mum, child_agreed="yes")
    publish_story(story, by=None)
    record_event(**said, given_by="guardian", guardian=mum, child_agreed="no")
    assert not Publication.objects.exists()


@pytest.mark.parametrize(("answer", "left"), [("programme", "programme"), ("area", None)])
def test_a_child_steps_back_themselves_whatever_was_said_for_them(
    story, maureen, teen, answer, left
):
    mum = Guardian.objects.create(person=teen, name="Nadia")
    ChangeStory.objects.filter(pk=story.pk).update(audience="network")
    story.refresh_from_db()
    record_event(person=maureen, use="words", how_far="public", story=story)
    said = {"person": teen, "use": "words", "story": story}
    record_event(**said, how_far="network", given_by="guardian", guardian=mum, child_agreed="yes")
    publish_story(story, by=None)
    record_event(**said, how_far=answer)
    copy = Publication.objects.filter(story=story).first()
    assert (copy and copy.circle) == left


def nonsense(person, story, **said):
    with pytest.raises(MakesNoSense, match=r"^[A-Z].*\.$"):
        record_event(
            **{"person": person, "use": "words", "how_far": "public", "story": story} | said
        )
    assert not PermissionEvent.objects.exists()


@pytest.mark.parametrize(
    "said",
    [
        {"use": "moon"},
        {"how_far": "the moon"},
        {"how_far": ""},
        {"method": "pigeon"},
        {"method": ""},
        {"given_by": "system"},
        {"how_far": "", "given_by": "system"},
        {"called_by": "nickname"},
        {"called_by": "another"},
        {"called_by": "another", "called": "  "},
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


@pytest.mark.parametrize("story_of_paper", ["this story", "all stories"])
def test_a_paper_found_late_does_not_undo_a_later_step_back(maureen, story, story_of_paper):
    record_event(person=maureen, use="words", how_far="programme", story=story)
    about = story if story_of_paper == "this story" else None
    paper = {"person": maureen, "use": "words", "story": about, "on": today() - timedelta(days=5)}
    for wider in ("network", "public"):
        with pytest.raises(MakesNoSense):
            record_event(**paper, how_far=wider)
    assert record_event(**paper, how_far="programme").pk, "no more than what they said later"
    assert record_event(person=maureen, use="words", how_far="public", story=story).pk


@pytest.mark.parametrize("who", ["neighbour", "lto", "rep", "trust", "evaluator", "admin"])
def test_only_the_area_writes_down_what_its_people_allowed(cast, maureen, story, who):
    with pytest.raises(PermissionDenied):
        record_event(
            person=maureen, use="words", how_far="area", story=story, by=getattr(cast, who).user
        )
    assert not PermissionEvent.objects.exists()


def test_what_was_said_is_never_changed(maureen, story):
    said = record_event(person=maureen, use="words", how_far="area", story=story)
    with pytest.raises(TypeError):
        said.save()
