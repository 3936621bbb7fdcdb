"""The cleared copies that visitors read: written, narrowed, deleted.

Nothing else makes something public.
"""

from dataclasses import asdict, replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bigstory.core.db import audit
from bigstory.core.db.choices import Audience
from outcomes.media.queries import cleared_films
from outcomes.models import (
    ChangeStory,
    Hold,
    OncePublic,
    Publication,
    PublishedReading,
    Reading,
    Use,
)
from outcomes.publishing.actions.area_counts import recount
from outcomes.publishing.actions.spoken import spoken_for_everybody
from outcomes.publishing.actions.wording import count_undecided
from outcomes.publishing.models.gate import Reason, in_words, why_not
from outcomes.publishing.queries.facts import facts_of, facts_of_media, runs_out
from outcomes.stories.queries.evidence import as_cleared
from outcomes.stories.queries.still_true import as_data
from partnerships.models import Activity, MediaItem
from partnerships.plan.models.plan import PlanQuerySet

COPIED_FIELDS = (
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


def why_not_once_accepted(story: ChangeStory) -> list[str]:
    """Why visitors could not read a story that Local Trust accepts: a sentence for each reason."""
    return in_words(why_not(replace(facts_of(story), accepted=True, approved_by_another=True)))


@transaction.atomic
def tighten_publication(story: ChangeStory, *, by) -> bool:
    """Bring the public copy of a story in line with what is allowed now.

    It takes down and leaves out, and never lets anything out. Call it in the transaction of
    whatever may forbid something. Returns whether the story is still public.
    """
    story = ChangeStory.objects.lock(story)
    copy = Publication.objects.filter(story=story).first()
    if copy is None:
        return False
    count_undecided(story)
    if why_not(facts_of(story)):
        take_down(story=story, by=by)
        return False
    media = _cleared_media(story)
    films = cleared_films(story)
    copy.photos.set(media)
    spoken = spoken_for_everybody(media, films)
    Publication.objects.filter(pk=copy.pk).update(
        expires_on=public_until(story), films=films, spoken=spoken
    )
    return True


@transaction.atomic
def publish_story(story: ChangeStory, *, by, at: datetime | None = None) -> Publication:
    """Write the cleared copy of a story that is meant for everybody. Raises NotForEverybody."""
    story = ChangeStory.objects.lock(story)
    count_undecided(story)
    facts = facts_of(story)
    if reasons := why_not(facts):
        raise NotForEverybody(" ".join(in_words(reasons)))
    at = at or timezone.now()
    media = _cleared_media(story)
    films = cleared_films(story)
    values = {name: getattr(story, name) for name in COPIED_FIELDS} | {
        "area": story.area,
        "told_on": story.told_on or timezone.localdate(at),
        "grew_from": grew_from(story),
        "evidence": as_cleared(story),
        "films": films,
        "spoken": spoken_for_everybody(media, films),
        "expires_on": public_until(story),
        "lasting": story.followups.latest().values_list("answer", flat=True).first() or "",
        "lifeline": as_data(story),
        "gate": asdict(facts),
        "published_by": by,
        "published_at": at,
    }
    copy, _made = Publication.objects.update_or_create(story=story, defaults=values)
    OncePublic.objects.get_or_create(number=story.pk)
    copy.levels.set(story.levels.all())
    copy.kinds.set(story.kinds.all())
    copy.photos.set(media)
    _copy_readings_to(copy, story)
    audit.record("publication.made", copy, by=by, area=story.area.slug, story=story.pk)
    recount(story.area)
    return copy


@transaction.atomic
def publish_activity(activity: Activity, *, by, at: datetime | None = None) -> Publication:
    """Write the cleared copy of an activity that is meant for everybody. Raises NotForEverybody."""
    activity = (
        Activity.objects.select_for_update(of=("self",)).select_related("area").get(pk=activity.pk)
    )
    if activity.audience != Audience.PUBLIC:
        raise NotForEverybody(_("The area did not choose “Everybody” for this."))
    if Hold.objects.standing().filter(area=activity.area_id).exists():
        raise NotForEverybody(in_words([Reason.STOPPED])[0])
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
def take_down(*, by, story: ChangeStory | None = None, activity: Activity | None = None) -> bool:
    """Delete the cleared copy of a story or an activity; pages, lists and searches follow.

    Returns whether there was one.
    """
    source = story or activity
    copy = Publication.objects.filter(story=story, activity=activity).first()
    if copy is None:
        return False
    audit.record("publication.taken_down", copy, by=by, area=source.area.slug)
    copy.delete()
    if activity is not None:
        _update_stories_of(activity)
    recount(source.area)
    return True


def public_until(story: ChangeStory) -> date | None:
    """The first day on which a permission that the public words need is over.

    None where nobody had to be asked.
    """
    people = story.appearances.filter(media=None, person__isnull=False).values_list(
        "person", flat=True
    )
    return runs_out(story, Use.PUBLIC_WORDS, set(people))


def _cleared_media(story: ChangeStory) -> list[MediaItem]:
    """The items that may go with the words; the place of any other is not shown."""
    items = MediaItem.objects.filter(in_story__story=story)
    return [item for item in items if not why_not(facts_of_media(story, item))]


def copy_readings(story: ChangeStory) -> None:
    """Bring the readings of the public copy up to date: the latest of each party, unnamed."""
    copy = Publication.objects.filter(story=story).first()
    if copy is not None:
        _copy_readings_to(copy, story)


def _copy_readings_to(copy: Publication, story: ChangeStory) -> None:
    latest = list(
        story.readings.latest().select_related("outcome").order_by("outcome__order", "party")
    )
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
    copy.said_yes.set(
        reading.outcome
        for reading in latest
        if reading.party == Reading.Party.TELLER and reading.answer == Reading.Answer.YES
    )
    copy.answers.all().delete()
    PublishedReading.objects.bulk_create(
        PublishedReading(
            publication=copy,
            outcome=reading.outcome,
            party=reading.party,
            answer=reading.answer,
        )
        for reading in latest
    )


def grew_from(story: ChangeStory) -> dict:
    """The public roots of a story, as stored in its copy: activities that have a cleared copy, and
    priorities of endorsed plans.
    """
    copies = (
        Publication.objects.activities().filter(activity__stories=story).order_by("told_on", "pk")
    )
    endorsed = story.priorities.filter(plan__state__in=PlanQuerySet.ENDORSED).select_related("plan")
    return {
        "activities": [
            {"id": copy.activity_id, "title": copy.title, "on": copy.told_on.isoformat()}
            for copy in copies
        ],
        "priorities": [
            {
                "words": priority.own_words,
                "plan": priority.plan.title,
                "number": priority.plan.number,
            }
            for priority in endorsed
        ],
    }


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
