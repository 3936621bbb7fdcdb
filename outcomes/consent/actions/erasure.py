"""Erasing somebody: what they told, where they are named, and what is held on them.

It cannot be undone. What stays is an empty row with a key, that permissions were given and when,
and a line in the ledger. Somebody with an account who is in no story is erased just the same.
"""

import re
from collections import Counter
from uuid import UUID, uuid5

from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from areas.access import areas_where
from areas.models import AreaRole
from bigstory.accounts.models import User
from bigstory.accounts.roles import May
from bigstory.core.db import audit
from bigstory.core.db.dated import today
from bigstory.core.files.refused import Refused
from bigstory.core.privacy.erasing import Subject, carry_out, named, without
from bigstory.core.search import forget_old_words
from outcomes.consent.exchange import add_to_ledger, keys_to_replay
from outcomes.consent.queries.people import stories_of, told_by_them
from outcomes.consent.queries.subject_access import subject_of
from outcomes.models import ChangeStory, Erasure, Hold, Person
from outcomes.publishing.actions.area_counts import recount
from outcomes.publishing.actions.publications import (
    KeptIn,
    share,
    take_down,
    tighten_publication,
)
from outcomes.publishing.actions.spoken import update_spoken_text
from outcomes.stories.models.story import STORY_INDEX
from partnerships.log.actions.photos import take_away
from partnerships.models import MediaItem
from partnerships.table.actions import leave_the_table, take_out_of_plans

# The key of an account's person is made of its number: after an older backup was restored, which
# knows the account and not the person, the ledger still says who is meant.
ACCOUNTS = UUID("8f0c9f6e-6f4e-4f0a-9c55-5c1d0a2e7b31")
# The fields of a story that may name somebody: all that is searched, and two names.
NAMING_FIELDS = (*STORY_INDEX.columns, "told_by", "written_by_name")


def key_of(user: User) -> UUID:
    """The key of the person that stands for an account."""
    return uuid5(ACCOUNTS, str(user.pk))


def person_of_account(user: User) -> Person:
    """The person that stands for an account: of the stories they are in, or created, on no list.

    Raises Refused where they never had a role in an area: Local Trust's own people are looked
    after by hand.
    """
    existing = Person.objects.here().filter(user=user).order_by("pk").first()
    if existing is not None:
        return existing
    role = AreaRole.objects.filter(user=user, area__isnull=False).order_by("-starts", "-pk").first()
    if role is None:
        raise Refused(
            [_("This account belongs to no area. An administrator has to look after it by hand.")]
        )
    person, _new = Person.objects.get_or_create(
        key=key_of(user),
        defaults={
            "area_id": role.area_id,
            "name": user.name,
            "age": Person.Age.ADULT,
            "user": user,
        },
    )
    return person


def erase_person(person: Person, *, by, why: str) -> Erasure:
    """Erase somebody and their account. `by` is None where the ledger is replayed.

    Erased before, it returns the line of then. Raises PermissionDenied; Refused, with a sentence,
    where a court keeps what is held; OSError where the ledger cannot be written: then nothing was
    erased.
    """
    if by is not None and not areas_where(by, May.ERASE).includes(person.area_id):
        raise PermissionDenied
    with transaction.atomic():
        person = (
            Person.objects.select_for_update(of=("self",))
            .select_related("area", "user")
            .get(pk=person.pk)
        )
        if earlier := Erasure.objects.filter(key=person.key).first():
            return earlier
        if Hold.objects.standing().filter(person=person, kind=Hold.Kind.LEGAL).exists():
            raise Refused(
                [_("A court or the law keeps what is held on this person. Lift that stop first.")]
            )
        counts = _erase(person, by)
        line = Erasure.objects.create(key=person.key, why=why[:200], counts=dict(counts), by=by)
        audit.record("person.erased", person, by=by, area=person.area.slug)
        # The last step that can fail, so that a line in the file always means that it happened.
        add_to_ledger(person.key)
    return line


def _erase(person: Person, by) -> Counter:
    subject = subject_of(person)
    own_stories = list(told_by_them(person))
    counts = Counter({"outcomes.changestory": len(own_stories)})
    for story in stories_of(person):
        if story in own_stories:
            _delete_story(story, by)
        else:
            _leave_story(story, person, subject, by)
    counts.update(leave_the_table(subject, by=by))
    counts.update(take_out_of_plans(subject))
    counts.update(carry_out(subject))
    person.links.filter(ended_at=None).update(ended_at=timezone.now())
    if person.user is not None:
        close_account(person.user)
    Person.objects.filter(pk=person.pk).update(erased_at=timezone.now(), user=None)
    forget_old_words()
    recount(person.area)
    return +counts


def _delete_story(story: ChangeStory, by) -> None:
    """A story they told goes whole: its reviews, versions, media and public copy too."""
    take_down(story=story, by=by)
    for item in MediaItem.objects.filter(in_story__story=story):
        take_away(item)
    story.reviews.all().delete()  # each protects the version it read
    story.delete()


def _leave_story(story: ChangeStory, person: Person, subject: Subject, by) -> None:
    """A story they are in stays without them: off its list, out of its words and its media.

    The list has to be confirmed again, so the story is not public before somebody looked it over.
    """
    for item in MediaItem.objects.filter(
        appearances__person=person, in_story__story=story
    ).distinct():
        take_away(item)
    story.appearances.filter(person=person).delete()
    pattern = named(subject.names)
    for name in NAMING_FIELDS:
        setattr(story, name, _without_names(story, name, pattern))
    story.people_confirmed_by = None
    story.people_confirmed_at = None
    story.save_if_unchanged(
        seen=story.version, fields=[*NAMING_FIELDS, "people_confirmed_by", "people_confirmed_at"]
    )
    for rows, names in _rows_about(story):
        for row in rows:
            # Some of these rows nobody may change; an erasure is the one exception.
            changed = {name: _without_names(row, name, pattern) for name in names}
            type(row)._base_manager.filter(pk=row.pk).update(**changed)
    update_spoken_text(story)
    _copy_anew(story, tighten_publication(story, by=by), by)


def _copy_anew(story: ChangeStory, circle: str, by) -> None:
    """Write the copy that is left with the words as they are now, for the same readers."""
    if not circle:
        return
    try:
        share(story, by=by, circle=circle)
    except KeptIn:
        take_down(story=story, by=by)


def _rows_about(story: ChangeStory):
    """Other rows with words about a story, and which of their fields have them."""
    yield story.versions.all(), ("words",)
    yield story.evidence.all(), ("words", "said_by")
    yield story.readings.all(), ("because",)
    yield story.sortings.all(), ("because",)
    yield story.reviews.all(), ("words",)
    yield story.followups.all(), ("words",)
    yield story.flags.all(), ("words", "contact", "answer")
    yield story.films.all(), ("title", "said_by", "transcript")
    yield (
        MediaItem.objects.filter(in_story__story=story),
        ("alt_text", "caption", "credit", "transcript", "captions"),
    )


def _without_names(row, name: str, pattern: re.Pattern | None):
    """The value of a field with the names taken out, cut to fit: “somebody” may be longer."""
    value = without(getattr(row, name), pattern)
    most = row._meta.get_field(name).max_length
    return value[:most] if most and isinstance(value, str) else value


def close_account(user) -> None:
    """Nobody signs in with the account again, from the next request on.

    The row stays: the record says still that one person did what it did.
    """
    AreaRole.objects.active(today()).filter(user=user).update(ends=today())
    type(user).objects.filter(pk=user.pk).update(is_active=False, password="!")
    for session in Session.objects.iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()


def replay() -> int:
    """After a backup was restored: erase again whoever the ledger names and the database still has.

    Returns how many were erased.
    """
    return sum(_replay_one(key) for key in keys_to_replay())


def _replay_one(key: UUID) -> int:
    person = Person.objects.filter(key=key).first() or _person_of_erased_account(key)
    if person is not None:
        erase_person(person, by=None, why="erased before a backup was restored")
        return 1
    # The backup is older than the person. The line is written so that nobody looks again.
    Erasure.objects.create(key=key, why="not in the backup that was restored", counts={})
    return 0


def _person_of_erased_account(key: UUID) -> Person | None:
    """The person of an account erased under this key, which a backup brought back without them."""
    for user in User.objects.iterator():
        if key_of(user) == key:
            return person_of_account(user)
    return None
