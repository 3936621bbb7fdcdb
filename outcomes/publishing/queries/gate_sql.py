"""The gate's twin in SQL: which stories everybody may read on a day, as one filter.

The same question as `outcomes.publishing.models.gate.why_not(facts_of(story))`, for words; a test
puts every combination to both. Used to look over all that is public at once, and to find what could
be.
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


def cleared(stories: QuerySet | None = None, at: date | None = None) -> QuerySet:
    """Those of these stories that pass the gate."""
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
        ~Exists(_kept_in(listed.filter(person__isnull=False), at)),
        state__in=ACCEPTED,
        audience=Audience.PUBLIC,
        people_confirmed_at__isnull=False,
        words_unchecked=0,
    )


def _approvals() -> QuerySet:
    """By somebody who neither wrote the story down nor sent it."""
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


def _kept_in(listed: QuerySet, at: date) -> QuerySet:
    """Those on the list who keep the story in."""
    grown = Q(person__age=Age.ADULT) | Q(person__turns_18__lte=at)
    own = _last_words(By.SELF)
    guardians = _last_words(By.GUARDIAN)
    own_no = own.exclude(_is_yes())
    own_good = _good(own, at)
    adult = grown & ~Exists(own_no) & (Q(identifiable=False) | Exists(own_good))
    child_no = Exists(own.exclude(_is_yes())) | Exists(guardians.filter(child_agreed=Child.NO))
    child_yes = Exists(own.filter(_is_yes())) | Exists(guardians.filter(child_agreed=Child.YES))
    young = Q(person__age=Person.Age.UNDER_13) & Exists(
        guardians.filter(child_agreed=Child.TOO_YOUNG)
    )
    agreed = Exists(_good(guardians, at)) & ~Exists(_not_good(guardians, at))
    child = ~grown & Q(identifiable=False) & ~child_no & (child_yes | young) & agreed
    return listed.exclude(pk__in=listed.model.objects.filter(adult | child).values("pk"))


def _last_words(given_by: str) -> QuerySet:
    """For one on the list: the newest word of each who speaks for them, of this story or of all."""
    about = Q(story=OuterRef("story")) | Q(story=None)
    newer = PermissionEvent.objects.filter(
        Q(story=OuterRef(OuterRef("story"))) | Q(story=None),
        Q(guardian=OuterRef("guardian")) | Q(guardian=None, given_by=By.SELF),
        person=OuterRef("person"),
        use=Use.PUBLIC_WORDS,
        given_by=given_by,
        pk__gt=OuterRef("pk"),
    )
    said = PermissionEvent.objects.filter(
        about, person=OuterRef("person"), use=Use.PUBLIC_WORDS, given_by=given_by
    )
    return said.filter(~Exists(newer))


def _is_yes() -> Q:
    return Q(verb__in=PermissionEvent.YES)


def _holds(at: date) -> Q:
    return _is_yes() & Q(expires_on__gt=at, wording__isnull=False, wording__use=F("use"))


def _good(events: QuerySet, at: date) -> QuerySet:
    return events.filter(_holds(at))


def _not_good(events: QuerySet, at: date) -> QuerySet:
    return events.exclude(_holds(at))
