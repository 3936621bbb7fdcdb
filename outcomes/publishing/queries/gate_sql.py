"""The gate in SQL: which stories everybody may read on a day, as one filter.

The same rule as `outcomes.publishing.models.gate.why_not(facts_of(story))`, for the words of a
story; a test puts every combination to both. It looks over all that is public at once, and finds
what could be. Changes here are tested by `bigstory.tests.mutate`.
"""

from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from bigstory.core.db.choices import Audience
from bigstory.core.db.dated import today
from outcomes.models import (
    Appearance,
    ChangeStory,
    Hold,
    PermissionEvent,
    Person,
    StoryReview,
    StoryVersion,
    Use,
)
from outcomes.publishing.models.gate import Age
from outcomes.publishing.queries.facts import ACCEPTED, APPROVALS

By = PermissionEvent.By
Child = PermissionEvent.Child


def passing_gate(stories: QuerySet | None = None, at: date | None = None) -> QuerySet:
    """Those of these stories, or of all stories, that pass the gate on a day (today)."""
    at = at or today()
    stories = ChangeStory.objects.all() if stories is None else stories
    listed = Appearance.objects.filter(story=OuterRef("pk"), media=None)
    confirmed = Q(people=ChangeStory.People.NOBODY) & ~Exists(listed.filter(identifiable=True)) | Q(
        people=ChangeStory.People.LISTED
    ) & Exists(listed)
    return stories.filter(
        confirmed,
        Q(held_until=None) | Q(held_until__lte=at),
        Exists(_approvals()),
        ~Exists(_stops()),
        ~Exists(listed.filter(unknown__gt=0)),
        ~Exists(_keeping_story_in(listed.filter(person__isnull=False), at)),
        state__in=ACCEPTED,
        audience=Audience.PUBLIC,
        people_confirmed_at__isnull=False,
        words_unchecked=0,
    )


def _approvals() -> QuerySet:
    """Approvals by somebody who neither wrote the story down nor sent it."""
    sent = StoryVersion.objects.filter(story=OuterRef("story"), sent_by=OuterRef("reviewer"))
    approved = StoryReview.objects.filter(
        story=OuterRef("pk"), verdict__in=APPROVALS, reviewer__isnull=False
    )
    own = Q(story__written_by__isnull=False, story__written_by=F("reviewer"))
    return approved.exclude(own).filter(~Exists(sent))


def _stops() -> QuerySet:
    over = (
        Q(story=OuterRef("pk"))
        | Q(area=OuterRef("area"))
        | Q(person__appearances__story=OuterRef("pk"))
    )
    return Hold.objects.standing().filter(over)


def _keeping_story_in(listed: QuerySet, at: date) -> QuerySet:
    """Those on the list whose answers keep the story in."""
    grown = Q(person__age=Age.ADULT) | Q(person__turns_18__lte=at)
    own = _latest_events(By.SELF)
    guardians = _latest_events(By.GUARDIAN)
    own_no = own.exclude(_is_yes())
    own_yes = _in_force(own, at)
    adult = grown & ~Exists(own_no) & (Q(identifiable=False) | Exists(own_yes))
    child_no = Exists(own.exclude(_is_yes())) | Exists(guardians.filter(child_agreed=Child.NO))
    child_yes = Exists(own.filter(_is_yes())) | Exists(guardians.filter(child_agreed=Child.YES))
    young = Q(person__age=Person.Age.UNDER_13) & Exists(
        guardians.filter(child_agreed=Child.TOO_YOUNG)
    )
    agreed = Exists(_in_force(guardians, at)) & ~Exists(_not_in_force(guardians, at))
    child = ~grown & Q(identifiable=False) & ~child_no & (child_yes | young) & agreed
    return listed.exclude(pk__in=listed.model.objects.filter(adult | child).values("pk"))


def _latest_events(given_by: str) -> QuerySet:
    """For a row of the list: the newest event of each party, of this story or of all stories."""
    about = Q(story=OuterRef("story")) | Q(story=None)
    newer = PermissionEvent.objects.filter(
        Q(story=OuterRef(OuterRef("story"))) | Q(story=None),
        Q(guardian=OuterRef("guardian")) | Q(guardian=None, given_by=By.SELF),
        person=OuterRef("person"),
        use=Use.PUBLIC_WORDS,
        given_by=given_by,
        pk__gt=OuterRef("pk"),
    )
    events = PermissionEvent.objects.filter(
        about, person=OuterRef("person"), use=Use.PUBLIC_WORDS, given_by=given_by
    )
    return events.filter(~Exists(newer))


def _is_yes() -> Q:
    return Q(verb__in=PermissionEvent.YES)


def _is_in_force(at: date) -> Q:
    return _is_yes() & Q(expires_on__gt=at, wording__isnull=False, wording__use=F("use"))


def _in_force(events: QuerySet, at: date) -> QuerySet:
    return events.filter(_is_in_force(at))


def _not_in_force(events: QuerySet, at: date) -> QuerySet:
    return events.exclude(_is_in_force(at))
