"""Telling a story: begin it, change it, send it, take it back.

Each is one transaction; all but a change of words leave a line in the audit.
"""

import uuid
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from areas.models import Area
from bigstory.core.db import audit
from bigstory.core.db.choices import Audience
from bigstory.core.db.dated import today
from bigstory.core.db.versioned import Conflict
from bigstory.kit.marks import Mark, merge, same
from outcomes.models import ChangeStory, Person, StoryVersion
from outcomes.publishing.actions.area_counts import recount
from outcomes.publishing.actions.publications import KeptIn, share
from outcomes.publishing.actions.wording import count_undecided
from outcomes.stories.actions.readings import draft_answers
from outcomes.stories.models.moves import OPEN_STATES, SEND, SHARE, move, tells
from outcomes.stories.queries.words import (
    ANSWERS,
    CHOICES,
    PEOPLE,
    ROOTS,
    TEXTS,
    by_part,
    part_of_answer,
    words_as_sent,
    words_of,
)
from partnerships.models import Activity

LOOK_FIRST = gettext_lazy(
    "Some words look like somebody’s name, number or address. Look at each before it "
    "leaves your partnership."
)


class NotReady(Exception):
    """Something is still missing. The message says what, in a sentence."""


class ListFirst(NotReady):
    """Whoever sends it did not say that nobody under 18 is in it and nothing private: then the list
    of people comes first.
    """


class Closed(Exception):
    """The story was sent or taken back meanwhile; its words cannot be changed now."""

    def __init__(self, story: ChangeStory):
        super().__init__(f"Story {story.pk} is {story.state}.")
        self.story = story


@transaction.atomic
def start(
    *,
    area: Area,
    by,
    title: str,
    activity: Activity | None = None,
    beside: ChangeStory | None = None,
    **words: str,
) -> ChangeStory:
    """Begin a story in an area, perhaps from something that was logged, or beside one that somebody
    else told about the same thing: then it grew from the same.

    `words` are the parts of the first page. Returns the draft.
    """
    story = ChangeStory.objects.create(
        area=area,
        title=title,
        **words,
        told_on=today(),
        written_by=by,
        written_by_name=by.name,
    )
    if activity is not None:
        story.activities.add(activity)
    if beside is not None:
        _join_round(story, beside)
    count_undecided(story)
    audit.record("changestory.start", story, by=by, area=area.slug)
    return story


def _join_round(story: ChangeStory, beside: ChangeStory) -> None:
    """Both are of one round from now on, and grew from the same.

    The row of the first is locked, so that two who begin at once share its round.
    """
    first = ChangeStory.objects.lock(beside)
    first.round = first.round or uuid.uuid4()
    story.round = first.round
    first.save(update_fields=["round"])
    story.save(update_fields=["round"])
    for name in ROOTS:
        getattr(story, name).add(*getattr(first, name).all())


@transaction.atomic
def save_step(story: ChangeStory, *, by, seen: Mark, values: dict) -> ChangeStory:
    """Save some parts of an open story, on top of what the writer saw.

    Raises Conflict, with the story as it is, when somebody else changed the same part since, and
    Closed once the story is sent.
    """
    current = ChangeStory.objects.lock(story)
    if not tells(by, current):
        raise PermissionDenied
    if current.state not in OPEN_STATES:
        raise Closed(current)
    typed = by_part(values)
    stored = by_part(words_of(current, values))
    stored = {name: stored.get(name) for name in typed}
    # Words that hold all of the stored ones lose nothing: so it is when a phone saved as somebody
    # typed and the answer never reached it.
    merged = merge(seen, stored, typed, together=[("changed_from", "changed_until")], wrote_on=True)
    if merged.clashes:
        raise Conflict(current, merged.clashes)
    if PEOPLE in values and same(values[PEOPLE], merged.values.get(PEOPLE, stored[PEOPLE])):
        _confirm_people(current, values[PEOPLE], by=by)
    _write(current, merged.values, values.get(ANSWERS, {}), by=by)
    return current


def _write(story: ChangeStory, changed: dict, answers: dict, *, by) -> None:
    """Write the parts that changed; `answers` are all that were typed, by outcome."""
    given = {one: pair for one, pair in answers.items() if part_of_answer(one) in changed}
    chosen = [name for name in CHOICES if name in changed]
    texts = [name for name in TEXTS if name in changed]
    for name in texts:
        setattr(story, name, changed[name])
    for name in chosen:
        getattr(story, name).set(changed[name])
    answered = bool(given) and draft_answers(story, answers=given, by=by)
    if texts or chosen or answered:
        story.save_if_unchanged(seen=story.version, fields=[*texts, "changed_at"])
        count_undecided(story)


def _confirm_people(story: ChangeStory, people: str, *, by) -> None:
    """Who answers that the list of people is complete, and when.

    Only a new answer is a new confirmation.
    """
    complete = people != ChangeStory.People.NOT_YET
    confirmed = story.people_confirmed_at is not None
    if people == story.people and complete == confirmed:
        return
    story.people_confirmed_by = by if complete else None
    story.people_confirmed_at = timezone.now() if complete else None
    story.save(update_fields=["people_confirmed_by", "people_confirmed_at"])


def why_not_ready(story: ChangeStory) -> str:
    """What keeps a story from being sent; empty when nothing does."""
    if not story.title.strip():
        return _("Give your story a title first.")
    if not story.what_changed.strip():
        return _("Say what changed first.")
    if story.audience != Audience.AREA and story.words_unchecked:
        return str(LOOK_FIRST)
    return ""


def answer_before_sending(story: ChangeStory, *, by, young_or_private: str) -> None:
    """Keep what whoever sends it says of the people in it, though something else keeps it a draft.

    Nobody under 18 means that those on the list whose age nobody knew are grown up; not one for
    whom somebody answers.
    """
    with transaction.atomic():
        current = ChangeStory.objects.lock(story)
        if not tells(by, current) or current.state not in OPEN_STATES:
            return
        current.young_or_private = young_or_private
        current.save(update_fields=["young_or_private"])
        if young_or_private == ChangeStory.InIt.NO:
            listed = current.appearances.values("person")
            unknown = Person.objects.filter(pk__in=listed, age=Person.Age.UNKNOWN, guardians=None)
            locked = unknown.order_by("pk").select_for_update(of=("self",))
            pks = list(locked.values_list("pk", flat=True))
            Person.objects.filter(pk__in=pks).update(age=Person.Age.ADULT)
        audit.record(
            "changestory.asked_before_sending",
            current,
            by=by,
            area=current.area.slug,
            answer=young_or_private,
        )


def _check_people(story: ChangeStory) -> None:
    """What the programme column asks of the people in it. Raises NotReady and ListFirst."""
    if not story.young_or_private:
        raise NotReady(
            _("Say first whether anybody under 18 is in it, or anything private of anybody.")
        )
    if story.young_or_private != ChangeStory.InIt.NO:
        if story.people_confirmed_at is None:
            raise ListFirst(
                _("List the people in it first, and what they allow. Your story is kept.")
            )
        return
    listed = story.appearances.filter(person__isnull=False)
    young = Q(person__age__in=(Person.Age.UNDER_13, Person.Age.TEEN))
    if listed.filter(young | Q(private_matter=True)).exists():
        raise NotReady(
            _("You listed somebody under 18, or something private. Answer the question with yes.")
        )


@transaction.atomic
def send(
    story: ChangeStory, *, by, seen: int | None = None, at: datetime | None = None
) -> ChangeStory:
    """Send a story to Local Trust, or keep it for the partnership when that is who it is for.

    The words are kept exactly as they are now. Nothing that looks like somebody's name, number or
    address leaves the partnership before somebody decided about it. Raises NotReady, or Conflict
    when the version the sender looked over (`seen`) is no longer the one that would be sent.
    """
    current = ChangeStory.objects.lock(story)
    if seen is not None and current.version != seen:
        raise Conflict(current)
    count_undecided(current)
    if current.audience != Audience.AREA:
        _check_people(current)
    if reason := why_not_ready(current):
        raise NotReady(reason)
    at = at or timezone.now()
    if current.audience == Audience.AREA:
        sent = move(SHARE, current, by=by, published_at=at)
    else:
        sent = move(SEND, current, by=by, sent_at=at)
    _add_version(sent, by=by)
    count_undecided(sent)
    if sent.state == ChangeStory.State.SENT:
        _share_with_programme(sent, by=by, at=at)
    recount(sent.area)
    return sent


def _share_with_programme(story: ChangeStory, *, by, at: datetime) -> None:
    """What is sent is for the programme. Raises NotReady where the gate keeps it in."""
    try:
        share(story, by=by, circle=Audience.PROGRAMME, at=at)
    except KeptIn as reasons:
        raise NotReady(str(reasons)) from reasons


def _add_version(story: ChangeStory, *, by) -> StoryVersion:
    """Keep the words exactly as they are sent."""
    last = story.versions.first()
    return StoryVersion.objects.create(
        story=story, number=last.number + 1 if last else 1, words=words_as_sent(story), sent_by=by
    )
