"""Stops: place one, and everything public it covers is gone in the same transaction; lift one.

Whoever sees danger gives no reason. Lifting shows nothing by itself: what passes the gate is shown
again only when whoever lifts the stop asks for it.

What readers of a public page say is wrong with it, and what was done about it.

Whoever says "I am in it" or "a child can be recognised" is believed first and asked afterwards: the
story is stopped at once, and whoever may lift a stop looks. Why, and what keeps that from being
used to silence people: docs/decisions/0008.
"""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from areas.access import areas_where
from areas.models import Area
from bigstory.accounts.roles import May
from bigstory.core.db import audit
from bigstory.core.db.choices import Audience
from outcomes.models import ChangeStory, Flag, Hold, Person
from outcomes.publishing.actions.publications import (
    NotForEverybody,
    publish_story,
    take_down,
    tighten_publication,
)
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
    (`outcomes.consent.actions.stops`).
    """
    hold = Hold(story=story, person=person, area=area, kind=kind, note=note, placed_by=by)
    if by is not None and not areas_where(by, May.PLACE_HOLD).includes(area_of(hold).pk):
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
    if not areas_where(by, May.LIFT_HOLD).includes(area_of(hold).pk):
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
        tighten_publication(story, by=by)
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


STOPS = {Flag.What.ABOUT_ME: Hold.Kind.DISPUTE, Flag.What.CHILD: Hold.Kind.SAFEGUARDING}
# After somebody looked and lifted the stop, the same word about the same story waits for them.
LOOKED_AT = timedelta(days=90)
# More in an hour than this, over all stories, wait as well: that many at once are one person with a
# machine.
MOST_STOPS_AN_HOUR = 20


@transaction.atomic
def say(story: ChangeStory, *, what: str, words: str = "", contact: str = "") -> Flag:
    """Keep what a reader says. The same, said twice before it is answered, is kept once."""
    story = ChangeStory.objects.lock(story)
    said = {"story": story, "what": what, "words": words, "contact": contact}
    if again := Flag.objects.open().filter(**said).first():
        return again
    flag = Flag.objects.create(**said)
    audit.record("flag.said", flag, area=story.area.slug, what=what)
    if what in STOPS and _stops(flag):
        flag.hold = place(by=None, story=story, kind=STOPS[what])
        flag.save(update_fields=["hold"])
    return flag


def _stops(flag: Flag) -> bool:
    now = timezone.now()
    looked_at = Flag.objects.filter(
        story=flag.story, what=flag.what, hold__lifted_at__gte=now - LOOKED_AT
    )
    lately = Hold.objects.filter(placed_by=None, placed_at__gte=now - timedelta(hours=1))
    return not looked_at.exists() and lately.count() < MOST_STOPS_AN_HOUR


@transaction.atomic
def answer(flag: Flag, *, by, words: str, lift: bool = False, again: bool = False) -> int:
    """Close it with what was done; with `lift`, lift the stop it put.

    Returns how many stories are shown again.
    """
    flag = (
        Flag.objects.select_for_update(of=("self",))
        .select_related("story__area", "hold")
        .get(pk=flag.pk)
    )
    if flag.answered_at is None:
        flag.answer = words
        flag.answered_by = by
        flag.answered_at = timezone.now()
        flag.save(update_fields=["answer", "answered_by", "answered_at"])
        audit.record("flag.answered", flag, by=by, area=flag.story.area.slug, lifted=lift)
    return lift(flag.hold, by=by, again=again) if lift and flag.hold else 0
