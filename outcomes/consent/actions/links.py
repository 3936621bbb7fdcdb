"""The private link of somebody in a story: made and shown once, ended, and what they do through it.

Whoever has the link needs no account: every action here takes the person, and records that it came
through the link.
"""

import hashlib

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from bigstory.core.db import audit
from bigstory.core.db.choices import HowFar
from bigstory.core.db.dated import today
from outcomes.consent.actions.permissions import may_record, record_event
from outcomes.consent.queries.people import stories_of, told_by_them
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
from outcomes.publishing.actions.publications import take_down
from outcomes.publishing.models.gate import Age
from outcomes.publishing.queries.facts import NO_YES, age_on
from outcomes.stories.actions.readings import add_followup
from outcomes.stories.models.moves import move, taken_back_by
from outcomes.stories.queries.still_true import ASKED_STATES

LINK = PermissionEvent.Method.LINK


class NotTheirs(Exception):
    """Not theirs to do: a story of somebody else, or a yes that somebody else has to give."""


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def link_of(secret: str) -> PersonLink | None:
    """The link, ended or not; None for one that never was or whose person was erased."""
    links = PersonLink.objects.select_related("person__area__programme")
    return links.filter(digest=digest_of(secret), person__erased_at=None).first()


@transaction.atomic
def make_link(*, person: Person, by) -> str:
    """Make somebody's link and return its secret, which is shown once and stored nowhere.

    An earlier link ends. Raises PermissionDenied.
    """
    if not may_record(by, person):
        raise PermissionDenied
    person = Person.objects.select_for_update(of=("self",)).select_related("area").get(pk=person.pk)
    person.links.filter(ended_at=None).update(ended_at=timezone.now())
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


def may_say_yes(person: Person) -> bool:
    """Whether they may say yes through their link: only a grown-up may.

    A child can say no; their yes needs whoever answers for them.
    """
    return age_on(person, timezone.localdate()) == Age.ADULT


@transaction.atomic
def record_answer(
    *,
    person: Person,
    story: ChangeStory,
    use: str,
    how_far: str,
    called_by: str = "",
    called: str = "",
    shown: str = "",
) -> PermissionEvent:
    """How far something of theirs in one story may go. More than before shows nothing by itself.

    Raises NotTheirs, and MakesNoSense with a sentence.
    """
    if not stories_of(person).filter(pk=story.pk).exists():
        raise NotTheirs
    if how_far not in NO_YES and not may_say_yes(person):
        raise NotTheirs
    return record_event(
        person=person,
        story=story,
        use=use,
        how_far=how_far,
        called_by=called_by,
        called=called,
        shown=shown,
        method=LINK,
    )


@transaction.atomic
def take_back_story(*, person: Person, story: ChangeStory) -> ChangeStory:
    """One of its tellers takes a story back, whatever state it is in.

    Raises NotTheirs, or AlreadyMoved.
    """
    if not told_by_them(person).filter(pk=story.pk).exists():
        raise NotTheirs
    for use in Use:
        record_event(person=person, story=story, use=use, how_far=HowFar.NOWHERE, method=LINK)
    withdrawn = move(taken_back_by(person), story, by=None)
    take_down(story=withdrawn, by=None)
    return withdrawn


@transaction.atomic
def take_back_everything(*, person: Person) -> None:
    """Nowhere, for every story they are in; those they tell are taken back."""
    for use in Use:
        record_event(person=person, use=use, how_far=HowFar.NOWHERE, method=LINK)
    for story in told_by_them(person).exclude(state=ChangeStory.State.WITHDRAWN):
        withdrawn = move(taken_back_by(person), story, by=None)
        take_down(story=withdrawn, by=None)


@transaction.atomic
def ask_to_be_forgotten(*, person: Person, words: str = "") -> ErasureAsked:
    """Take back everything now, and ask for the rest to be erased by whoever may do that.

    A second request is the first.
    """
    person = Person.objects.select_for_update(of=("self",)).select_related("area").get(pk=person.pk)
    if earlier := person.erasures_asked.first():
        return earlier
    take_back_everything(person=person)
    request = ErasureAsked.objects.create(person=person, words=words)
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
