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
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from areas.access import areas_where
from bigstory.accounts.roles import May
from bigstory.core.db import audit
from bigstory.core.db.choices import Audience
from bigstory.core.db.dated import today
from outcomes.consent.queries.people import stories_of, wording_on
from outcomes.models import ChangeStory, Guardian, PermissionEvent, Person, Use
from outcomes.publishing.actions.area_counts import recount
from outcomes.publishing.actions.publications import tighten_publication
from outcomes.publishing.models.gate import Age
from outcomes.publishing.queries.facts import age_on
from partnerships.table.queries.rules import months_after

By = PermissionEvent.By
Verb = PermissionEvent.Verb
Child = PermissionEvent.Child
MONTHS = 24
MONTHS_FOR_A_CHILD = 12
# The audiences a story may keep after a no to one use; the last is the widest.
AUDIENCES_LEFT = {
    Use.AREA: (Audience.AREA,),
    Use.PROGRAMME: (Audience.AREA,),
    Use.NETWORK: (Audience.AREA, Audience.PROGRAMME),
}


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
    verb: str,
    by=None,
    story: ChangeStory | None = None,
    given_by: str = By.SELF,
    guardian: Guardian | None = None,
    child_agreed: str = "",
    method: str = PermissionEvent.Method.SCREEN,
    on: date | None = None,
) -> PermissionEvent:
    """Record one answer of a person, about one story or (`story` None) all they are in.

    `by` is whoever writes it down, None where it came through the person's own link. A no is
    carried out at once: fewer people read the story, and what is public of it goes. Raises
    MakesNoSense with a sentence, PermissionDenied.
    """
    if by is not None and not may_record(by, person):
        raise PermissionDenied
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    on = on or today()
    _check_choices(use=use, verb=verb, given_by=given_by, method=method, on=on)
    _check_speaker(
        person,
        verb=verb,
        story=story,
        given_by=given_by,
        guardian=guardian,
        child=child_agreed,
        on=on,
    )
    _check_not_late(
        person, use=use, verb=verb, story=story, given_by=given_by, guardian=guardian, on=on
    )
    yes = verb in PermissionEvent.YES
    event = PermissionEvent.objects.create(
        person=person,
        story=story,
        use=use,
        verb=verb,
        given_by=given_by,
        guardian=guardian,
        child_agreed=child_agreed,
        wording=wording_on(use, on) if yes else None,
        method=method,
        taken_by=by,
        taken_by_name=by.name if by is not None else "",
        on=on,
        expires_on=expires_on(person, on) if yes else None,
    )
    audit.record(
        f"permission.{verb}",
        person,
        by=by,
        area=person.area.slug,
        use=use,
        story=story.pk if story else None,
    )
    _carry_out(event, by=by)
    return event


def expires_on(person: Person, on: date) -> date:
    """The first day on which a yes given on a day is over.

    Somebody whose age nobody knows is taken for a child.
    """
    if age_on(person, on) == Age.ADULT:
        return months_after(on, MONTHS)
    last = months_after(on, MONTHS_FOR_A_CHILD)
    return min(last, person.turns_18) if person.turns_18 else last


def _check_choices(*, use, verb, given_by, method, on) -> None:
    """Known choices, and a day that has come. Only `expire_permissions` records an expiry."""
    verbs = set(Verb.values) - {Verb.EXPIRE}
    known = use in Use.values and verb in verbs and given_by in (By.SELF, By.GUARDIAN)
    if not known or method not in PermissionEvent.Method.values or on > today():
        raise MakesNoSense(_("Choose what they allowed, what they said, and a day that has come."))


def _check_not_late(person: Person, *, use, verb, story, given_by, guardian, on) -> None:
    """A paper found late does not undo a no that was given after it was signed."""
    if verb not in PermissionEvent.YES:
        return
    about = Q() if story is None else Q(story=story) | Q(story=None)
    events = PermissionEvent.objects.filter(
        about, person=person, use=use, given_by=given_by, guardian=guardian
    )
    no = Q(child_agreed=Child.NO) | ~Q(verb__in=PermissionEvent.YES)
    if events.filter(no, on__gt=on).exists():
        raise MakesNoSense(
            _("They said no after that day, and the later word counts. Ask them again.")
        )


def _check_speaker(person: Person, *, verb, story, given_by, guardian, child, on) -> None:
    if person.erased_at is not None:
        raise MakesNoSense(_("This person was erased. Nothing more is kept on them."))
    if story is not None and not stories_of(person).filter(pk=story.pk).exists():
        raise MakesNoSense(
            _("This person is not on the list of people of this story. Put them on it first.")
        )
    age = age_on(person, on)
    if given_by == By.GUARDIAN:
        _check_guardian(person, age, guardian, verb, child)
    elif guardian is not None or child:
        raise MakesNoSense(_("Say who spoke: they themselves, or somebody who answers for them."))
    elif given_by == By.SELF and age == Age.UNDER_13 and verb in PermissionEvent.YES:
        raise MakesNoSense(_("For a child under 13, somebody who answers for them has to say yes."))


def _check_guardian(
    person: Person, age: Age, guardian: Guardian | None, verb: str, child: str
) -> None:
    if age == Age.ADULT:
        raise MakesNoSense(_("Somebody of 18 or over speaks for themselves."))
    if guardian is None or guardian.person_id != person.pk:
        raise MakesNoSense(_("Say who answers for the child."))
    if verb not in PermissionEvent.YES:
        return
    if child not in (Child.YES, Child.NO, Child.TOO_YOUNG) or not child:
        raise MakesNoSense(_("Say what the child said."))
    if child == Child.TOO_YOUNG and age != Age.UNDER_13:
        raise MakesNoSense(_("From 13 the child has to be asked, and only their own yes counts."))


def _carry_out(event: PermissionEvent, *, by) -> None:
    """Bring the public copy of each story in line; a no takes readers away as well."""
    stories = (
        stories_of(event.person)
        if event.story_id is None
        else ChangeStory.objects.filter(pk=event.story_id)
    )
    refused = event.verb not in PermissionEvent.YES or event.child_agreed == Child.NO
    for story in stories.select_for_update(of=("self",)):
        left = AUDIENCES_LEFT.get(event.use)
        if refused and left and story.audience not in left:
            _narrow(story, left[-1], by=by)
        tighten_publication(story, by=by)


def _narrow(story: ChangeStory, audience: str, *, by) -> None:
    was = story.audience
    story.audience = audience
    story.save_if_unchanged(seen=story.version, fields=["audience"])
    audit.record(
        "changestory.narrowed", story, by=by, area=story.area.slug, was=was, now=story.audience
    )
    recount(story.area)


def expire_permissions(at: date | None = None) -> tuple[int, int]:
    """Write a line for each yes that is over by a day (today), and look at all that is public.

    Returns how many lines were written and how many stories were looked at. Each of them is a
    transaction of its own; a second run does no harm.
    """
    at = at or today()
    written = sum(_write_expiry(pk, at) for pk in list(run_out(at).values_list("pk", flat=True)))
    public = list(ChangeStory.objects.exclude(publication=None).order_by("pk"))
    for story in public:
        tighten_publication(story, by=None)
    return written, len(public)


def run_out(at: date) -> QuerySet:
    """Each yes that is the newest of its party and over by a day, where no line says so yet."""
    same = {"person": OuterRef("person"), "use": OuterRef("use"), "pk__gt": OuterRef("pk")}
    about = Q(story=OuterRef("story")) | Q(story=None)
    later = PermissionEvent.objects.filter(about, **same).order_by()
    speaker = Q(guardian=OuterRef("guardian")) | Q(guardian=None, given_by=By.SELF)
    newer = later.filter(speaker, given_by=OuterRef("given_by"))
    marked = later.filter(given_by=By.SYSTEM, verb=Verb.EXPIRE)
    yes = PermissionEvent.objects.filter(verb__in=PermissionEvent.YES, expires_on__lte=at)
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
        verb=Verb.EXPIRE,
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
