"""Somebody with an account who is in no story: what is held on them is given to them and erased
just the same.

Erasing somebody who is in stories: what they told, where they are named, and what is kept on
them. It cannot be undone. What stays is an empty row with a key, that permissions were given and
when, and a line in the ledger.
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
from outcomes.consent import exchange as ledger
from outcomes.consent.queries.people import stories_of
from outcomes.consent.queries.subject_access import subject_of
from outcomes.models import ChangeStory, Erasure, Hold, Person
from outcomes.publishing.actions.kept import keep_what_is_said, recount
from outcomes.publishing.actions.publications import take_down, tighten_publication
from outcomes.stories.models.story import STORY_INDEX
from partnerships.log.actions.photos import take_away
from partnerships.models import MediaItem
from partnerships.table.actions import leave_the_table, take_out_of_plans

# The key is made of the account's number, so that after an older backup was restored, which knows
# the account and not the person, the list of erasures still says who is meant.
ACCOUNTS = UUID("8f0c9f6e-6f4e-4f0a-9c55-5c1d0a2e7b31")


def key_of(user: User) -> UUID:
    return uuid5(ACCOUNTS, str(user.pk))


def person_of_account(user: User) -> Person:
    """The row that stands for them: the one of the stories they are in, or one made now, which is
    on no list.

    Raises Refused where they hold, and held, no role in any area: Local Trust's own people are
    looked after by hand.
    """
    there = Person.objects.here().filter(user=user).order_by("pk").first()
    if there is not None:
        return there
    role = AreaRole.objects.filter(user=user, area__isnull=False).order_by("-starts", "-pk").first()
    if role is None:
        raise Refused(
            [_("This account belongs to no area. An administrator has to look after it by hand.")]
        )
    made, _new = Person.objects.get_or_create(
        key=key_of(user),
        defaults={
            "area_id": role.area_id,
            "name": user.name,
            "age": Person.Age.ADULT,
            "user": user,
        },
    )
    return made


def account_again(key: UUID) -> Person | None:
    """The person of an account that was erased by this key, where a backup brought the account back
    without them.
    """
    for user in User.objects.iterator():
        if key_of(user) == key:
            return person_of_account(user)
    return None


# Whatever can be searched, and the two names beside it.
WORDS = (*STORY_INDEX.columns, "told_by", "written_by_name")


def erase_person(person: Person, *, by, why: str) -> Erasure:
    """Erase somebody, and the account that is theirs. `by` is nobody where the ledger is replayed.

    Raises PermissionDenied, Refused where a court keeps it (the sentence says so), OSError where
    the ledger cannot be written: then nothing was erased.
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
        # The last thing that can fail, so that a line in the file always means that it happened.
        ledger.write_down(person.key)
    return line


def _erase(person: Person, by) -> Counter:
    subject = subject_of(person)
    told = [story for story in stories_of(person) if story.teller_id == person.pk]
    counts = Counter({"outcomes.changestory": len(told)})
    for story in stories_of(person):
        if story.teller_id == person.pk:
            _delete(story, by)
        else:
            _leave(story, person, subject, by)
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


def _delete(story: ChangeStory, by) -> None:
    """A story they told goes whole, with what was said of it, its versions, photos and public
    copy.
    """
    take_down(story=story, by=by)
    for item in MediaItem.objects.filter(in_story__story=story):
        take_away(item)
    story.reviews.all().delete()  # each holds on to the version it read
    story.delete()


def _leave(story: ChangeStory, person: Person, subject: Subject, by) -> None:
    """A story they are in stays, without them: off its list, out of its words, and photos that show
    them gone.

    Its list is open again, so it is not public before somebody has looked it over.
    """
    for item in MediaItem.objects.filter(
        appearances__person=person, in_story__story=story
    ).distinct():
        take_away(item)
    story.appearances.filter(person=person).delete()
    pattern = named(subject.names)
    for name in WORDS:
        setattr(story, name, _fitting(story, name, pattern))
    story.people_confirmed_by = None
    story.people_confirmed_at = None
    story.save_if_unchanged(
        seen=story.version, fields=[*WORDS, "people_confirmed_by", "people_confirmed_at"]
    )
    for rows, names in _beside(story):
        for row in rows:
            # Some of these are never changed by anybody; an erasure is the one thing above that.
            changed = {name: _fitting(row, name, pattern) for name in names}
            type(row)._base_manager.filter(pk=row.pk).update(**changed)
    keep_what_is_said(story)
    tighten_publication(story, by=by)


def _beside(story: ChangeStory):
    """Whatever else holds words about a story."""
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


def _fitting(row, name: str, pattern: re.Pattern | None):
    """“somebody” may be longer than a name, and no longer fit where that stood."""
    changed = without(getattr(row, name), pattern)
    most = row._meta.get_field(name).max_length
    return changed[:most] if most and isinstance(changed, str) else changed


def close_account(user) -> None:
    """Nobody signs in with it again, from the next request on.

    The row stays, so that what was done stays done.
    """
    AreaRole.objects.active(today()).filter(user=user).update(ends=today())
    type(user).objects.filter(pk=user.pk).update(is_active=False, password="!")
    for session in Session.objects.iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()


def replay() -> int:
    """After a backup was restored: erase again whoever the file names and the database still knows.

    How many.
    """
    done = 0
    for key in ledger.to_replay():
        done += _again(key)
    return done


def _again(key: UUID) -> int:
    person = Person.objects.filter(key=key).first() or account_again(key)
    if person is not None:
        erase_person(person, by=None, why="erased before a backup was restored")
        return 1
    # Older than the person: nothing came back, and the line is written so that nobody looks again.
    Erasure.objects.create(key=key, why="not in the backup that was restored", counts={})
    return 0
