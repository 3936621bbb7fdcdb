"""What is a step back, and how it is remembered outside the database.

A step back says no, or less than the answer before: a shorter way, or another name.
"""

from django.db.models import Q

from bigstory.core.closings.ledger import closed
from bigstory.core.closings.models import as_text
from bigstory.core.db.choices import HowFar, less_far_than
from outcomes.models import ChangeStory, PermissionEvent, Person
from outcomes.publishing.queries.facts import NO_YES

Child = PermissionEvent.Child
CalledBy = PermissionEvent.CalledBy


def answer_before(person: Person, story: ChangeStory | None, use: str) -> PermissionEvent | None:
    """The newest answer about one story, or (`story` None) about all they are in."""
    about = Q(story=None) if story is None else Q(story=story) | Q(story=None)
    answers = PermissionEvent.objects.filter(about, person=person, use=use)
    return answers.exclude(given_by=PermissionEvent.By.SYSTEM).order_by("-pk").first()


def steps_back(event: PermissionEvent, before: PermissionEvent | None) -> bool:
    if event.how_far in NO_YES or event.child_agreed == Child.NO:
        return True
    if before is None:
        return False
    renamed = (event.called_by, event.called) != (before.called_by, before.called)
    return bool(event.called_by and renamed) or event.how_far in less_far_than(before.how_far)


def remember_step_back(event: PermissionEvent) -> None:
    """Without their words: of another name it says only that it is not their own."""
    story = event.story
    child_says_no = event.child_agreed == Child.NO and event.how_far != HowFar.NOWHERE
    about = {"story": story.pk, "begun": as_text(story.created_at)} if story else {}
    closed(
        "stepped_back",
        event.person,
        born=event.person.key,
        use=event.use,
        how_far=HowFar.AREA.value if child_says_no else str(event.how_far),
        by_name=event.called_by in (CalledBy.AS_BEFORE, CalledBy.NAME),
        **about,
    )
