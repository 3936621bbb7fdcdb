"""The private link of somebody in a story: made and shown once, ended, and what they do through it.

Whoever has the link needs no account: every action here takes the person, and records that it came
through the link.
"""

import hashlib

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from bigstory.core.db import audit
from bigstory.core.db.dated import today
from outcomes.consent.actions.permissions import may_record, record_event
from outcomes.consent.queries.people import stories_of
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
from outcomes.publishing.actions.area_counts import recount
from outcomes.publishing.actions.publications import take_down
from outcomes.publishing.models.gate import Age
from outcomes.publishing.queries.facts import age_on
from outcomes.stories.actions.readings import add_followup
from outcomes.stories.models.moves import move, taken_back_by
from outcomes.stories.queries.still_true import ASKED_STATES

Verb = PermissionEvent.Verb
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
def record_answer(*, person: Person, use: str, yes: bool) -> PermissionEvent:
    """Yes or no to one use, for every story they are in. A yes publishes nothing by itself.

    Raises NotTheirs.
    """
    if use not in Use.values or (yes and not may_say_yes(person)):
        raise NotTheirs
    before = person.permissions.filter(use=use, verb__in=PermissionEvent.YES).exists()
    if yes:
        verb = Verb.RENEW if before else Verb.GRANT
    else:
        verb = Verb.WITHDRAW if before else Verb.OBJECT
    return record_event(person=person, use=use, verb=verb, method=LINK)


@transaction.atomic
def hide_from_everybody(*, person: Person, story: ChangeStory) -> None:
    """No to everybody reading or seeing this one story. Raises NotTheirs."""
    if not stories_of(person).filter(pk=story.pk).exists():
        raise NotTheirs
    for use in (Use.PUBLIC_WORDS, Use.PUBLIC_MEDIA):
        record_event(person=person, story=story, use=use, verb=Verb.WITHDRAW, method=LINK)


@transaction.atomic
def take_back_story(*, person: Person, story: ChangeStory) -> ChangeStory:
    """Its teller takes a story back, whatever state it is in. Raises NotTheirs, or AlreadyMoved."""
    if story.teller_id != person.pk:
        raise NotTheirs
    withdrawn = move(taken_back_by(person), story, by=None)
    take_down(story=withdrawn, by=None)
    recount(withdrawn.area)
    return withdrawn


@transaction.atomic
def take_back_everything(*, person: Person) -> None:
    """No to every use, for every story they are in."""
    for use in Use.values:
        record_event(person=person, use=use, verb=Verb.WITHDRAW, method=LINK)


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
    if current.teller_id != person.pk or current.state not in ASKED_STATES:
        raise NotTheirs
    last = current.followups.latest().filter(party=FollowUp.Party.TELLER, on=today()).first()
    if last is not None and (last.answer, last.words) == (answer, words.strip()):
        return last
    return add_followup(current, answer=answer, words=words, party=FollowUp.Party.TELLER)
