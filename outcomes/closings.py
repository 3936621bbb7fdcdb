"""Closes again what people in stories, their area or Local Trust had closed before an older copy of
the record was put back.

Nothing opens by it: where the older copy does not know enough to close one thing, it stops more.
"""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from areas.closings import area_again
from areas.models import Area
from bigstory.core.closings.again import closes
from bigstory.core.closings.models import Closing, as_text
from bigstory.core.db.choices import rung
from outcomes.consent.actions.permissions import MakesNoSense, record_event
from outcomes.consent.actions.stops import BORN, place_stop
from outcomes.consent.actions.subjects import erase_again
from outcomes.consent.queries.people import stories_of
from outcomes.models import ChangeStory, Hold, PermissionEvent, Person, PersonLink, Publication
from outcomes.publishing.actions.activities import take_down_activity
from outcomes.publishing.actions.area_counts import recount
from outcomes.publishing.actions.publications import copy_anew, take_down, tighten_publication
from outcomes.stories.models.moves import TAKEN_BACK_AGAIN, move
from partnerships.log.actions.photos import take_away
from partnerships.models import Activity, MediaItem

CalledBy = PermissionEvent.CalledBy
UNDER = {
    "outcomes.changestory": (ChangeStory.objects, "story"),
    "outcomes.person": (Person.objects, "person"),
    "areas.area": (Area.objects, "area"),
}
NOTE = _("A backup was put back. This had been closed since, and stays closed until you look.")


@closes("erased")
def erased(line: Closing) -> str:
    places = line.more.get("places", [])
    return "erased again" if erase_again(UUID(line.born), places) else ""


@closes("withdrawn")
def withdrawn(line: Closing) -> str:
    story = line.row_of(ChangeStory.objects.select_related("area"), "created_at")
    if story is None or story.state == ChangeStory.State.WITHDRAWN:
        return ""
    story = move(TAKEN_BACK_AGAIN, story, by=None)
    take_down(story=story, by=None)
    recount(story.area)
    return "taken back again"


@closes("stopped")
def stopped(line: Closing) -> str:
    rows, name = UNDER[line.what.rpartition(":")[0]]
    if name == "area":
        row = area_again(line.number, line.born)
    else:
        row = line.row_of(rows.all(), BORN[name])
    of = {name: row, "kind": line.more["kind"]}
    if row is None or Hold.objects.standing().filter(**of).exists():
        return ""
    place_stop(by=None, note=str(NOTE), **of)
    return "stopped again"


@closes("stepped_back")
def stepped_back(line: Closing) -> str:
    """Said again by their key; a story of which they are not known to be part is stopped."""
    story = _story_of(line)
    if line.more.get("story") and story is None:
        return ""
    person = Person.objects.here().filter(key=line.born).first()
    if person is not None and (story is None or stories_of(person).filter(pk=story.pk).exists()):
        return _step_back_again(line, person, story)
    if story is None:
        return ""
    place_stop(by=None, story=story, kind=Hold.Kind.DISPUTE, note=str(NOTE))
    return f"story {story.pk} is stopped, as this copy does not know them in it"


def _step_back_again(line: Closing, person: Person, story: ChangeStory | None) -> str:
    named = "" if line.more["by_name"] else CalledBy.WHAT_THEY_ARE
    said = {"use": line.more["use"], "how_far": line.more["how_far"], "called_by": named}
    try:
        record_event(person=person, story=story, method=PermissionEvent.Method.LINK, **said)
    except MakesNoSense:
        # Somebody else answers for them, and this copy may not know who.
        place_stop(by=None, person=person, kind=Hold.Kind.DISPUTE, note=str(NOTE))
        return "their stories are stopped"
    return "stepped back again"


def _story_of(line: Closing) -> ChangeStory | None:
    story = ChangeStory.objects.filter(pk=line.more.get("story")).first()
    return story if story and as_text(story.created_at) == line.more["begun"] else None


@closes("link")
def link(line: Closing) -> str:
    """Every link of theirs that was made before."""
    theirs = PersonLink.objects.filter(person__key=line.born, made_at__lte=line.at)
    return "link ended again" if theirs.filter(ended_at=None).update(ended_at=line.at) else ""


@closes("copy")
def copy(line: Closing) -> str:
    story = line.row_of(ChangeStory.objects.select_related("area"), "created_at")
    there = Publication.objects.filter(story=story).first() if story else None
    circle = line.more["circle"]
    if there is None or (circle and rung(there.circle) <= rung(circle)):
        return ""
    if circle:
        copy_anew(story, by=None, circle=circle)
        return f"narrowed again to {circle}"
    take_down(story=story, by=None)
    return "taken down again"


@closes("logged_copy")
def logged_copy(line: Closing) -> str:
    activity = line.row_of(Activity.objects.select_related("area"), "logged_at")
    taken = activity is not None and take_down_activity(by=None, activity=activity)
    return "taken down again" if taken else ""


@closes("media")
def media(line: Closing) -> str:
    item = line.row_of(MediaItem.objects.all(), "name")
    if item is None:
        return ""
    stories = list(ChangeStory.objects.filter(media__media=item))
    take_away(item)
    for story in stories:
        tighten_publication(story, by=None)
    return "taken away again"
