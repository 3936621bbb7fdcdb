"""Stops, placed and lifted.

A stop is a row of the model `Hold`: everything public that it covers is gone in the same
transaction. Whoever sees danger gives no reason. Lifting a stop shows nothing by itself: what
passes the gate is shown again only when whoever lifts it asks for that.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from areas.access import areas_where
from areas.models import Area
from bigstory.accounts.roles import May
from bigstory.core.closings.ledger import closed
from bigstory.core.db import audit
from bigstory.core.db.choices import PROGRAMME_UP, Audience
from outcomes.consent.queries.people import stories_of
from outcomes.models import ChangeStory, Hold, Person
from outcomes.publishing.actions.activities import take_down_activity
from outcomes.publishing.actions.publications import (
    KeptIn,
    publish_story,
    share,
    tighten_publication,
)
from outcomes.publishing.queries.shown import digest_of_copy
from partnerships.models import Activity

Kind = Hold.Kind
# What each has had since it was made, by which the ledger knows it again. Of an area its address
# is told; as that may change, it is known by its number.
BORN = {"story": "created_at", "person": "key", "area": "slug"}


@transaction.atomic
def place_stop(
    *,
    by,
    story: ChangeStory | None = None,
    person: Person | None = None,
    area: Area | None = None,
    kind: str = Kind.SAFEGUARDING,
    note: str = "",
) -> Hold:
    """Stop everything public about one story, one person or one area.

    A second stop of the same kind is the first. `by` None is the product itself, because somebody
    without an account reported the story. Raises PermissionDenied.
    """
    stop = Hold(story=story, person=person, area=area, kind=kind, note=note, placed_by=by)
    if by is not None and not areas_where(by, May.PLACE_HOLD).includes(area_of(stop).pk):
        raise PermissionDenied
    # The rows are locked before anything is written: this waits for whoever publishes one of them
    # now, or they wait.
    _lock_items_under(stop)
    earlier = (
        Hold.objects.standing().filter(story=story, person=person, area=area, kind=kind).first()
    )
    if earlier is None:
        stop.save()
        audit.record("hold.placed", stop, by=by, area=area_of(stop).slug, of=_scope(stop))
        under = story or person or area
        closed("stopped", under, born=getattr(under, BORN[_scope(stop)]), kind=kind)
    _take_down_items_under(earlier or stop, by=by)
    return earlier or stop


@transaction.atomic
def lift_stop(stop: Hold, *, by, again: bool = False) -> int:
    """Lift a stop, and return how many stories are shown again.

    With `again`, those are the stories that were sent and pass the gate; activities come
    back to the desk's own list. Raises PermissionDenied.
    """
    if not areas_where(by, May.LIFT_HOLD).includes(area_of(stop).pk):
        raise PermissionDenied
    _lock_items_under(stop)
    stop = Hold.objects.select_for_update(of=("self",)).get(pk=stop.pk)
    if stop.lifted_at is None:
        stop.lifted_at = timezone.now()
        stop.lifted_by = by
        stop.save(update_fields=["lifted_at", "lifted_by"])
        audit.record(
            "hold.lifted", stop, by=by, area=area_of(stop).slug, of=_scope(stop), again=again
        )
    if not again:
        return 0
    shown = sum(_show_again(story, by=by) for story in shared_under(stop).filter(publication=None))
    if stop.story is not None:
        # The report that put it does not stop the same once more.
        stop.flags.update(left_as=digest_of_copy(stop.story))
    return shown


def area_of(stop: Hold) -> Area:
    """The area a stop is about, or that of its story or person."""
    return stop.area or (stop.story or stop.person).area


def stories_under(stop: Hold) -> QuerySet[ChangeStory]:
    """The stories a stop keeps in: of a person, those they are in and those they tell."""
    if stop.area_id:
        return ChangeStory.objects.filter(area=stop.area_id)
    if stop.story_id:
        return ChangeStory.objects.filter(pk=stop.story_id)
    return stories_of(stop.person)


def shared_under(stop: Hold) -> QuerySet[ChangeStory]:
    """The stories it keeps in that were sent, for whomever their area chose beyond itself."""
    stories = stories_under(stop).filter(
        state__in=ChangeStory.objects.all().SENT, audience__in=PROGRAMME_UP
    )
    return stories.order_by("pk")


def _lock_items_under(stop: Hold) -> None:
    """Everything it may take down, public yet or not, in the one order of locks."""
    list(stories_under(stop).order_by("pk").select_for_update(of=("self",)).values_list("pk"))
    if stop.area_id:
        logged = Activity.objects.filter(area=stop.area_id, audience=Audience.PUBLIC).order_by("pk")
        list(logged.select_for_update(of=("self",)).values_list("pk"))


def _take_down_items_under(stop: Hold, *, by) -> None:
    for story in stories_under(stop).exclude(publication=None).order_by("pk"):
        tighten_publication(story, by=by)
    if stop.area_id:
        logged = Activity.objects.filter(area=stop.area_id).exclude(publication=None)
        for activity in logged.order_by("pk"):
            take_down_activity(by=by, activity=activity)


def _show_again(story: ChangeStory, *, by) -> bool:
    """As far as it went by its area's sending, or by Local Trust's publishing."""
    try:
        if story.state == ChangeStory.State.PUBLISHED:
            publish_story(story, by=by)
        else:
            share(story, by=by, circle=Audience.PROGRAMME)
    except KeptIn:
        return False
    return True


def _scope(stop: Hold) -> str:
    return next(name for name in ("story", "person", "area") if getattr(stop, f"{name}_id"))
