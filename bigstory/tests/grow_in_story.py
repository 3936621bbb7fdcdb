"""Somebody in each story, who said yes to everything: of stories there are more and more, of people
in one a few.
"""

from datetime import timedelta

from bigstory.core.db.dated import today
from outcomes.models import Appearance, ChangeStory, PermissionEvent, Person, Use


def grow_in_story(area) -> None:
    stories = list(ChangeStory.objects.filter(area=area, appearances=None).order_by("pk"))
    people = Person.objects.bulk_create(
        Person(area=area, name=f"Somebody {s.pk}", age="adult") for s in stories
    )
    pairs = list(zip(stories, people, strict=True))
    Appearance.objects.bulk_create(
        Appearance(story=story, person=person, how="about") for story, person in pairs
    )
    until = today() + timedelta(days=400)
    PermissionEvent.objects.bulk_create(
        PermissionEvent(person=person, story=story, use=use, how_far="public", expires_on=until)
        for story, person in pairs
        for use in Use.values
    )
