"""The gate in SQL: which stories may go to a circle on a day, as one filter.

The same rule as `outcomes.publishing.models.gate.why_not(facts_of(story), circle)`, for the words
of a story; a test puts every combination to both. It looks over all that is copied at once, and
finds what could be. Changes here are tested by `bigstory.tests.mutate`.
"""

from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from bigstory.core.db.choices import Audience, HowFar, as_far_as, less_far_than
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
from outcomes.publishing.queries.facts import APPROVALS, NO_YES

By = PermissionEvent.By
Child = PermissionEvent.Child
State = ChangeStory.State


def passing_gate(circle: str, stories: QuerySet | None = None, at: date | None = None) -> QuerySet:
    """Those of these stories, or of all stories, that pass the gate for a circle on a day
    (today).
    """
    at = at or today()
    stories = ChangeStory.objects.all() if stories is None else stories
    listed = Appearance.objects.filter(story=OuterRef("pk"), media=None)
    named = listed.filter(person__isnull=False)
    stories = stories.exclude(state=State.WITHDRAWN).filter(
        ~Exists(_stops()), ~Exists(_keeping_story_in(named, circle, at))
    )
    if circle == Audience.AREA:
        return stories
    stories = stories.filter(
        Q(held_until=None) | Q(held_until__lte=at),
        state__in=ChangeStory.objects.all().SENT,
        audience__in=as_far_as(circle),
        words_unchecked=0,
    )
    return stories if circle == Audience.PROGRAMME else _published(stories, listed)


def _published(stories: QuerySet, listed: QuerySet) -> QuerySet:
    """Those that Local Trust published, with everybody in them on a list that was confirmed."""
    confirmed = Q(people=ChangeStory.People.NOBODY) & ~Exists(listed.filter(identifiable=True)) | Q(
        people=ChangeStory.People.LISTED
    ) & Exists(listed)
    return stories.filter(
        confirmed,
        Exists(_approvals()),
        ~Exists(listed.filter(unknown__gt=0)),
        state=State.PUBLISHED,
        people_confirmed_at__isnull=False,
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


def _keeping_story_in(listed: QuerySet, circle: str, at: date) -> QuerySet:
    """Those on the list whose answers keep the story from a circle."""
    died_on = F("person__died_on")
    turned_18 = Q(person__died_on=None) | Q(person__turns_18__lte=died_on)
    grown = Q(person__age=Age.ADULT) | Q(person__turns_18__lte=at) & turned_18
    own = _latest_events(By.SELF)
    guardians = _latest_events(By.GUARDIAN)
    family = guardians.filter(on__gte=F("person__died_on"))
    if circle == Audience.AREA:
        out = Q(Exists(own.filter(how_far=HowFar.NOWHERE)))
        out |= Exists(family.filter(how_far=HowFar.NOWHERE))
        by_guardian = ~grown & Exists(guardians.filter(how_far=HowFar.NOWHERE))
        return listed.filter(out | by_guardian, identifiable=True)
    limits = less_far_than(circle)
    own_limit = Exists(own.filter(how_far__in=limits))
    child_limit = own_limit | Exists(guardians.filter(how_far__in=limits))
    family_limit = Exists(family.filter(how_far__in=limits))
    adult = grown & ~own_limit & ~family_limit & _enough_of_adult(own, circle, at)
    child = ~grown & ~child_limit & _enough_for_child(own, guardians, circle, at)
    return listed.exclude(pk__in=listed.model.objects.filter(adult | child).values("pk"))


def _enough_of_adult(own: QuerySet, circle: str, at: date) -> Q:
    enough = Q(identifiable=False) | Q(Exists(_in_force(own, circle, at)))
    if circle == Audience.PROGRAMME:
        enough |= Q(private_matter=False)
    return enough


def _enough_for_child(own: QuerySet, guardians: QuerySet, circle: str, at: date) -> Q:
    """Whoever answers for them says yes, all of them; and the child, from an age on."""
    child_no = Exists(own.filter(how_far__in=NO_YES)) | Exists(
        guardians.filter(child_agreed=Child.NO)
    )
    agreed = Exists(_in_force(guardians, circle, at)) & ~Exists(
        _not_in_force(guardians, circle, at)
    )
    if circle == Audience.PROGRAMME:
        return ~child_no & (Q(identifiable=False) | agreed)
    child_yes = Exists(own.exclude(how_far__in=NO_YES)) | Exists(
        guardians.filter(child_agreed=Child.YES)
    )
    under_13 = Q(person__age=Person.Age.UNDER_13)
    young = under_13 & Exists(guardians.filter(child_agreed=Child.TOO_YOUNG))
    enough = Q(child_yes) | young
    if circle == Audience.PUBLIC:
        return Q(identifiable=False) & ~child_no & enough & agreed
    return ~child_no & (enough | under_13 & Q(identifiable=True)) & agreed


def _latest_events(given_by: str) -> QuerySet:
    """For a row of the list: the newest event of each party, of this story or of all stories."""
    about = Q(story=OuterRef("story")) | Q(story=None)
    newer = PermissionEvent.objects.filter(
        Q(story=OuterRef(OuterRef("story"))) | Q(story=None),
        Q(guardian=OuterRef("guardian")) | Q(guardian=None, given_by=By.SELF),
        person=OuterRef("person"),
        use=Use.WORDS,
        given_by=given_by,
        pk__gt=OuterRef("pk"),
    )
    events = PermissionEvent.objects.filter(
        about, person=OuterRef("person"), use=Use.WORDS, given_by=given_by
    )
    return events.filter(~Exists(newer))


def _is_in_force(circle: str, at: date) -> Q:
    """A yes for a circle, in words that asked about it, and not over, or not when we learned that
    they have died.
    """
    asked_about = Q(wording__how_far="") | Q(wording__how_far__in=as_far_as(circle))
    in_time = Q(expires_on__gt=at) | Q(expires_on__gt=F("person__died_on"))
    return (
        Q(how_far__in=as_far_as(circle), wording__isnull=False, wording__use=F("use"))
        & in_time
        & asked_about
    )


def _in_force(events: QuerySet, circle: str, at: date) -> QuerySet:
    return events.filter(_is_in_force(circle, at))


def _not_in_force(events: QuerySet, circle: str, at: date) -> QuerySet:
    return events.exclude(_is_in_force(circle, at))
