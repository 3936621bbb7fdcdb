"""The list of people in a story, and who is in each photo, recording or film of it.

Every change opens the list again: somebody has to confirm anew that it is complete.
"""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from areas.access import areas_where
from bigstory.accounts.roles import May
from bigstory.core.db import audit
from bigstory.core.db.choices import HowFar
from bigstory.core.db.versioned import Conflict
from bigstory.core.files.refused import Refused
from bigstory.kit.marks import Mark, merge
from outcomes.consent.actions.permissions import lock_stories
from outcomes.consent.actions.wanting_out import StillNamed, keep_with, still_named
from outcomes.consent.queries.people import HERE, TOGETHER, parts_of
from outcomes.models import Appearance, ChangeStory, Guardian, Person, Use
from outcomes.publishing.actions.publications import tighten_publication
from outcomes.publishing.actions.wording import count_undecided
from outcomes.publishing.queries.facts import latest_events
from partnerships.models import MediaItem

How = Appearance.How
MAX_PEOPLE = 60
# How somebody is mostly recognised in each kind of media; else by their face.
HOW_BY_KIND = {MediaItem.Kind.AUDIO: How.VOICE}


@transaction.atomic
def add_person(
    story: ChangeStory,
    *,
    by,
    how: str,
    identifiable: bool,
    private_matter: bool = False,
    same: Person | None = None,
    values: dict | None = None,
) -> Person:
    """Put somebody on the list: `same`, of another story of the area, or a new person of `values`.

    Raises Refused with a sentence where the list is full, PermissionDenied.
    """
    story = _lock(story, by=by)
    if _listed(story).count() >= MAX_PEOPLE:
        raise Refused([_("There are very many people on this list already. Take one off first.")])
    person = same or Person.objects.create(area=story.area, added_by=by, **(values or {}))
    if person.area_id != story.area_id or person.erased_at is not None:
        raise PermissionDenied
    row, new = Appearance.objects.get_or_create(
        story=story,
        person=person,
        how=how,
        media=None,
        defaults={
            "identifiable": identifiable,
            "private_matter": private_matter,
            "added_by": by,
        },
    )
    if not new:
        # Listed again: of two answers the one that lets less out.
        row.identifiable = row.identifiable or identifiable
        row.private_matter = row.private_matter or private_matter
        row.save(update_fields=["identifiable", "private_matter"])
    _reopen_list(story, "person.listed", person, by=by)
    return person


@transaction.atomic
def change_person(
    story: ChangeStory, person: Person, *, by, values: dict, seen: Mark | None = None
) -> Person:
    """Change what is held on somebody, and how they are in this story.

    The copy of every story they are in follows. `seen` is what the page showed, where there was
    one. Raises Conflict where somebody else changed the same.
    """
    lock_stories(person)
    story = _lock(story, by=by)
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if person.area_id != story.area_id:
        raise PermissionDenied
    here = _listed(story).filter(person=person)
    listed = here.order_by("-identifiable", "pk").first()
    appearance = listed or Appearance(story=story, person=person, added_by=by)
    stored = parts_of(person, appearance)
    stored = {name: stored.get(name, getattr(person, name, None)) for name in values}
    seen = Mark.of(stored) if seen is None or listed is None else seen
    merged = merge(seen, stored, values, together=TOGETHER)
    if merged.clashes:
        raise Conflict(story, merged.clashes)
    held = {name: value for name, value in merged.values.items() if name not in HERE}
    for name, value in held.items():
        setattr(person, name, value)
    person.save(update_fields=[*held])
    ways = {name: value for name, value in merged.values.items() if name in HERE}
    _be_in_it(appearance, here, ways)
    _reopen_list(story, "person.changed", person, by=by)
    others = ChangeStory.objects.filter(appearances__person=person).exclude(pk=story.pk)
    for other in others.distinct().order_by("pk"):
        count_undecided(other)
        tighten_publication(other, by=by)
    return person


def _be_in_it(appearance: Appearance, here, values: dict) -> None:
    """They are in the story in one way only. `here` is every way they were listed in it."""
    appearance = here.filter(how=values.get("how", appearance.how)).first() or appearance
    for name, value in values.items():
        setattr(appearance, name, value)
    appearance.save()
    here.exclude(pk=appearance.pk).delete()


@transaction.atomic
def remove_person(story: ChangeStory, person: Person, *, by) -> None:
    """Take somebody off the list. Their permissions stay.

    Whoever wants to be nowhere in it is taken off once their name stands in none of its words, and
    is looked for in its words from then on. Raises StillNamed, PermissionDenied.
    """
    story = _lock(story, by=by)
    events = latest_events(story, Use.WORDS)[person.pk]
    nowhere = [event for event in events if event.how_far == HowFar.NOWHERE]
    if nowhere and (names := still_named(story, person)):
        raise StillNamed(names)
    _listed(story).filter(person=person).delete()
    for event in nowhere:
        keep_with(story, event)
    _reopen_list(story, "person.taken_off", person, by=by)


@transaction.atomic
def count_unknown(story: ChangeStory, *, by, how_many: int) -> None:
    """Record how many can be recognised whom nobody could name.

    They keep the story in until somebody knows who they are.
    """
    story = _lock(story, by=by)
    _listed(story).filter(person=None).delete()
    if how_many:
        Appearance.objects.create(story=story, unknown=how_many, how=How.NAME, added_by=by)
    _reopen_list(story, "person.unknown", story, by=by)


@transaction.atomic
def confirm_list(story: ChangeStory, *, by, seen: list[int]) -> ChangeStory:
    """Confirm that the list is complete. `seen` are the appearance ids that were on the page.

    Raises Conflict where the list is another by now.
    """
    story = _lock(story, by=by)
    if appearance_ids(story) != seen:
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
    """Record somebody who answers for a child. Raises PermissionDenied."""
    if not areas_where(by, May.RECORD_PERMISSIONS).includes(person.area_id):
        raise PermissionDenied
    guardian = Guardian.objects.create(
        person=person, name=name, what_they_are=what_they_are, contact=contact
    )
    audit.record("guardian.added", guardian, by=by, area=person.area.slug)
    return guardian


def appearance_ids(story: ChangeStory) -> list[int]:
    """The ids of the rows of the list, which say whether two people saw the same one."""
    return sorted(_listed(story).values_list("pk", flat=True))


@transaction.atomic
def set_media_people(
    story: ChangeStory,
    item: MediaItem,
    *,
    by,
    people: Iterable[int],
    unknown: int,
    grown_up: bool = False,
) -> None:
    """Replace who can be recognised in an item. What each allows decides at once who sees it.

    `people` are ids of people on the story's own list, others are left out; `unknown` is how many
    nobody could name, and `grown_up` that all of those are. With anybody in it, an earlier “nobody”
    of the item is taken back.
    """
    current = _lock(story, by=by)
    own = current.appearances.filter(media=None, person__in=list(people))
    people = set(own.values_list("person", flat=True))
    how = HOW_BY_KIND.get(item.kind, How.FACE)
    current.appearances.filter(media=item).delete()
    appearances = [
        Appearance(story=current, media=item, person_id=pk, how=how, added_by=by) for pk in people
    ]
    if unknown:
        appearances.append(
            Appearance(
                story=current,
                media=item,
                unknown=unknown,
                grown_up=grown_up,
                how=how,
                added_by=by,
            )
        )
    Appearance.objects.bulk_create(appearances)
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


def _listed(story: ChangeStory):
    return story.appearances.filter(media=None)


def _lock(story: ChangeStory, *, by) -> ChangeStory:
    story = ChangeStory.objects.lock(story)
    if not areas_where(by, May.RECORD_PERMISSIONS).includes(story.area_id):
        raise PermissionDenied
    return story


def _reopen_list(story: ChangeStory, verb: str, target, *, by) -> None:
    story.people_confirmed_by = None
    story.people_confirmed_at = None
    story.save_if_unchanged(
        seen=story.version, fields=["people_confirmed_by", "people_confirmed_at"]
    )
    audit.record(verb, target, by=by, area=story.area.slug, story=story.pk)
    count_undecided(story)
    tighten_publication(story, by=by)
