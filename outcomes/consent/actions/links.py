"""The private link of somebody in a story: made and shown once, ended, and what they do through it.

Whoever has the link needs no account: every action here takes the person, and records that it came
through the link.
"""

import hashlib

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from areas.desk.actions.owed import keep_owed
from bigstory.core.closings.ledger import closed
from bigstory.core.db import audit
from bigstory.core.db.choices import LADDER, HowFar, rung
from bigstory.core.db.dated import today
from bigstory.core.db.moves import AlreadyMoved
from outcomes.consent.actions.permissions import lock_stories, may_record, record_event
from outcomes.consent.queries.owed import SUBJECT_REQUESTS
from outcomes.consent.queries.people import stories_of, told_by_them
from outcomes.consent.queries.person_link import permissions_of
from outcomes.models import (
    ChangeStory,
    ErasureAsked,
    FollowUp,
    PermissionEvent,
    Person,
    PersonLink,
    Use,
    new_secret,
)
from outcomes.publishing.models.gate import Age
from outcomes.publishing.queries.facts import NO_YES, age_on
from outcomes.stories.actions.readings import add_followup
from outcomes.stories.models.moves import taken_back_by
from outcomes.stories.queries.still_true import ASKED_STATES

LINK = PermissionEvent.Method.LINK


class NotTheirs(Exception):
    """Not theirs to do: a story of somebody else, or a yes that somebody else has to give."""


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def link_of(secret: str) -> PersonLink | None:
    """The link, ended or not; None for one that never was, or whose person was erased or has
    died.
    """
    links = PersonLink.objects.select_related("person__area__programme")
    theirs = links.filter(person__erased_at=None, person__died_on=None)
    return theirs.filter(digest=digest_of(secret)).first()


@transaction.atomic
def make_link(*, person: Person, by) -> str:
    """Make somebody's link and return its secret, which is shown once and stored nowhere.

    An earlier link ends. Raises PermissionDenied, also where they have died: nobody else answers
    in their name.
    """
    if not may_record(by, person) or person.died_on is not None:
        raise PermissionDenied
    person = Person.objects.select_for_update(of=("self",)).select_related("area").get(pk=person.pk)
    if person.links.filter(ended_at=None).update(ended_at=timezone.now()):
        closed("link", person, born=person.key)
    secret = new_secret()
    link = PersonLink.objects.create(person=person, digest=digest_of(secret), made_by=by)
    audit.record("personlink.made", link, by=by, area=person.area.slug)
    return secret


@transaction.atomic
def end_links(*, person: Person, by) -> None:
    """End their link, such as when the paper was lost. Raises PermissionDenied."""
    if not may_record(by, person):
        raise PermissionDenied
    for link in person.links.filter(ended_at=None):
        link.ended_at = timezone.now()
        link.save(update_fields=["ended_at"])
        audit.record("personlink.ended", link, by=by, area=person.area.slug)
        closed("link", person, born=person.key)


def may_say_yes(person: Person) -> bool:
    """Whether they may say yes through their link: only a grown-up may.

    A child can step back; their yes needs whoever answers for them.
    """
    return age_on(person, timezone.localdate()) == Age.ADULT


@transaction.atomic
def record_answers(
    *,
    person: Person,
    story: ChangeStory,
    answers: dict[str, str],
    shown: dict[str, str],
    called_by: str = "",
    called: str = "",
) -> list[PermissionEvent]:
    """How far their words, and their pictures, voice and film in one story may go.

    `answers` and `shown` are by use: a rung of the ladder, and the very words they were shown. More
    than before shows nothing by itself. Of somebody under 18 only a step back is recorded: what
    stays as it was is no answer. Raises NotTheirs, and MakesNoSense with a sentence; then nothing
    is kept.
    """
    if not stories_of(person).filter(pk=story.pk).exists():
        raise NotTheirs
    open_to = rungs_open(person, story)
    if any(how_far not in open_to[use] for use, how_far in answers.items()):
        raise NotTheirs
    if not may_say_yes(person):
        answers = _steps_back(person, story, answers)
    return [
        record_event(
            person=person,
            story=story,
            use=use,
            how_far=how_far,
            called_by=called_by,
            called=called,
            shown=shown.get(use, ""),
            method=LINK,
        )
        for use, how_far in answers.items()
    ]


def rungs_open(person: Person, story: ChangeStory) -> dict[str, tuple[str, ...]]:
    """By use: the answers they may give through their link.

    Somebody under 18 may leave it as it is or step back: under 13 to the rungs that let nothing out
    of the area, as nobody asks them for more.
    """
    if may_say_yes(person):
        return {use.value: LADDER for use in Use}
    young = age_on(person, today()) == Age.UNDER_13
    return {
        row.use: tuple(
            step
            for step in LADDER
            if step in NO_YES
            or step == row.how_far
            or (row.how_far and not young and rung(step) < rung(row.how_far))
        )
        for row in permissions_of(person, story)
    }


def _steps_back(person: Person, story: ChangeStory, answers: dict[str, str]) -> dict[str, str]:
    as_it_is = {row.use: row.how_far for row in permissions_of(person, story)}
    return {use: how_far for use, how_far in answers.items() if how_far != as_it_is[use]}


@transaction.atomic
def take_back_story(*, person: Person, story: ChangeStory) -> ChangeStory:
    """One of its tellers takes a story back, whatever state it is in.

    Raises NotTheirs, or AlreadyMoved.
    """
    if not told_by_them(person).filter(pk=story.pk).exists():
        raise NotTheirs
    story = ChangeStory.objects.lock(story)
    if story.state == ChangeStory.State.WITHDRAWN:
        raise AlreadyMoved(story, taken_back_by(person))
    for use in Use:
        record_event(person=person, story=story, use=use, how_far=HowFar.NOWHERE, method=LINK)
    story.refresh_from_db()
    return story


@transaction.atomic
def take_back_everything(*, person: Person) -> None:
    """Nowhere, for every story they are in; those they tell are taken back."""
    for use in Use:
        record_event(person=person, use=use, how_far=HowFar.NOWHERE, method=LINK)


@transaction.atomic
def ask_to_be_forgotten(*, person: Person, words: str = "") -> ErasureAsked:
    """Take back everything now, and ask for the rest to be erased by whoever may do that.

    A second request is the first.
    """
    lock_stories(person)
    person = Person.objects.select_for_update(of=("self",)).select_related("area").get(pk=person.pk)
    if earlier := person.erasures_asked.first():
        return earlier
    take_back_everything(person=person)
    request = ErasureAsked.objects.create(person=person, words=words)
    keep_owed(SUBJECT_REQUESTS, [person.area])
    audit.record("erasure.asked", request, area=person.area.slug)
    return request


@transaction.atomic
def answer_follow_up(
    *, person: Person, story: ChangeStory, answer: str, words: str = ""
) -> FollowUp:
    """The teller's answer to whether a story is still true. The same, sent twice, is stored once.

    Raises NotTheirs for the story of somebody else.
    """
    current = ChangeStory.objects.lock(story)
    theirs = told_by_them(person).filter(pk=current.pk).exists()
    if not theirs or current.state not in ASKED_STATES:
        raise NotTheirs
    last = current.followups.latest().filter(party=FollowUp.Party.TELLER, on=today()).first()
    if last is not None and (last.answer, last.words) == (answer, words.strip()):
        return last
    return add_followup(current, answer=answer, words=words, party=FollowUp.Party.TELLER)
