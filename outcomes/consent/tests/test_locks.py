"""The one order of locks: story, person, media, facts. Each deed locks every story it touches
before anything else, so that two of them never wait for each other.
"""

import pytest
from django.db.models import QuerySet

from bigstory.testing.record import tell
from outcomes.consent.actions.erasure import erase_person
from outcomes.consent.actions.links import ask_to_be_forgotten
from outcomes.consent.actions.permissions import record_event
from outcomes.consent.actions.reports import answer_flag, report_story
from outcomes.consent.actions.stops import lift_stop, place_stop
from outcomes.models import Appearance, ChangeStory, Person


@pytest.fixture
def twice(area) -> list[Person]:
    """Somebody who is on two lists, as one person each time."""
    people = [Person.objects.create(area=area, name="Zq Hill", age="adult") for _time in "12"]
    for person in people:
        Appearance.objects.create(story=tell(area, out=False), person=person, how="about")
    return people


def answers(cast, twice):
    return lambda: record_event(person=twice[0], use="words", how_far="area", by=cast.worker.user)


def forgets(cast, twice):
    return lambda: ask_to_be_forgotten(person=twice[0])


def erases(cast, twice):
    same = f"outcomes.person.name:{twice[1].pk}"
    return lambda: erase_person(twice[0], by=cast.trust.user, why="by letter", ticked=[same])


def lifts(cast, twice):
    stop = place_stop(by=cast.worker.user, area=twice[0].area)
    return lambda: lift_stop(stop, by=cast.trust.user, again=True)


def answers_a_report(cast, twice):
    flag = report_story(
        twice[0].appearances.get().story, place="203.0.113.7", desk="", what="about_me"
    )
    return lambda: answer_flag(flag, by=cast.trust.user, words="Looked at.", lift=True)


# How many stories the first lock of a deed may hold.
FIRST = {answers: 1, forgets: 1, erases: 2, lifts: 2, answers_a_report: 2}


@pytest.mark.parametrize("deed", FIRST)
def test_its_stories_are_locked_before_anything_else(cast, twice, monkeypatch, deed):
    locked: list[tuple[type, int]] = []
    lock = QuerySet.select_for_update

    def noted(rows, *args, **more):
        locked.append((rows.model, rows.count()))
        return lock(rows, *args, **more)

    press = deed(cast, twice)
    monkeypatch.setattr(QuerySet, "select_for_update", noted)
    press()
    assert locked[0] == (ChangeStory, FIRST[deed])
