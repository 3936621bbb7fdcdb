"""Writes and deletes the cleared copies that visitors read. Nothing else makes something public."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bigstory.core import audit
from bigstory.core.choices import Audience
from outcomes.actions.facts import recount
from outcomes.models import ChangeStory, Publication, PublishedReading, Reading
from partnerships.models import Activity, MediaItem
from partnerships.querysets.plans import PlanQuerySet

WORDS = (
    "title",
    "told_by",
    "in_short",
    "before",
    "what_changed",
    "for_whom",
    "how_it_came_about",
    "what_was_hard",
    "how_we_know",
    "kind",
    "changed_from",
    "changed_until",
    "picture",
)


class NotForEverybody(Exception):
    """It may not be public. The message says why, in a sentence a person can read."""


def why_not_public(story: ChangeStory) -> str:
    """Why visitors may not read this story; empty when they may."""
    if story.state != ChangeStory.State.PUBLISHED:
        return _("Local Trust has not shared this story, so not everybody can read it.")
    if story.audience != Audience.PUBLIC:
        return _("The area did not choose “Everybody” for this story.")
    return why_people_keep_it_in(story)


def why_people_keep_it_in(story: ChangeStory) -> str:
    """Why the people in a story keep it from the public, whoever it was meant for; empty when they do not."""
    if story.people == ChangeStory.People.NOT_YET:
        return _("Somebody can be recognised in it and has not been asked yet.")
    if story.people == ChangeStory.People.CHILD:
        return _("Somebody under 18 can be recognised in it.")
    return ""


@transaction.atomic
def publish_story(story: ChangeStory, *, by, at: datetime | None = None) -> Publication:
    """Write the cleared copy of a story that was shared with everybody. Raises NotForEverybody."""
    story = ChangeStory.objects.lock(story)
    if reason := why_not_public(story):
        raise NotForEverybody(reason)
    at = at or timezone.now()
    values = {name: getattr(story, name) for name in WORDS} | {
        "area": story.area,
        "told_on": story.told_on or timezone.localdate(at),
        "grew_from": grew_from(story),
        "published_by": by,
        "published_at": at,
    }
    copy, _made = Publication.objects.update_or_create(story=story, defaults=values)
    copy.levels.set(story.levels.all())
    copy.kinds.set(story.kinds.all())
    _copy_readings_to(copy, story)
    audit.record("publication.made", copy, by=by, area=story.area.slug, story=story.pk)
    recount(story.area)
    return copy


@transaction.atomic
def publish_activity(activity: Activity, *, by, at: datetime | None = None) -> Publication:
    """Write the cleared copy of something that was logged for everybody. Raises NotForEverybody."""
    activity = Activity.objects.select_for_update(of=("self",)).select_related("area").get(pk=activity.pk)
    if activity.audience != Audience.PUBLIC:
        raise NotForEverybody(_("The area did not choose “Everybody” for this."))
    values = {
        "area": activity.area,
        "title": activity.title,
        "what_changed": activity.what_happened,
        "told_on": activity.on,
        "came": came_in_words(activity),
        "published_by": by,
        "published_at": at or timezone.now(),
    }
    copy, _made = Publication.objects.update_or_create(activity=activity, defaults=values)
    copy.photos.set(activity.media.filter(people__in=MediaItem.FREE_OF_PEOPLE))
    _tell_stories_of(activity)
    audit.record("publication.made", copy, by=by, area=activity.area.slug, activity=activity.pk)
    recount(activity.area)
    return copy


@transaction.atomic
def take_down(*, by, story: ChangeStory | None = None, activity: Activity | None = None) -> bool:
    """Delete the cleared copy of one thing. Every page, list and search follows. False: there was none."""
    thing = story or activity
    copy = Publication.objects.filter(story=story, activity=activity).first()
    if copy is None:
        return False
    audit.record("publication.taken_down", copy, by=by, area=thing.area.slug)
    copy.delete()
    if activity is not None:
        _tell_stories_of(activity)
    recount(thing.area)
    return True


def copy_readings(story: ChangeStory) -> None:
    """Bring the public copy's readings up to date: the latest of each party, without the reader's name."""
    copy = Publication.objects.filter(story=story).first()
    if copy is not None:
        _copy_readings_to(copy, story)


def _copy_readings_to(copy: Publication, story: ChangeStory) -> None:
    latest = list(story.readings.latest().select_related("outcome").order_by("outcome__order", "party"))
    copy.readings = [
        {
            "outcome": reading.outcome.slug,
            "party": reading.party,
            "answer": reading.answer,
            "because": reading.because,
            "on": reading.on.isoformat(),
        }
        for reading in latest
    ]
    copy.save(update_fields=["readings"])
    copy.said_yes.set(r.outcome for r in latest if r.party == Reading.Party.TELLER and r.answer == Reading.Answer.YES)
    copy.answers.all().delete()
    PublishedReading.objects.bulk_create(
        PublishedReading(publication=copy, outcome=r.outcome, party=r.party, answer=r.answer) for r in latest
    )


def grew_from(story: ChangeStory) -> dict:
    """The public roots of a story: activities that have a cleared copy, and priorities of endorsed plans."""
    shown = Publication.objects.activities().filter(activity__stories=story).order_by("told_on", "pk")
    endorsed = story.priorities.filter(plan__state__in=PlanQuerySet.ENDORSED).select_related("plan")
    return {
        "activities": [{"id": p.activity_id, "title": p.title, "on": p.told_on.isoformat()} for p in shown],
        "priorities": [
            {"words": priority.own_words, "plan": priority.plan.title, "number": priority.plan.number}
            for priority in endorsed
        ],
    }


def came_in_words(activity: Activity) -> str:
    """“41 people came”, “About 40 people came”, or nothing when nobody counted."""
    if activity.came is None:
        return ""
    if activity.counted == Activity.Counted.ABOUT:
        words = ngettext("About %(n)s person came", "About %(n)s people came", activity.came)
    else:
        words = ngettext("%(n)s person came", "%(n)s people came", activity.came)
    return words % {"n": activity.came}


def _tell_stories_of(activity: Activity) -> None:
    """The public copies of stories that grew from an activity name it only while it is public itself."""
    for copy in Publication.objects.filter(story__activities=activity).select_related("story"):
        copy.grew_from = grew_from(copy.story)
        copy.save(update_fields=["grew_from"])
