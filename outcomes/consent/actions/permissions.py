"""Records what somebody allows, for ever, and carries it out in the same transaction.

How long a yes lasts is a rule of this record, not of the programme: 24 months; for somebody under
18, 12 months or until the month in which they turn 18, whichever comes first. Then they are asked
afresh, and silence means no.

Every night `expire_permissions` writes a line for each yes that is over, and takes down what needs
it. The gate looks at the day itself, so a night that was missed lets nothing out: the lines are for
whoever asks later.
"""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from areas.access import areas_where
from bigstory.accounts.roles import May
from bigstory.core.db import audit
from bigstory.core.db.choices import LADDER, HowFar, less_far_than
from bigstory.core.db.dated import today
from bigstory.core.work.tasks import task
from outcomes.consent.actions.stepping_back import (
    answer_before,
    remember_step_back,
    steps_back,
)
from outcomes.consent.queries.people import stories_of, wording_on
from outcomes.models import ChangeStory, Guardian, PermissionEvent, Person, Use
from outcomes.publishing.actions.publications import tighten_publication
from outcomes.publishing.models.gate import Age
from outcomes.publishing.queries.facts import NO_YES, age_on
from outcomes.stories.models.moves import move, taken_back_by, told_by
from partnerships.table.queries.rules import months_after

By = PermissionEvent.By
Child = PermissionEvent.Child
MONTHS = 24
MONTHS_FOR_A_CHILD = 12


class MakesNoSense(ValueError):
    """It cannot be recorded like this. The message is a sentence that says what to put right."""


def may_record(user, person: Person) -> bool:
    """Whether somebody may write down what this person allows."""
    return areas_where(user, May.RECORD_PERMISSIONS).includes(person.area_id)


@transaction.atomic
def record_event(
    *,
    person: Person,
    use: str,
    how_far: str,
    by=None,
    story: ChangeStory | None = None,
    given_by: str = By.SELF,
    guardian: Guardian | None = None,
    child_agreed: str = "",
    called_by: str = "",
    called: str = "",
    shown: str = "",
    method: str = PermissionEvent.Method.ASKED,
    on: date | None = None,
) -> PermissionEvent:
    """Record one answer of a person, about one story or (`story` None) all they are in.

    `how_far` is a rung of the ladder, `shown` the very words they were shown; `called_by` and
    `called` say under which name. `by` is whoever writes it down, None where it came through the
    person's own link. A step back is carried out at once, for every circle they no longer allow;
    a story they tell is taken back where its words may go nowhere. Raises MakesNoSense with a
    sentence, PermissionDenied.
    """
    if by is not None and not may_record(by, person):
        raise PermissionDenied
    lock_stories(person, story)
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    on = on or today()
    _check_choices(use=use, how_far=how_far, given_by=given_by, method=method, on=on)
    _check_name(called_by, called)
    _check_speaker(
        person,
        how_far=how_far,
        story=story,
        given_by=given_by,
        guardian=guardian,
        child=child_agreed,
        on=on,
    )
    _check_not_late(
        person, use=use, how_far=how_far, story=story, given_by=given_by, guardian=guardian, on=on
    )
    before = answer_before(person, story, use)
    event = PermissionEvent.objects.create(
        person=person,
        story=story,
        use=use,
        how_far=how_far,
        given_by=given_by,
        guardian=guardian,
        child_agreed=child_agreed,
        called_by=called_by,
        called=called if called_by == PermissionEvent.CalledBy.ANOTHER else "",
        wording=wording_on(use, on),
        shown=shown,
        method=method,
        taken_by=by,
        taken_by_name=by.name if by is not None else "",
        on=on,
        expires_on=expires_on(person, on),
    )
    audit.record(
        "permission.answered",
        person,
        by=by,
        area=person.area.slug,
        use=use,
        how_far=how_far,
        story=story.pk if story else None,
    )
    if steps_back(event, before):
        remember_step_back(event)
    for touched in _stories_about(event):
        if _takes_back(event, touched):
            move(taken_back_by(event.person), touched, by=by)
        tighten_publication(touched, by=by)
    return event


def lock_stories(person: Person, story: ChangeStory | None = None) -> None:
    """One story, or all somebody is in. In the one order of locks: stories first, then the
    person.
    """
    stories = stories_of(person) if story is None else ChangeStory.objects.filter(pk=story.pk)
    list(stories.order_by("pk").select_for_update(of=("self",)).values_list("pk"))


def _stories_about(event: PermissionEvent) -> QuerySet[ChangeStory]:
    if event.story_id is None:
        return stories_of(event.person).order_by("pk")
    return ChangeStory.objects.filter(pk=event.story_id)


def _takes_back(event: PermissionEvent, story: ChangeStory) -> bool:
    """For one of its tellers, *nowhere* is to take the story back."""
    nowhere = event.use == Use.WORDS and event.how_far == HowFar.NOWHERE
    if not nowhere or story.state == ChangeStory.State.WITHDRAWN:
        return False
    return told_by(event.person, story)


def expires_on(person: Person, on: date) -> date:
    """The first day on which a yes given on a day is over.

    Somebody whose age nobody knows is taken for a child.
    """
    if age_on(person, on) == Age.ADULT:
        return months_after(on, MONTHS)
    last = months_after(on, MONTHS_FOR_A_CHILD)
    return min(last, person.turns_18) if person.turns_18 else last


def _check_choices(*, use, how_far, given_by, method, on) -> None:
    """Known choices, and a day that has come."""
    known = use in Use.values and how_far in LADDER and given_by in (By.SELF, By.GUARDIAN)
    if not known or method not in PermissionEvent.Method.values or on > today():
        raise MakesNoSense(_("Choose how far it may go, who said so, and a day that has come."))


def _check_name(called_by: str, called: str) -> None:
    if called_by not in PermissionEvent.CalledBy.values:
        raise MakesNoSense(_("Choose under which name they may stand in it."))
    if called_by == PermissionEvent.CalledBy.ANOTHER and not called.strip():
        raise MakesNoSense(_("Write the name by which they may be called."))


def _check_not_late(person: Person, *, use, how_far, story, given_by, guardian, on) -> None:
    """A paper found late does not undo a smaller answer that was given after it was signed."""
    about = Q() if story is None else Q(story=story) | Q(story=None)
    events = PermissionEvent.objects.filter(
        about, person=person, use=use, given_by=given_by, guardian=guardian
    )
    smaller = Q(child_agreed=Child.NO) | Q(how_far__in=less_far_than(how_far))
    if events.filter(smaller, on__gt=on).exists():
        raise MakesNoSense(
            _("They allowed less after that day, and the later word counts. Ask them again.")
        )


def _check_speaker(person: Person, *, how_far, story, given_by, guardian, child, on) -> None:
    if person.erased_at is not None:
        raise MakesNoSense(_("This person was erased. Nothing more is kept on them."))
    if story is not None and not stories_of(person).filter(pk=story.pk).exists():
        raise MakesNoSense(
            _("This person is not on the list of people of this story. Put them on it first.")
        )
    age = age_on(person, on)
    if person.died_on is not None and on >= person.died_on:
        _check_family(person, given_by, guardian)
    elif given_by == By.GUARDIAN:
        _check_guardian(person, age, guardian, how_far, child)
    elif guardian is not None or child:
        raise MakesNoSense(_("Say who spoke: they themselves, or somebody who answers for them."))
    elif given_by == By.SELF and age == Age.UNDER_13 and how_far not in NO_YES:
        raise MakesNoSense(_("For a child under 13, somebody who answers for them has to say yes."))


def _check_guardian(
    person: Person, age: Age, guardian: Guardian | None, how_far: str, child: str
) -> None:
    if age == Age.ADULT:
        raise MakesNoSense(_("Somebody of 18 or over speaks for themselves."))
    if guardian is None or guardian.person_id != person.pk:
        raise MakesNoSense(_("Say who answers for the child."))
    if how_far in NO_YES:
        return
    if child not in (Child.YES, Child.NO, Child.TOO_YOUNG) or not child:
        raise MakesNoSense(_("Say what the child said."))
    if child == Child.TOO_YOUNG and age != Age.UNDER_13:
        raise MakesNoSense(_("From 13 the child has to be asked, and only their own yes counts."))


def _check_family(person: Person, given_by: str, guardian: Guardian | None) -> None:
    if given_by != By.GUARDIAN or guardian is None or guardian.person_id != person.pk:
        raise MakesNoSense(_("They have died. Say who of their family said so."))


@task("permissions.expire", daily=True)
def expire_permissions(at: date | None = None) -> tuple[int, int]:
    """Write a line for each yes that is over by a day (today), and look at each copy whose day has
    come.

    Returns how many lines were written and how many stories were looked at. Each of them is a
    transaction of its own; a second run does no harm.
    """
    at = at or today()
    written = sum(_write_expiry(pk, at) for pk in list(run_out(at).values_list("pk", flat=True)))
    over = Q(publication__expires_on__lte=at) | Q(publication__programme_until__lte=at)
    stories = list(ChangeStory.objects.filter(over).order_by("pk"))
    for story in stories:
        tighten_publication(story, by=None)
    return written, len(stories)


def run_out(at: date) -> QuerySet:
    """Each yes that is the newest of its party and over by a day, where no line says so yet."""
    same = {"person": OuterRef("person"), "use": OuterRef("use"), "pk__gt": OuterRef("pk")}
    about = Q(story=OuterRef("story")) | Q(story=None)
    later = PermissionEvent.objects.filter(about, **same).order_by()
    speaker = Q(guardian=OuterRef("guardian")) | Q(guardian=None, given_by=By.SELF)
    newer = later.filter(speaker, given_by=OuterRef("given_by"))
    marked = later.filter(given_by=By.SYSTEM)
    yes = PermissionEvent.objects.exclude(given_by=By.SYSTEM).exclude(how_far__in=NO_YES)
    yes = yes.filter(expires_on__lte=at).filter(
        Q(person__died_on=None) | Q(expires_on__lte=F("person__died_on"))
    )
    return yes.filter(~Exists(newer), ~Exists(marked)).order_by("pk")


@transaction.atomic
def _write_expiry(pk: int, at: date) -> int:
    """Two runs at once write one line: the second waits for the person and looks again."""
    event = PermissionEvent.objects.select_related("person__area").get(pk=pk)
    Person.objects.select_for_update(of=("self",)).get(pk=event.person_id)
    if not run_out(at).filter(pk=pk).exists():
        return 0
    PermissionEvent.objects.create(
        person=event.person,
        story_id=event.story_id,
        use=event.use,
        given_by=By.SYSTEM,
        on=at,
    )
    audit.record(
        "permission.expire",
        event.person,
        by=None,
        area=event.person.area.slug,
        use=event.use,
        story=event.story_id,
    )
    return 1
