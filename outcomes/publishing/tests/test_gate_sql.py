"""The gate in Python and its twin in SQL say the same, for each circle, over rows for every way
people can have been asked.
"""

from datetime import date, timedelta

import pytest

from bigstory.core.db.dated import today
from bigstory.testing.record import clear, tell
from outcomes.models import (
    Appearance,
    ChangeStory,
    Guardian,
    PermissionEvent,
    PermissionWording,
    Person,
    Use,
)
from outcomes.publishing.models.gate import Child, may_go
from outcomes.publishing.queries.days import days_of_change
from outcomes.publishing.queries.facts import facts_of
from outcomes.publishing.queries.gate_sql import passing_gate
from outcomes.publishing.tests.ways_of_asking import (
    AGES,
    CIRCLES,
    COLUMN_OF,
    EVERY,
    GOES,
    LATER,
    SEEN,
    TOMORROW,
    WAYS,
    ask,
    events_of,
)
from outcomes.publishing.tests.what_keeps_in import EACH, approver, spoil


@pytest.fixture
def wordings(programme):
    return {(wording.use, wording.how_far): wording for wording in PermissionWording.objects.all()}


@pytest.fixture
def ready(area):
    """A published story for everybody, with everything in order and a list of people to fill."""

    def make(title="Heron"):
        told = {"state": "published", "audience": "public", "people": "listed", "told_by": ""}
        return clear(tell(area, title, **told))

    return make


def copies_of(row, n: int) -> list:
    """So many rows like this one, not saved."""
    fields = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key
    }
    return [type(row)(**fields) for _n in range(n)]


@pytest.fixture
def everybody(ready, wordings) -> dict[int, tuple]:
    """By its id, a story for every way to be asked, every age and every way to be seen."""
    model = ready("The first")
    review = model.reviews.get()
    stories = ChangeStory.objects.bulk_create(copies_of(model, len(EVERY)))
    reviews = copies_of(review, len(EVERY))
    people, guardians, listed, events = [], [], [], []
    for (way, age, seen), story, approval in zip(EVERY, stories, reviews, strict=True):
        approval.story = story
        years, turns = AGES[age]
        person = Person(area=model.area, name="Maureen", age=years, turns_18=turns)
        both = [Guardian(person=person, name=name) for name in ("Mum", "Dad")]
        identifiable, private = SEEN[seen]
        people.append(person)
        guardians += both
        listed.append(
            Appearance(
                story=story,
                person=person,
                how="about",
                identifiable=identifiable,
                private_matter=private,
            )
        )
        events += events_of(person, both, story, way, wordings)
    for rows in (people, reviews, guardians, listed, events):
        rows[0].__class__.objects.bulk_create(rows)
    model.delete()
    return {story.pk: key for story, key in zip(stories, EVERY, strict=True)}


def test_both_say_the_same_of_everybody_however_they_were_asked(everybody):
    let_out = {circle: set(passing_gate(circle).values_list("pk", flat=True)) for circle in CIRCLES}
    stories = ChangeStory.objects.all()
    assert len(stories) == len(EVERY)
    for story in stories:
        way, age, seen = key = everybody[story.pk]
        by_hand = GOES[WAYS[way][0][COLUMN_OF[age, seen]]]
        facts = facts_of(story)
        for circle in CIRCLES:
            goes = may_go(facts, circle)
            assert goes == (story.pk in let_out[circle]), (circle, key)
            assert goes == (circle in by_hand), (circle, key)


@pytest.fixture
def story(ready, wordings):
    """One that everybody may read, beside another, which whoever approved this one sent."""
    made = ready()
    ask(made, "everybody", wordings)
    made.versions.create(number=1, words={})
    ready("Another").versions.create(number=1, words={}, sent_by=approver(made))
    return made


def goes_to(story, at=None) -> str:
    """The widest circle of those it goes to; both say so, of each circle."""
    let_out = [
        circle for circle in CIRCLES if passing_gate(circle, at=at).filter(pk=story.pk).exists()
    ]
    facts = facts_of(story, at)
    assert let_out == [circle for circle in CIRCLES if may_go(facts, circle)]
    assert let_out == list(CIRCLES[: len(let_out)])
    return let_out[-1] if let_out else ""


@pytest.mark.parametrize("how", EACH)
def test_each_thing_that_keeps_a_story_in_does_so_in_both(story, cast, how):
    spoils, circle = EACH[how]
    spoils(story, cast)
    assert goes_to(ChangeStory.objects.get(pk=story.pk)) == circle


def test_only_the_stories_somebody_asks_about_are_looked_at(ready, wordings):
    one, other = ready("One"), ready("Another")
    for told in (one, other):
        ask(told, "everybody", wordings)
    assert list(passing_gate("public", ChangeStory.objects.filter(pk=other.pk))) == [other]
    assert set(passing_gate("public")) == {one, other}


def test_both_know_the_day(story):
    last = story.appearances.get().person.permissions.get().expires_on
    assert goes_to(story, last - timedelta(days=1)) == "public"
    assert goes_to(story, last) == "programme"
    assert goes_to(story, date(2099, 1, 1)) == "programme"


def test_both_know_the_day_a_story_was_kept_back_until(story, cast):
    spoil(held_until=TOMORROW)(story, cast)
    story.refresh_from_db()
    assert goes_to(story) == "area"
    assert goes_to(story, TOMORROW) == "public"


def test_both_know_the_day_somebody_turns_18(ready, wordings):
    """From then on their own word counts, and nobody's beside it."""
    story = ready()
    ask(story, "mum, child yes", wordings, age="turns 18 tomorrow")
    assert goes_to(story) == "network"
    assert goes_to(story, TOMORROW) == "programme"


def test_a_grown_up_with_a_birthday_to_come_is_grown_up(ready, wordings):
    story = ready()
    person = ask(story, "everybody", wordings)
    Person.objects.filter(pk=person.pk).update(turns_18=TOMORROW)
    assert goes_to(story) == "public"


@pytest.mark.parametrize("ways", [("nowhere", "everybody"), ("everybody", "nowhere")])
def test_one_persons_yes_is_not_anothers(ready, wordings, ways):
    story = ready()
    for way in ways:
        ask(story, way, wordings)
    assert goes_to(story) == ""


def test_an_answer_about_another_story_says_nothing_of_this_one(ready, wordings):
    story, other = ready(), ready("Another")
    person = ask(story, "everybody", wordings)
    PermissionEvent.objects.create(person=person, story=other, use=Use.WORDS, how_far="nowhere")
    assert goes_to(story) == "public"


@pytest.mark.parametrize(
    ("way", "said"),
    [("nowhere", Child.NO), ("our area", Child.NO), ("programme", Child.YES)],
)
def test_a_teenager_who_keeps_it_in_the_area_has_said_no(ready, wordings, way, said):
    story = ready()
    ask(story, way, wordings, age="teen")
    [person] = facts_of(story).people
    assert person.child == said


def test_somebody_who_is_in_it_twice_keeps_it_in_by_either(ready, wordings):
    """Of their health in one place is of their health."""
    story = ready()
    person = ask(story, "nobody asked", wordings)
    assert goes_to(story) == "programme"
    Appearance.objects.create(story=story, person=person, how="teller", private_matter=True)
    assert goes_to(story) == "area"


def test_the_days_on_which_an_answer_is_over_are_told_in_order(ready, wordings):
    story = ready()
    person = ask(story, "everybody", wordings)
    ask(story, "mum, child yes", wordings, age="child", seen="not seen, of their health")
    soon, later = today() + timedelta(days=20), today() + timedelta(days=50)
    person.permissions.all().delete()
    for how_far, day in (("public", later), ("nowhere", soon)):
        PermissionEvent.objects.create(
            person=person, story=story, use=Use.WORDS, how_far=how_far, expires_on=day
        )
    assert days_of_change(story, today()) == [soon, later, LATER]
    assert days_of_change(story, soon) == [later, LATER]
