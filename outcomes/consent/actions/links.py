"""A private link for somebody in a story: made and shown once, ended, and what they do through it.

Whoever holds it is nobody with an account: every deed here takes the person, and writes down that
it came by the link.
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
from outcomes.publishing.actions.kept import recount
from outcomes.publishing.actions.publications import take_down
from outcomes.publishing.models.gate import Age
from outcomes.publishing.queries.facts import age_on
from outcomes.stories.actions.readings import add_followup
from outcomes.stories.models.moves import move, taken_back_by
from outcomes.stories.queries.still_true import ASKED_STATES

Verb = PermissionEvent.Verb
LINK = PermissionEvent.Method.LINK


class NotTheirs(Exception):
    """The link does not reach that far: not a story of this person, or a yes somebody else has to
    give.
    """


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def link_of(secret: str) -> PersonLink | None:
    """The link, ended or not; None for one that never was."""
    found = PersonLink.objects.select_related("person__area__programme")
    return found.filter(digest=digest_of(secret), person__erased_at=None).first()


@transaction.atomic
def make_link(*, person: Person, by) -> str:
    """Make somebody's link and return its secret, which is shown once and kept nowhere.

    An earlier one ends.
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
    """The paper was lost: nobody who finds it opens anything."""
    if not may_record(by, person):
        raise PermissionDenied
    for link in person.links.filter(ended_at=None):
        link.ended_at = timezone.now()
        link.save(update_fields=["ended_at"])
        audit.record("personlink.ended", link, by=by, area=person.area.slug)


def may_say_yes(person: Person) -> bool:
    """Through a link only a grown-up says yes.

    A child says no by it; their yes needs whoever answers for them.
    """
    return age_on(person, timezone.localdate()) == Age.ADULT


@transaction.atomic
def say(*, person: Person, use: str, yes: bool) -> PermissionEvent:
    """Yes or no to one use, for every story they are in. A yes lets nothing out by itself."""
    if use not in Use.values or (yes and not may_say_yes(person)):
        raise NotTheirs
    said_yes = person.permissions.filter(use=use, verb__in=PermissionEvent.YES).exists()
    verb = (
        (Verb.RENEW if said_yes else Verb.GRANT)
        if yes
        else (Verb.WITHDRAW if said_yes else Verb.OBJECT)
    )
    return record_event(person=person, use=use, verb=verb, method=LINK)


@transaction.atomic
def hide_from_everybody(*, person: Person, story: ChangeStory) -> None:
    """No to everybody reading or seeing this one story."""
    if not stories_of(person).filter(pk=story.pk).exists():
        raise NotTheirs
    for use in (Use.PUBLIC_WORDS, Use.PUBLIC_MEDIA):
        record_event(person=person, story=story, use=use, verb=Verb.WITHDRAW, method=LINK)


@transaction.atomic
def take_back_story(*, person: Person, story: ChangeStory) -> ChangeStory:
    """Its teller takes a story back, whatever state it is in. Raises NotTheirs, or AlreadyMoved."""
    if story.teller_id != person.pk:
        raise NotTheirs
    gone = move(taken_back_by(person), story, by=None)
    take_down(story=gone, by=None)
    recount(gone.area)
    return gone


@transaction.atomic
def take_back_everything(*, person: Person) -> None:
    for use in Use.values:
        record_event(person=person, use=use, verb=Verb.WITHDRAW, method=LINK)


@transaction.atomic
def ask_to_be_forgotten(*, person: Person, words: str = "") -> ErasureAsked:
    """Everything they allowed ends now; the rest waits for whoever may erase.

    Asked twice, it waits once.
    """
    person = Person.objects.select_for_update(of=("self",)).select_related("area").get(pk=person.pk)
    if asked := person.erasures_asked.first():
        return asked
    take_back_everything(person=person)
    asked = ErasureAsked.objects.create(person=person, words=words)
    audit.record("erasure.asked", asked, area=person.area.slug)
    return asked


@transaction.atomic
def say_still(*, person: Person, story: ChangeStory, answer: str, words: str = "") -> FollowUp:
    """Whether it is still true, by its teller. Sent twice, it is said once.

    Raises NotTheirs for another's story.
    """
    current = ChangeStory.objects.lock(story)
    if current.teller_id != person.pk or current.state not in ASKED_STATES:
        raise NotTheirs
    last = current.followups.latest().filter(party=FollowUp.Party.TELLER, on=today()).first()
    if last is not None and (last.answer, last.words) == (answer, words.strip()):
        return last
    return add_followup(current, answer=answer, words=words, party=FollowUp.Party.TELLER)
