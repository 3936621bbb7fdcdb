"""Local Trust's answer to what an area sent. It always has words: a reply is owed."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from areas.desk.actions.letters import tell_area, write_letter
from areas.models import Letter
from bigstory.core.db import audit
from bigstory.core.db.choices import Audience
from bigstory.core.db.moves import Move
from outcomes.models import ChangeStory, Outcome, StoryReview
from outcomes.publishing.actions.area_counts import recount
from outcomes.publishing.actions.publications import (
    KeptIn,
    publish_story,
    tighten_publication,
    why_not_once_published,
)
from outcomes.stories.actions.readings import give_reading
from outcomes.stories.models.moves import ACCEPT, PUBLISH, RETURN, SET_ASIDE, move, reviews
from outcomes.stories.queries.owed import thing_of
from outcomes.stories.queries.readings import READ_STATES

Verdict = StoryReview.Verdict
State = ChangeStory.State
# Answer and reason, by outcome.
Answers = Mapping[Outcome, tuple[str, str]]
ANSWERED = (State.ACCEPTED, State.PUBLISHED, State.NOT_USED)


class WordsOwed(Exception):
    """A verdict without a word of reply."""


class SentAgain(Exception):
    """The area sent other words while the reviewer was reading these."""


@transaction.atomic
def publish(
    story: ChangeStory, *, by, words: str, seen: int | None = None, at: datetime | None = None
) -> StoryReview:
    """Share a story with those its area chose.

    Raises KeptIn when its people keep it in.
    """
    current = ChangeStory.objects.lock(story)
    if reasons := why_not_once_published(current):
        raise KeptIn(" ".join(reasons))
    at = at or timezone.now()
    review = _answer(
        current,
        by=by,
        words=words,
        seen=seen,
        at=at,
        verdict=Verdict.PUBLISHED,
        which=PUBLISH,
        published_at=at,
    )
    publish_story(current, by=by, at=at)
    return review


def accept(
    story: ChangeStory, *, by, words: str, seen: int | None = None, at: datetime | None = None
) -> StoryReview:
    """Say yes to a story that cannot be shared yet: somebody in it has still to be asked."""
    return _answer(
        story, by=by, words=words, seen=seen, at=at, verdict=Verdict.ACCEPTED, which=ACCEPT
    )


@transaction.atomic
def return_(
    story: ChangeStory, *, by, words: str, seen: int | None = None, at: datetime | None = None
) -> StoryReview:
    """Send a story back with one question. It is its area's alone again."""
    review = _answer(
        story, by=by, words=words, seen=seen, at=at, verdict=Verdict.RETURNED, which=RETURN
    )
    tighten_publication(review.story, by=by)
    return review


def set_aside(
    story: ChangeStory, *, by, words: str, seen: int | None = None, at: datetime | None = None
) -> StoryReview:
    """Say that a story will not be used, and why."""
    return _answer(
        story, by=by, words=words, seen=seen, at=at, verdict=Verdict.NOT_USED, which=SET_ASIDE
    )


@transaction.atomic
def reply(
    story: ChangeStory,
    *,
    by,
    words: str,
    answers: Answers | None = None,
    at: datetime | None = None,
    letters: str = "",
) -> StoryReview:
    """Write again about a story that was answered before, with readings or without. Its state
    stays. `letters` is the address of what is written about it, for the mail to its area.

    Raises PermissionDenied, and WordsOwed.
    """
    current = ChangeStory.objects.lock(story)
    if (
        not reviews(by, current)
        or current.state not in ANSWERED
        or current.audience == Audience.AREA
    ):
        raise PermissionDenied
    _read(current, answers or {}, by=by)
    review = _write(current, by=by, words=words, at=at, verdict=Verdict.REPLIED)
    audit.record("changestory.reply", current, by=by, area=current.area.slug)
    tell_area(thing_of(current), words=review.words, by=by, page=letters)
    return review


@transaction.atomic
def _answer(
    story: ChangeStory,
    *,
    by,
    words: str,
    seen: int | None,
    at: datetime | None,
    verdict: str,
    which: Move,
    **changes,
) -> StoryReview:
    """Make the move and write the words.

    Raises SentAgain where `seen` is no longer the number of the last sending, AlreadyMoved where
    somebody answered first, and WordsOwed.
    """
    current = ChangeStory.objects.lock(story)
    last = current.versions.first()
    if seen is not None and last is not None and last.number != seen:
        raise SentAgain
    moved = move(which, current, by=by, **changes)
    review = _write(moved, by=by, words=words, at=at, verdict=verdict)
    recount(moved.area)
    return review


def _write(story: ChangeStory, *, by, words: str, at: datetime | None, verdict: str) -> StoryReview:
    words = words.strip()
    if not words:
        raise WordsOwed(_("Write a few words to the area. A reply is owed, whatever you decide."))
    return StoryReview.objects.create(
        story=story,
        version=story.versions.first(),
        reviewer=by,
        reviewer_name=by.name,
        verdict=verdict,
        words=words,
        at=at or timezone.now(),
    )


DECISIONS = {
    Verdict.ACCEPTED: accept,
    Verdict.PUBLISHED: publish,
    Verdict.RETURNED: return_,
    Verdict.NOT_USED: set_aside,
}


@transaction.atomic
def decide(
    story: ChangeStory,
    *,
    verdict: str,
    words: str,
    answers: Answers,
    by,
    seen: int | None,
    letters: str = "",
) -> StoryReview:
    """A verdict with Local Trust's own readings, all or nothing: of two who answer together, the
    later one leaves no reading behind either. Whoever sent the story is told by mail.

    `answers` has answer and reason by outcome. Raises what the verdict's own function raises.
    """
    _read(ChangeStory.objects.lock(story), answers, by=by)
    review = DECISIONS[verdict](story, by=by, words=words, seen=seen)
    tell_area(thing_of(review.story), words=review.words, by=by, page=letters)
    return review


@transaction.atomic
def ask(story: ChangeStory, *, words: str, answers: Answers, by, letters: str = "") -> Letter:
    """A question before any verdict, with Local Trust's own readings where it gave some: the story
    stays with us, open.
    """
    _read(ChangeStory.objects.lock(story), answers, by=by)
    return write_letter(thing_of(story), words=words, asks=True, by=by, page=letters)


def _read(story: ChangeStory, answers: Answers, *, by) -> None:
    """Where nobody may read it any more, what follows refuses too."""
    answered = any(answer for answer, _because in answers.values())
    if answered and story.state in READ_STATES:
        give_reading(story, answers=answers, by=by)
