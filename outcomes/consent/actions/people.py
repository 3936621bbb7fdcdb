"""The list of people in a story.

Whoever changes it opens it again: somebody has to say anew that it is complete.

Who can be recognised in one photo, recording or film of a story: people of its list, and those
nobody could name.
"""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from areas.access import areas_where
from bigstory.accounts.roles import May
from bigstory.core.db import audit
from bigstory.core.db.versioned import Conflict
from bigstory.core.files.refused import Refused
from outcomes.models import Appearance, ChangeStory, Guardian, Person
from outcomes.publishing.actions.publications import tighten_publication
from partnerships.models import MediaItem

How = Appearance.How
MOST = 60


@transaction.atomic
def add_person(
    story: ChangeStory,
    *,
    by,
    how: str,
    identifiable: bool,
    same: Person | None = None,
    values: dict | None = None,
) -> Person:
    """Put somebody on the list: `same`, who is in another story of the area, or somebody new with
    these values.
    """
    story = _held(story, by=by)
    if _listed(story).count() >= MOST:
        raise Refused([_("There are very many people on this list already. Take one off first.")])
    person = same or Person.objects.create(area=story.area, added_by=by, **(values or {}))
    if person.area_id != story.area_id or person.erased_at is not None:
        raise PermissionDenied
    Appearance.objects.get_or_create(
        story=story,
        person=person,
        how=how,
        media=None,
        defaults={"identifiable": identifiable, "added_by": by},
    )
    _opened(story, "person.listed", person, by=by)
    return person


@transaction.atomic
def change_person(
    story: ChangeStory, person: Person, *, by, how: str, identifiable: bool, values: dict
) -> Person:
    """Put right what is kept on somebody, and how they are in this story.

    Every story they are in is looked at.
    """
    story = _held(story, by=by)
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if person.area_id != story.area_id:
        raise PermissionDenied
    for name, value in values.items():
        setattr(person, name, value)
    person.save(update_fields=[*values])
    here = _listed(story).filter(person=person)
    kept = (
        here.filter(how=how).first()
        or here.first()
        or Appearance(story=story, person=person, added_by=by)
    )
    kept.how = how
    kept.identifiable = identifiable
    kept.save()
    here.exclude(pk=kept.pk).delete()
    _opened(story, "person.changed", person, by=by)
    others = ChangeStory.objects.filter(appearances__person=person).exclude(pk=story.pk)
    for other in others.distinct().order_by("pk"):
        tighten_publication(other, by=by)
    return person


@transaction.atomic
def take_off(story: ChangeStory, person: Person, *, by) -> None:
    """Somebody is not in this story after all. What they said stays where it is."""
    story = _held(story, by=by)
    _listed(story).filter(person=person).delete()
    if story.teller_id == person.pk:
        story.teller = None
        story.save(update_fields=["teller"])
    _opened(story, "person.taken_off", person, by=by)


@transaction.atomic
def count_unknown(story: ChangeStory, *, by, how_many: int) -> None:
    """How many can be recognised whom nobody could name.

    They keep it in until somebody knows who they are.
    """
    story = _held(story, by=by)
    _listed(story).filter(person=None).delete()
    if how_many:
        Appearance.objects.create(story=story, unknown=how_many, how=How.NAME, added_by=by)
    _opened(story, "person.unknown", story, by=by)


@transaction.atomic
def confirm(story: ChangeStory, *, by, seen: list[int]) -> ChangeStory:
    """Say that the list as it was seen is complete. Raises Conflict where it is another by now."""
    story = _held(story, by=by)
    if ids_of(story) != seen:
        raise Conflict(story)
    story.people = ChangeStory.People.LISTED if seen else ChangeStory.People.NOBODY
    story.people_confirmed_by = by
    story.people_confirmed_at = timezone.now()
    fields = ["people", "people_confirmed_by", "people_confirmed_at"]
    story.save_if_unchanged(seen=story.version, fields=fields)
    audit.record("changestory.people_confirmed", story, by=by, area=story.area.slug)
    tighten_publication(story, by=by)
    return story


@transaction.atomic
def add_guardian(
    person: Person, *, by, name: str, what_they_are: str, contact: str = ""
) -> Guardian:
    """Somebody who answers for a child."""
    if not areas_where(by, May.RECORD_PERMISSIONS).includes(person.area_id):
        raise PermissionDenied
    made = Guardian.objects.create(
        person=person, name=name, what_they_are=what_they_are, contact=contact
    )
    audit.record("guardian.added", made, by=by, area=person.area.slug)
    return made


def ids_of(story: ChangeStory) -> list[int]:
    """The list as somebody saw it."""
    return sorted(_listed(story).values_list("pk", flat=True))


def _listed(story: ChangeStory):
    return story.appearances.filter(media=None)


def _held(story: ChangeStory, *, by) -> ChangeStory:
    story = ChangeStory.objects.lock(story)
    if not areas_where(by, May.RECORD_PERMISSIONS).includes(story.area_id):
        raise PermissionDenied
    return story


def _opened(story: ChangeStory, verb: str, target, *, by) -> None:
    story.people_confirmed_by = None
    story.people_confirmed_at = None
    story.save_if_unchanged(
        seen=story.version, fields=["people_confirmed_by", "people_confirmed_at"]
    )
    audit.record(verb, target, by=by, area=story.area.slug, story=story.pk)
    tighten_publication(story, by=by)


# How somebody is mostly recognised in each kind.
HOW = {MediaItem.Kind.AUDIO: How.VOICE}


@transaction.atomic
def say_who(
    story: ChangeStory, item: MediaItem, *, by, people: Iterable[int], unknown: int
) -> None:
    """From now on these are in it, and no others. What each allowed decides who sees it, at once.

    `people` are ids of people on the story's own list; others are left out. Whoever is in it can
    be recognised there, so saying that somebody is takes back an earlier “nobody”.
    """
    current = ChangeStory.objects.lock(story)
    if not areas_where(by, May.RECORD_PERMISSIONS).includes(current.area_id):
        raise PermissionDenied
    own = current.appearances.filter(media=None, person__in=list(people))
    people = set(own.values_list("person", flat=True))
    how = HOW.get(item.kind, How.FACE)
    current.appearances.filter(media=item).delete()
    Appearance.objects.bulk_create(
        [
            *(
                Appearance(story=current, media=item, person_id=each, how=how, added_by=by)
                for each in people
            ),
            *(
                [Appearance(story=current, media=item, unknown=unknown, how=how, added_by=by)]
                if unknown
                else []
            ),
        ]
    )
    if people or unknown:
        MediaItem.objects.filter(pk=item.pk).update(people=MediaItem.People.KNOWABLE)
    audit.record(
        "changestory.in_it",
        current,
        by=by,
        area=current.area.slug,
        kind=item.kind,
        people=len(people),
        unknown=unknown,
    )
    tighten_publication(current, by=by)
