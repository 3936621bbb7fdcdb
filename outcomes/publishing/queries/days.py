"""The days on which what may go out changes by itself."""

from collections.abc import Iterable
from datetime import date

from outcomes.models import ChangeStory, PermissionEvent, Person
from outcomes.publishing.models.gate import may_go


def days_of_change(story: ChangeStory, at: date) -> list[date]:
    """The days after `at` on which an answer runs out or somebody in it turns 18, in order."""
    events = PermissionEvent.objects.about(story).filter(person__appearances__story=story)
    people = Person.objects.filter(appearances__story=story)
    days = {*events.order_by().values_list("expires_on", flat=True)}
    days |= {*people.order_by().values_list("turns_18", flat=True)}
    return sorted(day for day in days if day is not None and day > at)


def goes_until(facts_on, circle: str, days: Iterable[date]) -> date | None:
    """The first of these days on which the gate closes for a circle; None where it never does.

    `facts_on` gives the facts of a day.
    """
    return next((day for day in days if not may_go(facts_on(day), circle)), None)
