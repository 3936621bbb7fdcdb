"""A copy knows the days on which it closes: for its circle, for the programme, and the day before
which nobody beyond its area reads it. What the night missed the day itself keeps.
"""

from datetime import datetime, time, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from bigstory.core.db.dated import today
from bigstory.testing.record import clear, tell
from outcomes.consent.actions.permissions import expire_permissions, record_event
from outcomes.models import (
    Appearance,
    ElsewhereFilm,
    Guardian,
    PermissionEvent,
    Person,
    Publication,
)
from outcomes.publishing.actions.publications import publish_story, share, tighten_publication
from outcomes.publishing.queries.days import days_of_change
from outcomes.publishing.tests.test_publications import PROGRAMME, READERS, readers
from outcomes.tests.listening import a_recording

SOON = today() + timedelta(days=20)
LATER = today() + timedelta(days=50)
A_DAY = timedelta(days=1)


@pytest.fixture
def on_day(monkeypatch):
    """Go to a day, at noon."""

    def go(day):
        noon = timezone.make_aware(datetime.combine(day, time(12)))
        monkeypatch.setattr("django.utils.timezone.now", lambda: noon)

    return go


@pytest.fixture
def story(area, programme):
    return tell(
        area,
        "The heron",
        state="published",
        audience="public",
        people="listed",
        told_by="",
        out=False,
    )


def listed(story, *, age="adult", how="about", **more) -> Person:
    turns_18 = more.pop("turns_18", None)
    person = Person.objects.create(area=story.area, name="Maureen", age=age, turns_18=turns_18)
    Appearance.objects.create(story=story, person=person, how=how, **more)
    return person


def says(person, story, how_far="public", until=SOON, **more) -> None:
    event = record_event(
        **{"person": person, "use": "words", "how_far": how_far} | more, story=story
    )
    PermissionEvent.objects.filter(pk=event.pk).update(expires_on=until)


def days_of(story) -> tuple:
    copy = Publication.objects.get(story=story)
    return copy.expires_on, copy.programme_until


def test_words_on_the_lawful_basis_stay_with_the_programme_when_a_yes_is_over(story):
    says(listed(story), story)
    publish_story(clear(story), by=None)
    assert days_of(story) == (SOON, None)


def test_the_first_yes_that_is_over_closes_it(story):
    for until in (LATER, SOON):
        says(listed(story), story, until=until)
    publish_story(clear(story), by=None)
    assert days_of(story) == (SOON, None)


def test_the_day_on_which_somebody_nobody_recognises_was_asked_until_closes_nothing(story):
    says(listed(story, identifiable=False), story)
    publish_story(clear(story), by=None)
    assert days_of(story) == (None, None)


def test_what_is_private_by_law_closes_for_the_programme_as_well(story):
    says(listed(story, private_matter=True), story)
    publish_story(clear(story), by=None)
    assert days_of(story) == (SOON, SOON)


def test_a_copy_for_the_programme_has_one_day(story):
    says(listed(story, private_matter=True), story)
    share(story, by=None, circle="programme")
    assert days_of(story) == (None, SOON)


def test_somebody_who_turns_18_is_asked_themselves_from_that_day(story):
    child = listed(story, age="13_to_17", turns_18=SOON, identifiable=False)
    mum = Guardian.objects.create(person=child, name="Mum")
    says(child, story, until=LATER, given_by="guardian", guardian=mum, child_agreed="yes")
    publish_story(clear(story), by=None)
    assert days_of(story) == (None, None), "nobody recognises them, and grown up they said no no"
    child.appearances.update(identifiable=True)
    share(story, by=None, circle="network")
    assert days_of(story) == (SOON, None)


def test_a_step_back_counts_the_days_again(story):
    person = listed(story)
    says(person, story)
    publish_story(clear(story), by=None)
    says(person, story, "programme", LATER)
    tighten_publication(story, by=None)
    assert days_of(story) == (None, None)


# Who reads it: the day before, on the day itself before any night, and after that night.
CLOSES = [
    (False, "public", "programme"),
    (True, "public", ""),
]


@pytest.mark.parametrize(("private", "before", "after"), CLOSES)
def test_it_closes_on_its_day_and_the_night_writes_it_down(
    story, cast, on_day, private, before, after
):
    says(listed(story, private_matter=private), story)
    publish_story(clear(story), by=None)
    for person in READERS["public"]:
        getattr(cast, person)
    # Whoever reads drafts reads the copy of their own area until the night.
    own = [] if after else ["member", "worker", "rep"]
    on_day(SOON - A_DAY)
    call_command("expire_permissions")
    assert readers(cast, story) == READERS[before]
    on_day(SOON)
    assert readers(cast, story) == (READERS[after] or own), "though no night has been"
    call_command("expire_permissions")
    copy = Publication.objects.filter(story=story).first()
    assert (copy.circle if copy else "") == after
    assert readers(cast, story) == READERS[after]


def test_a_copy_says_who_reads_it_on_the_day(story, on_day):
    says(listed(story, private_matter=True), story, until=LATER)
    says(listed(story), story, until=SOON)
    copy = publish_story(clear(story), by=None)
    assert days_of(story) == (SOON, LATER)
    for day, circle in (
        (SOON - A_DAY, "public"),
        (SOON, "programme"),
        (LATER - A_DAY, "programme"),
        (LATER, ""),
    ):
        on_day(day)
        assert copy.circle_today == circle


def test_the_second_night_does_nothing(story):
    says(listed(story), story, until=today())
    assert expire_permissions() == (1, 0)
    assert expire_permissions() == (0, 0)


# --- kept back until a day


def test_nobody_beyond_its_area_reads_it_before_the_day_it_chose(story, cast, on_day):
    story.held_until = SOON
    story.save(update_fields=["held_until"])
    says(listed(story), story, until=LATER)
    copy = publish_story(clear(story), by=None)
    assert (copy.circle, copy.shown_from, copy.expires_on) == ("public", SOON, LATER)
    for person in READERS["public"]:
        getattr(cast, person)
    assert readers(cast, story) == []
    assert copy.circle_today == ""
    on_day(SOON - A_DAY)
    assert readers(cast, story) == []
    on_day(SOON)
    assert readers(cast, story) == READERS["public"]
    assert copy.circle_today == "public"
    on_day(LATER)
    assert readers(cast, story) == PROGRAMME


def test_its_pictures_and_films_come_with_it_on_that_day(story):
    story.held_until, story.people = SOON, "nobody"
    story.save(update_fields=["held_until", "people"])
    a_recording(story, people="nobody")
    ElsewhereFilm.objects.create(
        story=story, host="vimeo", film_id="1", title="The film", people="nobody"
    )
    copy = publish_story(clear(story), by=None)
    assert [row.circle for row in copy.published_media.all()] == ["public"]
    assert [film["circle"] for film in copy.films] == ["public"]
    tighten_publication(story, by=None)
    copy.refresh_from_db()
    assert [row.circle for row in copy.published_media.all()] == ["public"]
    assert [film["circle"] for film in copy.films] == ["public"]


def test_nobody_elses_days_are_among_those_of_a_story(story, area):
    maureen = listed(story, age="13_to_17", turns_18=LATER)
    record_event(person=maureen, use="words", how_far="area")
    other = tell(area, "The bench", people="listed")
    child = listed(other, age="13_to_17", turns_18=SOON)
    record_event(person=child, use="words", how_far="area")
    assert days_of_change(story, today()) == [LATER]
