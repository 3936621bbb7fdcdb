"""Every night: a line for each yes whose time is over, and nothing public that stands on one.

The gate looks at the day itself; so a night that was missed lets nothing out. The lines are for
whoever asks later.
"""

from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from bigstory.core import audit
from bigstory.core.models import today
from outcomes.actions.publications import settle
from outcomes.models import ChangeStory, PermissionEvent, Person

By = PermissionEvent.By
Verb = PermissionEvent.Verb


def expire_permissions(at: date | None = None) -> tuple[int, int]:
    """How many lines were written, and how many public stories were looked at.

    Each in a transaction of its own.
    """
    at = at or today()
    written = sum(_mark(pk, at) for pk in list(run_out(at).values_list("pk", flat=True)))
    public = list(ChangeStory.objects.exclude(publication=None).order_by("pk"))
    for story in public:
        settle(story, by=None)
    return written, len(public)


def run_out(at: date) -> QuerySet:
    """Each yes that is somebody's last word and over by a day, where no line says so yet."""
    same = {"person": OuterRef("person"), "use": OuterRef("use"), "pk__gt": OuterRef("pk")}
    about = Q(story=OuterRef("story")) | Q(story=None)
    later = PermissionEvent.objects.filter(about, **same).order_by()
    speaker = Q(guardian=OuterRef("guardian")) | Q(guardian=None, given_by=By.SELF)
    newer = later.filter(speaker, given_by=OuterRef("given_by"))
    marked = later.filter(given_by=By.SYSTEM, verb=Verb.EXPIRE)
    yes = PermissionEvent.objects.filter(verb__in=PermissionEvent.YES, expires_on__lte=at)
    return yes.filter(~Exists(newer), ~Exists(marked)).order_by("pk")


@transaction.atomic
def _mark(pk: int, at: date) -> int:
    """Two that run at once write one line: the second waits for the person and looks again."""
    over = PermissionEvent.objects.select_related("person__area").get(pk=pk)
    Person.objects.select_for_update(of=("self",)).get(pk=over.person_id)
    if not run_out(at).filter(pk=pk).exists():
        return 0
    PermissionEvent.objects.create(
        person=over.person,
        story_id=over.story_id,
        use=over.use,
        verb=Verb.EXPIRE,
        given_by=By.SYSTEM,
        on=at,
    )
    audit.record(
        "permission.expire",
        over.person,
        by=None,
        area=over.person.area.slug,
        use=over.use,
        story=over.story_id,
    )
    return 1
