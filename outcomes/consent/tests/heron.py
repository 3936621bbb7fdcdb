"""The story of the heron, with Maureen who tells it and Asha who is under 18."""

from bigstory.testing.record import clear, tell
from outcomes.consent.actions.permissions import record_event
from outcomes.models import Appearance, ChangeStory, Person
from outcomes.publishing.actions.publications import publish_story


def heron(area, *, people: str = "not_yet") -> ChangeStory:
    """Accepted for everybody; who is in it is for the test to say."""
    return tell(area, "The heron", state="published", audience="public", people=people, told_by="")


def cleared_heron(area) -> ChangeStory:
    return clear(heron(area))


def told_by_maureen(story, **values) -> Person:
    """Maureen, on its list as who tells it."""
    person = Person.objects.create(area=story.area, name="Maureen Kerr", age="adult", **values)
    Appearance.objects.create(story=story, person=person, how="teller")
    return person


def about_asha(story, *, identifiable: bool = False) -> Person:
    """Asha, whom it is about and a neighbour could not tell."""
    person = Person.objects.create(area=story.area, name="Asha", age="13_to_17")
    Appearance.objects.create(story=story, person=person, how="about", identifiable=identifiable)
    return person


def public_heron(story, maureen) -> ChangeStory:
    """Published, with Maureen's yes."""
    record_event(person=maureen, use="words", how_far="public", story=story)
    publish_story(story, by=None)
    return story


def people_page(story, person=None, end: str = "") -> str:
    return f"/stories/{story.pk}/people/" + (f"{person.pk}/" if person else "") + end
