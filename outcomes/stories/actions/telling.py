"""Telling a story: begin it, change it, send it, take it back.

Each is one transaction with a line of the audit.
"""

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from areas.models import Area
from bigstory.core.db import audit
from bigstory.core.db.choices import Audience
from bigstory.core.db.dated import today
from bigstory.core.db.versioned import Conflict
from outcomes.models import ChangeStory, StoryVersion
from outcomes.publishing.actions.area_counts import recount
from outcomes.publishing.actions.publications import take_down
from outcomes.publishing.actions.wording import count_undecided
from outcomes.stories.actions.readings import draft_answers
from outcomes.stories.models.moves import OPEN_STATES, SEND, SHARE, TAKE_UP, WITHDRAW, move, tells
from outcomes.stories.queries.words import (
    ANSWERS,
    CHOICES,
    PEOPLE,
    ROOTS,
    digest,
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
    else told about the same thing: then it grew from the same. `words` are the parts of the first
    page. Returns the draft.
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
    """Both are of one round from now on.

    The row of the first is held, so that two who begin at once share it.
    """
    first = ChangeStory.objects.lock(beside)
    story.round = first.round = first.round or uuid.uuid4()
    for each in (first, story):
        each.save(update_fields=["round"])
    for name in ROOTS:
        getattr(story, name).add(*getattr(first, name).all())


@transaction.atomic
def save_step(
    story: ChangeStory, *, by, parts: Iterable[str], seen: str, values: dict
) -> ChangeStory:
    """Save `values`, some or all of the named parts of an open story. `seen` is the digest of those
    parts as the writer saw them.

    Raises Conflict, with the story as it is, when somebody else changed the same parts since; two
    people who write different parts do not disturb each other. Raises Closed once the story is
    sent.
    """
    current = ChangeStory.objects.lock(story)
    if not tells(by, current):
        raise PermissionDenied
    if current.state not in OPEN_STATES:
        raise Closed(current)
    stored = words_of(current, parts)
    if digest(stored) != seen and not _holds(values, stored):
        raise Conflict(current)
    if PEOPLE in values:
        _confirm(current, said=values[PEOPLE], by=by)
    texts = [n for n, v in values.items() if n not in (*CHOICES, ANSWERS) and stored[n] != v]
    for name in texts:
        setattr(current, name, values[name])
    chosen = [n for n in CHOICES if n in values and stored[n] != _ids(values[n])]
    for name in chosen:
        getattr(current, name).set(values[name])
    answered = ANSWERS in values and draft_answers(current, answers=values[ANSWERS], by=by)
    if texts or chosen or answered:
        current.save_if_unchanged(seen=current.version, fields=[*texts, "changed_at"])
        count_undecided(current)
    return current


def _confirm(story: ChangeStory, *, said: str, by) -> None:
    """Who says that the list of people is complete, and when.

    Only a new answer is a new confirmation.
    """
    if said == story.people and (said == ChangeStory.People.NOT_YET) == (
        story.people_confirmed_at is None
    ):
        return
    complete = said != ChangeStory.People.NOT_YET
    story.people_confirmed_by, story.people_confirmed_at = (
        (by, timezone.now()) if complete else (None, None)
    )
    story.save(update_fields=["people_confirmed_by", "people_confirmed_at"])


def _holds(values: dict, stored: dict) -> bool:
    """Whether the new words hold all of the stored ones.

    Then nothing can be lost, and nobody need be asked: so it is when a phone saved as somebody
    typed and the answer never reached it.
    """
    for name, value in values.items():
        was = stored[name]
        if name == ANSWERS:
            value = {
                str(o.pk): [answer, because] for o, (answer, because) in value.items() if answer
            }
        elif name in CHOICES:
            value = _ids(value)
        if value != was and not (isinstance(value, str) and was in value):
            return False
    return True


def _ids(things) -> list[int]:
    return sorted(each.pk for each in things)


def why_not_ready(story: ChangeStory) -> str:
    """What keeps a story from being sent; empty when nothing does."""
    if not story.title.strip():
        return _("Give your story a title first.")
    if not story.what_changed.strip():
        return _("Say what changed first.")
    if story.audience != Audience.PARTNERSHIP and story.words_unchecked:
        return str(LOOK_FIRST)
    return ""


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
    if reason := why_not_ready(current):
        raise NotReady(reason)
    at = at or timezone.now()
    if current.audience == Audience.PARTNERSHIP:
        sent = move(SHARE, current, by=by, published_at=at)
    else:
        sent = move(SEND, current, by=by, sent_at=at)
    _keep_words(sent, by=by)
    count_undecided(sent)
    recount(sent.area)
    return sent


@transaction.atomic
def withdraw(story: ChangeStory, *, by) -> ChangeStory:
    """Take a story back. What visitors could read of it is gone in the same transaction."""
    gone = move(WITHDRAW, story, by=by)
    take_down(story=gone, by=by)
    recount(gone.area)
    return gone


@transaction.atomic
def take_up(story: ChangeStory, *, by) -> ChangeStory:
    """Go on telling a story that was taken back."""
    return move(TAKE_UP, story, by=by)


def _keep_words(story: ChangeStory, *, by) -> StoryVersion:
    last = story.versions.first()
    return StoryVersion.objects.create(
        story=story, number=last.number + 1 if last else 1, words=words_as_sent(story), sent_by=by
    )
