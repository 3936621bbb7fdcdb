"""Erasing somebody: what they told, where they are named, and what is held on them.

It cannot be undone. What stays is an empty row with a key, that permissions were given and when,
and a line in the ledger. Somebody with an account who is in no story is erased just the same.
"""

from collections import Counter
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from areas.access import areas_where
from areas.desk.actions.letters import forget_letters
from areas.desk.actions.owed import keep_owed
from areas.desk.models.owed import Owed
from areas.roles.actions.ending import shut_account
from bigstory.accounts.models import User
from bigstory.accounts.roles import May
from bigstory.core.closings.ledger import closed, must_be_writable
from bigstory.core.db import audit
from bigstory.core.files.refused import Refused
from bigstory.core.privacy.erasing import Subject, carry_out
from bigstory.core.privacy.places import Place, take_out
from bigstory.core.privacy.spellings import Spelling, named, without
from bigstory.core.search import forget_old_words
from outcomes.consent.queries.owed import FLAGS, SUBJECT_REQUESTS
from outcomes.consent.queries.places import (
    HeldPlaces,
    held_places,
    logged_with,
    places_in_copies,
    stories_with,
)
from outcomes.consent.queries.subjects import PERSON, SEAT, key_of_place
from outcomes.models import Appearance, ChangeStory, Erasure, Hold, Person, PersonLink
from outcomes.publishing.actions.activities import copy_photos_again
from outcomes.publishing.actions.area_counts import recount
from outcomes.publishing.actions.publications import copy_anew, take_down, tighten_publication
from outcomes.publishing.actions.spoken import update_spoken_text
from outcomes.publishing.actions.wording import count_undecided
from outcomes.stories.models.story import STORY_INDEX
from partnerships.log.actions.photos import take_away
from partnerships.models import MediaItem
from partnerships.money.actions.reports import reports_open_for_erasing
from partnerships.table.actions.roster import leave_the_table

LEFT = "left"  # in the counts of an erasure: how many places were left on purpose
# The fields of a story that may name somebody: all that is searched, and two names.
NAMING_FIELDS = (*STORY_INDEX.columns, "told_by", "told_by_is", "written_by_name")


def erase_person(person: Person, *, by, why: str, ticked: Iterable[str] = ()) -> Erasure:
    """Erase somebody and their account. `by` is None where the ledger is replayed.

    `ticked` are addresses of places that have their name and that somebody said are theirs; others
    of the same name stay. Erased before, it returns the line of then. Raises PermissionDenied;
    Refused, with a sentence, where a court keeps what is held; OSError where the ledger cannot be
    written: then nothing was erased.
    """
    if by is not None and not areas_where(by, May.ERASE).includes(person.area_id):
        raise PermissionDenied
    ticked = frozenset(ticked)
    with transaction.atomic():
        _lock_all_it_touches(person, ticked)
        person = Person.objects.select_related("area", "user").get(pk=person.pk)
        if earlier := Erasure.objects.filter(key=person.key).first():
            return earlier
        held = held_places(person, ticked)
        people = _everybody_meant(held, by)
        counts = _erase(people, held, by)
        done = {"counts": dict(counts), "why": why[:200], "by": by}
        line = Erasure.objects.create(key=person.key, **done)
        for other in people:
            if other.pk != person.pk:
                Erasure.objects.create(key=other.key, why=why[:200], by=by)
            audit.record("person.erased", other, by=by, area=other.area.slug)
            places = _to_remember(held, person) if other.pk == person.pk else []
            closed("erased", other, born=other.key, places=places)
        # A backup could bring them back, and nobody would know: then nobody is called erased.
        must_be_writable()
    return line


def _lock_all_it_touches(person: Person, ticked: frozenset[str]) -> None:
    """In the one order of locks: the stories of all who are this person and those with their name
    in a place that was ticked, then the people. It costs one look through the record more.
    """
    held = held_places(person, ticked)
    people = {person.pk, *held.subject.ids(PERSON)}
    listed = Appearance.objects.filter(person__in=people).order_by().values("story")
    named = stories_with(held.to_take_out).order_by().values("pk")
    told = held.subject.gone["outcomes.changestory"]
    stories = ChangeStory.objects.filter(Q(pk__in=listed) | Q(pk__in=named) | Q(pk__in=told))
    list(stories.order_by("pk").select_for_update(of=("self",)).values_list("pk"))
    rows = Person.objects.filter(pk__in=people).order_by("pk")
    list(rows.select_for_update(of=("self",)).values_list("pk"))


def _everybody_meant(held: HeldPlaces, by) -> list[Person]:
    """The rows of people that are one person. Raises Refused, or PermissionDenied."""
    ids = held.subject.ids(PERSON)
    if Hold.objects.standing().filter(person__in=ids, kind=Hold.Kind.LEGAL).exists():
        raise Refused(
            [_("A court or the law keeps what is held on this person. Lift that stop first.")]
        )
    rows = Person.objects.filter(pk__in=ids).order_by("pk")
    people = list(rows.select_related("area", "user"))
    if by is not None and not all(
        areas_where(by, May.ERASE).includes(each.area_id) for each in people
    ):
        raise PermissionDenied
    return people


def _to_remember(held: HeldPlaces, person: Person) -> list[str]:
    """The addresses the ledger needs to do the same to an older backup."""
    origin = [place for place in held.tied if key_of_place(place.address) == person.key]
    seats = (f"{SEAT}:{pk}" for pk in held.subject.ids("partnerships.seat"))
    own = [address for address in seats if key_of_place(address) == person.key]
    return sorted({*own, *(place.address for place in (*origin, *held.ticked))})


def _erase(people: list[Person], held: HeldPlaces, by) -> Counter:
    subject = held.subject
    told = ChangeStory.objects.filter(pk__in=subject.gone["outcomes.changestory"]).order_by("pk")
    listed = Appearance.objects.filter(person__in=people).order_by().values("story")
    about = ChangeStory.objects.filter(pk__in=listed).exclude(pk__in=told).order_by("pk")
    touched = {"outcomes.changestory": {story.pk for story in [*told, *about]}}
    for story in told:
        _delete_story(story, by)
    for story in about:
        _leave_story(story, subject, by)
    leave_the_table(subject, by=by)
    copies = places_in_copies(held.to_take_out, subject)
    with reports_open_for_erasing():
        taken_out = take_out([*held.to_take_out, *copies], subject)
    for more in (taken_out, carry_out(subject)):
        for label, ids in more.items():
            touched[label] = touched.get(label, set()) | ids
    _follow(held.to_take_out, by)
    for user in User.objects.filter(pk__in=subject.ids("accounts.user")):
        shut_account(user, by=by)
    PersonLink.objects.filter(person__in=people, ended_at=None).update(ended_at=timezone.now())
    Person.objects.filter(pk__in=subject.ids(PERSON)).update(erased_at=timezone.now(), user=None)
    forget_old_words()
    for area in {person.area for person in people}:
        recount(area)
        for source in (FLAGS, SUBJECT_REQUESTS):
            keep_owed(source, [area])
    counts = Counter({label: len(ids) for label, ids in touched.items()})
    return +counts + Counter({LEFT: len(held.left)})


def _follow(places: list[Place], by) -> None:
    """Bring what is made of a story in line with words that were taken out of it, and count again
    what is to be decided about in what was logged.
    """
    for story in stories_with(places):
        update_spoken_text(story)
        tighten_publication(story, by=by)
    for activity in logged_with(places):
        count_undecided(activity)
        copy_photos_again(activity)


def _delete_story(story: ChangeStory, by) -> None:
    """A story they told goes whole: its reviews, versions, media and public copy too."""
    take_down(story=story, by=by)
    for item in MediaItem.objects.filter(in_story__story=story):
        take_away(item)
    story.reviews.all().delete()  # each protects the version it read
    forget_letters(Owed.Kind.STORY, story.pk)
    story.delete()


def _leave_story(story: ChangeStory, subject: Subject, by) -> None:
    """A story they are in stays without them: off its list, out of its words and its media.

    The list has to be confirmed again, so the story is not public before somebody looked it over.
    Where somebody else of their name is on the list, only what was ticked goes out of the words;
    the first name of somebody else in it is left.
    """
    people = subject.ids(PERSON)
    for item in MediaItem.objects.filter(
        appearances__person__in=people, in_story__story=story
    ).distinct():
        take_away(item)
    story.appearances.filter(person__in=people).delete()
    fields = ["people_confirmed_by", "people_confirmed_at"]
    story.people_confirmed_by = None
    story.people_confirmed_at = None
    spelling = None
    if story.pk in subject.around["outcomes.changestory"]:
        others = Person.objects.filter(appearances__story=story)
        keep = [name for row in others.values_list("name", "known_as") for name in row if name]
        spelling = named(subject.names, keep)
        for name in NAMING_FIELDS:
            setattr(story, name, _without_names(story, name, spelling))
        fields += NAMING_FIELDS
    story.save_if_unchanged(seen=story.version, fields=fields)
    for rows, names in _rows_about(story) if spelling else ():
        for row in rows:
            # Some of these rows nobody may change; an erasure is the one exception.
            changed = {name: _without_names(row, name, spelling) for name in names}
            type(row)._base_manager.filter(pk=row.pk).update(**changed)
    update_spoken_text(story)
    if circle := tighten_publication(story, by=by):
        copy_anew(story, by=by, circle=circle)


def _rows_about(story: ChangeStory):
    """Other rows with words about a story, and which of their fields have them."""
    yield story.versions.all(), ("words",)
    yield story.evidence.all(), ("words", "said_by", "said_by_is")
    yield story.readings.all(), ("because",)
    yield story.sortings.all(), ("because",)
    yield story.reviews.all(), ("words",)
    yield story.followups.all(), ("words",)
    yield story.flags.all(), ("words", "contact", "answer")
    yield story.films.all(), ("title", "said_by", "said_by_is", "transcript")
    yield (
        MediaItem.objects.filter(in_story__story=story),
        ("alt_text", "caption", "credit", "transcript", "captions"),
    )


def _without_names(row, name: str, spelling: Spelling | None):
    """The value of a field with the names taken out, cut to fit: “somebody” may be longer."""
    value = without(getattr(row, name), spelling)
    most = row._meta.get_field(name).max_length
    return value[:most] if most and isinstance(value, str) else value
