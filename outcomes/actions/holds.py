"""Stops: place one, and everything public it covers is gone in the same transaction; lift one.

Whoever sees danger gives no reason. Lifting shows nothing by itself: what passes the gate is shown
again only when whoever lifts the stop asks for it.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from areas.access import where
from areas.models import Area
from bigstory.accounts.roles import May
from bigstory.core import audit
from bigstory.core.choices import Audience
from outcomes.actions.publications import NotForEverybody, publish_story, settle, take_down
from outcomes.models import ChangeStory, Hold, Person
from partnerships.models import Activity

Kind = Hold.Kind


@transaction.atomic
def place(
    *,
    by,
    story: ChangeStory | None = None,
    person: Person | None = None,
    area: Area | None = None,
    kind: str = Kind.SAFEGUARDING,
    note: str = "",
) -> Hold:
    """Stop everything public about one story, one person or one area.

    A second stop of the same kind is the first.

    `by` None: the product itself, because somebody without an account said so
    (`outcomes.actions.flags`).
    """
    hold = Hold(story=story, person=person, area=area, kind=kind, note=note, placed_by=by)
    if by is not None and not where(by, May.PLACE_HOLD).includes(area_of(hold).pk):
        raise PermissionDenied
    # The rows are held before anything is written: whoever publishes one of them now is waited for,
    # or waits.
    _lock(hold)
    standing = (
        Hold.objects.standing().filter(story=story, person=person, area=area, kind=kind).first()
    )
    if standing is None:
        hold.save()
        audit.record("hold.placed", hold, by=by, area=area_of(hold).slug, of=_of(hold))
    _take_down(standing or hold, by=by)
    return standing or hold


@transaction.atomic
def lift(hold: Hold, *, by, again: bool = False) -> int:
    """Lift a stop.

    With `again`, each story that was shared with everybody and passes the gate is shown again; what
    was logged comes back to the desk's own list. Returns how many stories are shown again.
    """
    if not where(by, May.LIFT_HOLD).includes(area_of(hold).pk):
        raise PermissionDenied
    hold = Hold.objects.select_for_update(of=("self",)).get(pk=hold.pk)
    if hold.lifted_at is None:
        hold.lifted_at = timezone.now()
        hold.lifted_by = by
        hold.save(update_fields=["lifted_at", "lifted_by"])
        audit.record("hold.lifted", hold, by=by, area=area_of(hold).slug, of=_of(hold), again=again)
    return (
        sum(_show_again(story, by=by) for story in shared_under(hold).filter(publication=None))
        if again
        else 0
    )


def area_of(hold: Hold) -> Area:
    return hold.area or (hold.story or hold.person).area


def stories_under(hold: Hold) -> QuerySet[ChangeStory]:
    """The stories a stop keeps in."""
    if hold.area_id:
        return ChangeStory.objects.filter(area=hold.area_id)
    if hold.story_id:
        return ChangeStory.objects.filter(pk=hold.story_id)
    return ChangeStory.objects.filter(pk__in=hold.person.appearances.values("story"))


def shared_under(hold: Hold) -> QuerySet[ChangeStory]:
    """Those of them that everybody would read."""
    return (
        stories_under(hold)
        .filter(state=ChangeStory.State.PUBLISHED, audience=Audience.PUBLIC)
        .order_by("pk")
    )


def _lock(hold: Hold) -> None:
    """Everything it may take down, in one order, whether it is public yet or not."""
    list(stories_under(hold).order_by("pk").select_for_update(of=("self",)).values_list("pk"))
    if hold.area_id:
        logged = Activity.objects.filter(area=hold.area_id, audience=Audience.PUBLIC).order_by("pk")
        list(logged.select_for_update(of=("self",)).values_list("pk"))


def _take_down(hold: Hold, *, by) -> None:
    for story in stories_under(hold).exclude(publication=None).order_by("pk"):
        settle(story, by=by)
    if hold.area_id:
        for activity in (
            Activity.objects.filter(area=hold.area_id).exclude(publication=None).order_by("pk")
        ):
            take_down(by=by, activity=activity)


def _show_again(story: ChangeStory, *, by) -> bool:
    try:
        publish_story(story, by=by)
    except NotForEverybody:
        return False
    return True


def _of(hold: Hold) -> str:
    return next(name for name in ("story", "person", "area") if getattr(hold, f"{name}_id"))
