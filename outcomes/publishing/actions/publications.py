"""How far a story goes: its cleared copy made, widened, narrowed, deleted.

Nothing else lets a story out. It widens only when somebody says so: its area sends it, which is for
the programme; Local Trust publishes it for those its area chose. A step back narrows it in the
transaction of the step.
"""

from dataclasses import asdict, replace
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from areas.access import areas_where
from bigstory.accounts.roles import May
from bigstory.core.closings.ledger import closed
from bigstory.core.db import audit
from bigstory.core.db.choices import Audience, as_far_as, rung
from bigstory.core.db.dated import today
from outcomes.media.queries.films import cleared_films, films_kept_in, narrowed_films
from outcomes.models import ChangeStory, OncePublic, Publication, TextDecision
from outcomes.publishing.actions.area_counts import recount
from outcomes.publishing.actions.cards import drop_card, keep_card
from outcomes.publishing.actions.copied import (
    COPIED_CHOICES,
    ROOTS,
    SAID_AGAIN,
    copied_values,
    copy_choices,
    copy_readings_to,
    say_again,
    whole_permissions,
)
from outcomes.publishing.actions.copied_media import (
    add_media,
    keep_within,
    media_facts,
    narrow_media,
    set_media,
    set_spoken,
)
from outcomes.publishing.actions.wording import count_undecided, decide
from outcomes.publishing.models.gate import Facts, Reason, in_words, why_not, widest
from outcomes.publishing.queries.days import days_of_change, goes_until
from outcomes.publishing.queries.facts import as_published, facts_of, facts_of_media
from outcomes.publishing.queries.sharing import facts_on_its_day, first_day, may_share_to
from outcomes.publishing.queries.wording.called import CalledNames
from outcomes.stories.queries.words import chosen_ids
from partnerships.models import MediaItem

# What a step back may change of a copy.
NARROWED = (
    *SAID_AGAIN,
    "circle",
    "permissions",
    "expires_on",
    "programme_until",
)


class KeptIn(Exception):
    """It may not go so far. The message says why, in sentences a person can read."""


def why_not_once_published(story: ChangeStory) -> list[str]:
    """Why those its area chose could not read a story that Local Trust publishes: a sentence for
    each reason.
    """
    return in_words(why_not(as_published(facts_of(story)), story.audience))


@transaction.atomic
def share(story: ChangeStory, *, by, circle: str, at: datetime | None = None) -> Publication:
    """Write the cleared copy of a story for a circle, in the place of an earlier one.

    Raises KeptIn. The caller has asked whether `by` may let it go so far.
    """
    story = ChangeStory.objects.lock(story)
    called = CalledNames(story)
    count_undecided(story, names=called.names)
    facts = facts_on_its_day(story)
    if reasons := why_not(facts, circle):
        raise KeptIn(" ".join(in_words(reasons)))
    at = at or timezone.now()
    media = media_facts(story)
    films = cleared_films(story, at_most=circle, called=called, at=first_day(story))
    chosen = chosen_ids(story, (*COPIED_CHOICES, *ROOTS))
    values = copied_values(story, called, chosen, at) | {
        "circle": circle,
        "films": films,
        "permissions": whole_permissions(facts, list(media.values())),
        "gate": asdict(facts),
        "published_by": by,
        "published_at": at,
        **_days(story, circle),
    }
    copy, new = Publication.objects.update_or_create(story=story, defaults=values)
    if circle == Audience.PUBLIC:
        OncePublic.objects.get_or_create(number=story.pk)
    copy_choices(copy, chosen, new=new)
    set_media(copy, {item: widest(facts, at_most=circle) for item, facts in media.items()}, called)
    set_spoken(copy)
    copy_readings_to(copy, story, called)
    keep_card(copy)
    audit.record(
        "publication.made", copy, by=by, area=story.area.slug, story=story.pk, circle=circle
    )
    recount(story.area)
    return copy


def publish_story(story: ChangeStory, *, by, at: datetime | None = None) -> Publication:
    """The copy of a published story, for those its area chose. Raises KeptIn."""
    return share(story, by=by, circle=story.audience, at=at)


@transaction.atomic
def tighten_publication(story: ChangeStory, *, by) -> str:
    """Bring the copy of a story in line with what is allowed now.

    It takes out of circles, and never lets into one. Call it in the transaction of whatever may
    forbid something. Returns the circle that still reads it; empty: its own area alone.
    """
    story = ChangeStory.objects.lock(story)
    facts = facts_of(story)
    _keep_to_be_cut(story, facts)
    copy = Publication.objects.filter(story=story).first()
    if copy is None:
        return ""
    if first_day(story) > today():
        facts = facts_on_its_day(story)
    circle = _circle_left(story, facts, copy.circle)
    if not circle:
        take_down(story=story, by=by)
        return ""
    media = media_facts(story)
    before, films = copy.circle, copy.films
    copy.circle = circle
    copy.films = narrowed_films(story, copy.films, at_most=circle, at=first_day(story))
    copy.permissions = whole_permissions(facts, list(media.values()))
    called = CalledNames(story)
    say_again(copy, story, called)
    for name, day in _days(story, circle).items():
        setattr(copy, name, day)
    copy.save(update_fields=NARROWED)
    kept_in = narrow_media(copy, media, called) or films_kept_in(films, copy.films, circle)
    set_spoken(copy)
    keep_card(copy)
    if kept_in:
        keep_from_backups(story)
    if circle != before:
        closed("copy", story, born=story.created_at, circle=circle)
        audit.record(
            "publication.narrowed", copy, by=by, area=story.area.slug, was=before, now=circle
        )
        recount(story.area)
    return circle


@transaction.atomic
def share_again(story: ChangeStory, *, by) -> Publication:
    """Let a story go as far as this person may, after a step back was undone. Raises KeptIn."""
    current = ChangeStory.objects.lock(story)
    circle = may_share_to(by, current)
    if not circle:
        raise KeptIn(_("It cannot go further now."))
    return share(current, by=by, circle=circle)


@transaction.atomic
def copy_anew(story: ChangeStory, *, by, circle: str) -> None:
    """Write the copy again from the words as they are now, for the same readers; where the gate
    keeps these in, there is none any more. No picture, recording or film goes further than before.
    """
    before = Publication.objects.get(story=story)
    media = dict(before.published_media.values_list("media", "circle"))
    try:
        copy = share(story, by=by, circle=circle)
    except KeptIn:
        take_down(story=story, by=by)
        return
    films = {(film["host"], film["film_id"]): film.get("circle", circle) for film in before.films}
    copy.films = [
        film | {"circle": min(film["circle"], films[film["host"], film["film_id"]], key=rung)}
        for film in copy.films
        if (film["host"], film["film_id"]) in films
    ]
    copy.save(update_fields=["films"])
    keep_within(copy, media)
    set_spoken(copy)
    keep_card(copy)


@transaction.atomic
def decide_told(story: ChangeStory, *, answers: dict[tuple[str, str], str], by) -> int:
    """Record what becomes of words of a story; see `decide`. Its copy says them so at once: what
    is cut is gone; what may stay after all waits for whoever publishes.
    """
    current = ChangeStory.objects.lock(story)
    left = decide(current, answers=answers, by=by)
    if tighten_publication(current, by=by) and set(answers.values()) - {TextDecision.Answer.STAY}:
        keep_from_backups(current)
    return left


@transaction.atomic
def admit_media(story: ChangeStory, item: MediaItem, *, by) -> None:
    """Let an item that somebody has just looked at go with the copy, as far as `by` could let a
    story go: Local Trust as far as the copy goes, its own area to the programme.
    """
    tighten_publication(story, by=by)
    copy = Publication.objects.filter(story=story).first()
    if copy is None:
        return
    reviews = areas_where(by, May.REVIEW_STORY).includes(story.area_id)
    most = copy.circle if reviews else Audience.PROGRAMME
    circle = widest(facts_of_media(story, item, first_day(story)), at_most=most)
    there = copy.published_media.filter(media=item, circle__in=as_far_as(circle or most))
    if circle not in ("", Audience.AREA) and not there.exists():
        add_media(copy, item, circle)
        set_spoken(copy)
        keep_card(copy)


@transaction.atomic
def take_down(*, by, story: ChangeStory) -> bool:
    """Delete the cleared copy of a story; pages, lists and searches follow.

    Returns whether there was one.
    """
    copy = Publication.objects.filter(story=story).first()
    if copy is None:
        return False
    audit.record("publication.taken_down", copy, by=by, area=story.area.slug)
    keep_from_backups(story)
    drop_card(copy)
    copy.delete()
    recount(story.area)
    return True


def keep_from_backups(story: ChangeStory) -> None:
    """What is cut, covered or kept in stands in no backup's copy again: that one goes whole, as it
    does not know what of it was meant.
    """
    closed("copy", story, born=story.created_at, circle="")


def _days(story: ChangeStory, circle: str) -> dict:
    """The days on which the copy has to be looked at again: for its circle, for the programme."""
    days = days_of_change(story, today())
    facts_on = partial(facts_on_its_day, story)
    until = goes_until(facts_on, Audience.PROGRAMME, days)
    beyond = circle != Audience.PROGRAMME
    return {
        "expires_on": goes_until(facts_on, circle, days) if beyond else None,
        "programme_until": until,
    }


def _circle_left(story: ChangeStory, facts: Facts, at_most: str) -> str:
    """The widest circle beyond its area that is left; empty where there is none. Its words are
    looked over only where nothing else closes the gate.
    """
    beyond = widest(replace(facts, words_unchecked=0), at_most=at_most)
    if beyond in ("", Audience.AREA):
        return ""
    unchecked = count_undecided(story)
    circle = widest(replace(facts, words_unchecked=unchecked), at_most=at_most)
    return "" if circle == Audience.AREA else circle


def _keep_to_be_cut(story: ChangeStory, facts: Facts) -> None:
    """Whether somebody in its words wants to be taken out, kept with the story."""
    to_be_cut = Reason.TAKEN_OUT in why_not(facts, Audience.AREA)
    if to_be_cut != story.to_be_cut:
        ChangeStory.objects.filter(pk=story.pk).update(to_be_cut=to_be_cut)
        story.to_be_cut = to_be_cut
