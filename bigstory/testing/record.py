"""Quick ways to put something on the record in a test, with every choice that does not matter made already."""

from datetime import date

from django.utils import timezone

from areas.models import Area


def log(area: Area, title: str = "Lunch for forty-one", *, on: date | None = None, audience="programme", **more):
    """An activity, and the area's numbers brought up to date."""
    from partnerships.actions.facts import recount
    from partnerships.models import Activity

    made = Activity.objects.create(area=area, title=title, on=on or date.today(), audience=audience, **more)
    recount(area)
    return made


def tell(area: Area, title: str = "Nobody eats alone", *, yes=(), state="sent", audience="programme", **more):
    """A story in a state, with the teller's yes to the outcomes named by slug."""
    from outcomes.actions.facts import recount
    from outcomes.models import ChangeStory, Outcome, Reading

    now = timezone.now()
    details = {"what_changed": "One table became four.", "told_by": "Maureen, resident", "people": "nobody"}
    details |= {"told_on": date.today(), "sent_at": None if state == "draft" else now} | more
    story = ChangeStory.objects.create(area=area, title=title, state=state, audience=audience, **details)
    for slug in yes:
        outcome = Outcome.objects.get(slug=slug)
        Reading.objects.create(story=story, outcome=outcome, party="teller", answer="yes")
    recount(area)
    return story


def publish(area: Area, title: str = "Nobody eats alone", *, by=None, **more):
    """A story everybody may read."""
    from outcomes.actions.publications import publish_story

    story = tell(area, title, state="published", audience="public", published_at=timezone.now(), **more)
    publish_story(story, by=by)
    return story
