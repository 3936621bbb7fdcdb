"""The cleared copies of activities: what visitors read of what was logged."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bigstory.core.db import audit
from bigstory.core.db.choices import Audience
from outcomes.models import Hold, Publication
from outcomes.publishing.actions.area_counts import recount
from outcomes.publishing.actions.copied import grew_from
from outcomes.publishing.actions.publications import KeptIn
from outcomes.publishing.models.gate import Reason, in_words
from partnerships.models import Activity, MediaItem


@transaction.atomic
def publish_activity(activity: Activity, *, by, at: datetime | None = None) -> Publication:
    """Write the cleared copy of an activity that is meant for everybody. Raises KeptIn."""
    activity = (
        Activity.objects.select_for_update(of=("self",)).select_related("area").get(pk=activity.pk)
    )
    if activity.audience != Audience.PUBLIC:
        raise KeptIn(_("The area did not choose “Everybody” for this."))
    if Hold.objects.standing().filter(area=activity.area_id).exists():
        raise KeptIn(in_words([Reason.STOPPED])[0])
    values = {
        "area": activity.area,
        "title": activity.title,
        "what_changed": activity.what_happened,
        "told_on": activity.on,
        "came": attendance(activity),
        "published_by": by,
        "published_at": at or timezone.now(),
    }
    copy, _made = Publication.objects.update_or_create(activity=activity, defaults=values)
    copy.photos.set(activity.media.filter(people__in=MediaItem.FREE_OF_PEOPLE))
    _update_stories_of(activity)
    audit.record("publication.made", copy, by=by, area=activity.area.slug, activity=activity.pk)
    recount(activity.area)
    return copy


@transaction.atomic
def take_down_activity(*, by, activity: Activity) -> bool:
    """Delete the cleared copy of an activity. Returns whether there was one."""
    copy = Publication.objects.filter(activity=activity).first()
    if copy is None:
        return False
    audit.record("publication.taken_down", copy, by=by, area=activity.area.slug)
    copy.delete()
    _update_stories_of(activity)
    recount(activity.area)
    return True


def attendance(activity: Activity) -> str:
    """“41 people came”, “About 40 people came”, or nothing when nobody counted."""
    if activity.came is None:
        return ""
    if activity.counted == Activity.Counted.ABOUT:
        words = ngettext("About %(n)s person came", "About %(n)s people came", activity.came)
    else:
        words = ngettext("%(n)s person came", "%(n)s people came", activity.came)
    return words % {"n": activity.came}


def _update_stories_of(activity: Activity) -> None:
    """The copies of stories that grew from an activity name it only while it is public itself."""
    for copy in Publication.objects.filter(story__activities=activity).select_related("story"):
        copy.grew_from = grew_from(copy.story)
        copy.save(update_fields=["grew_from"])
