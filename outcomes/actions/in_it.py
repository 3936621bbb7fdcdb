"""Who can be recognised in one photo, recording or film of a story: people of its list, and those
nobody could name.
"""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction

from areas.access import where
from bigstory.accounts.roles import May
from bigstory.core import audit
from outcomes.actions.publications import settle
from outcomes.models import Appearance, ChangeStory
from partnerships.models import MediaItem

How = Appearance.How
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
    if not where(by, May.RECORD_PERMISSIONS).includes(current.area_id):
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
    settle(current, by=by)
