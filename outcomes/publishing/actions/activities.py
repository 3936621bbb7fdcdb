"""The cleared copies of activities: what visitors read of what was logged."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bigstory.core.closings.ledger import closed
from bigstory.core.db import audit
from bigstory.core.db.choices import Audience
from outcomes.models import Hold, Publication
from outcomes.publishing.actions.area_counts import recount
from outcomes.publishing.actions.copied import grew_from
from outcomes.publishing.actions.copied_media import set_media
from outcomes.publishing.actions.publications import KeptIn
from outcomes.publishing.actions.wording import count_undecided, decide
from outcomes.publishing.models.gate import Reason, in_words
from outcomes.publishing.queries.activities import cleared
from outcomes.publishing.queries.wording.called import CalledNames
from outcomes.publishing.queries.wording.whole import decisions_of
from partnerships.models import Activity


def publish_activity(activity: Activity, *, by, at: datetime | None = None) -> Publication:
    """Write the cleared copy of an activity that is meant for everybody.

    Raises KeptIn; what is still to be decided about in its words stays counted.
    """
    with transaction.atomic():
        activity = _lock(activity)
        reason = _why_not(activity)
        if not reason:
            return _write_copy(activity, by=by, at=at or timezone.now())
    raise KeptIn(reason)


def _lock(activity: Activity) -> Activity:
    rows = Activity.objects.select_for_update(of=("self",)).select_related("area")
    return rows.get(pk=activity.pk)


def _why_not(activity: Activity) -> str:
    """Why everybody may not read it, in a sentence; empty where they may."""
    if activity.audience != Audience.PUBLIC:
        return _("The area did not choose “Everybody” for this.")
    if Hold.objects.standing().filter(area=activity.area_id).exists():
        return in_words([Reason.STOPPED])[0]
    return in_words([Reason.WORDS_UNCHECKED])[0] if count_undecided(activity) else ""


def _write_copy(activity: Activity, *, by, at: datetime) -> Publication:
    called = CalledNames(activity)
    words = cleared(activity, called)
    values = {
        "area": activity.area,
        "title": words.title,
        "what_changed": words.what_happened,
        "told_on": activity.on,
        "came": attendance(activity),
        "published_by": by,
        "published_at": at,
    }
    copy, _made = Publication.objects.update_or_create(activity=activity, defaults=values)
    set_media(copy, dict.fromkeys(words.photos, Audience.PUBLIC), called)
    _update_stories_of(activity)
    audit.record("publication.made", copy, by=by, area=activity.area.slug, activity=activity.pk)
    recount(activity.area)
    return copy


@transaction.atomic
def decide_logged(activity: Activity, *, answers: dict[tuple[str, str], str], by) -> int:
    """Record what becomes of words of something that was logged; see `decide`.

    Where an answer is another than the one it was cleared with, its copy goes until Local Trust
    has looked again.
    """
    activity = _lock(activity)
    before = decisions_of(activity)
    left = decide(activity, answers=answers, by=by)
    if decisions_of(activity) != before:
        take_down_activity(activity=activity, by=by)
    return left


@transaction.atomic
def take_down_activity(*, by, activity: Activity) -> bool:
    """Delete the cleared copy of an activity. Returns whether there was one."""
    copy = Publication.objects.filter(activity=activity).first()
    if copy is None:
        return False
    audit.record("publication.taken_down", copy, by=by, area=activity.area.slug)
    closed("logged_copy", activity, born=activity.logged_at)
    copy.delete()
    _update_stories_of(activity)
    recount(activity.area)
    return True


def copy_photos_again(activity: Activity) -> None:
    """Bring what is written of the photos of its copy in line with what is written of them now."""
    copy = Publication.objects.filter(activity=activity).first()
    if copy is not None:
        photos = [row.media for row in copy.published_media.select_related("media")]
        set_media(copy, dict.fromkeys(photos, Audience.PUBLIC), CalledNames(activity))


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
