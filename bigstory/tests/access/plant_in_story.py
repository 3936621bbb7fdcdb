"""Somebody in each story, who answers for them, and what was said: for those who keep the list, and
Local Trust.
"""

from datetime import timedelta

from bigstory.core.db.dated import today
from outcomes.models import Appearance, Guardian, PermissionEvent, PermissionWording, Person, Use


def plant_in_story(world) -> None:
    """After everything was published.

    They said yes, so that what everybody reads stays what everybody reads.
    """
    wordings = {each.use: each for each in PermissionWording.objects.filter(how_far="")}
    for letter, story in list(world.things["story"]):
        person = Person.objects.create(
            area=story.area, name="n", known_as="k", contact="c", age="adult"
        )
        world.plant(person, "in_story", letter, story.state, story.audience)
        row = Appearance.objects.create(story=story, person=person, how="about")
        guardian = Guardian.objects.create(person=person, name="n", what_they_are="w", contact="c")
        world.plant(guardian, "in_story", letter, story.state, story.audience)
        said = PermissionEvent.objects.create(
            person=person,
            story=story,
            use=Use.WORDS,
            how_far="public",
            wording=wordings.get(Use.WORDS),
            expires_on=today() + timedelta(days=400),
            taken_by_name="t",
        )
        world.plant(said, "in_story", letter, story.state, story.audience)
        world.keep("in_story", letter, row)
