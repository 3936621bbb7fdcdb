"""Takes away what nobody waits for any more: photos whose form never came, files that no row knows,
what was sent to a process that was stopped in the midst of it, and drafts that nobody came back
for.
"""

from dataclasses import dataclass

from django.db import transaction

from bigstory.core.db.unsaved import Unsaved
from bigstory.core.files import folders, workshop
from bigstory.core.files.photos import store as photos
from bigstory.core.files.recordings import store as recordings
from bigstory.core.work.tasks import task
from partnerships.log.actions.photos import take_away
from partnerships.log.models.media import LEFT_IN_PEACE
from partnerships.models import MediaItem


@dataclass(frozen=True)
class Swept:
    """How many of each were taken away."""

    photos: int
    folders: int
    let_go: int


@task("files.sweep", daily=True)
def sweep_files() -> Swept:
    swept = Swept(
        photos=_delete_photos_left_behind(),
        folders=_delete_folders_without_a_row() + _delete_what_was_made_ready(),
        let_go=workshop.sweep(),
    )
    Unsaved.objects.over().delete()
    return swept


def _delete_photos_left_behind() -> int:
    deleted = 0
    for pk in list(MediaItem.objects.left_behind().values_list("pk", flat=True)):
        with transaction.atomic():
            # Looked at again while held: the form may have come this very moment.
            item = MediaItem.objects.left_behind().select_for_update().filter(pk=pk).first()
            if item is not None:
                take_away(item)
                deleted += 1
    return deleted


def _delete_folders_without_a_row() -> int:
    """Only old ones: a file is written a moment before its row, and that moment must be left in
    peace.
    """
    orphans = 0
    for store in (photos, recordings):
        for name in store.old_folders(LEFT_IN_PEACE):
            known = MediaItem.objects.filter(name=name.removesuffix(folders.PART))
            if folders.is_ours(name) and not known.exists():
                store.take_away(name)
                orphans += 1
    return orphans


def _delete_what_was_made_ready() -> int:
    """What was sent of a film that is ready, or given up, where a crash came before its end."""
    done = 0
    for name in recordings.old_waiting(LEFT_IN_PEACE):
        whole = folders.is_ours(name) and not name.endswith(folders.PART)
        coming = MediaItem.objects.filter(unready=MediaItem.COMING)
        if whole and not coming.filter(name=name).exists():
            recordings.forget(name)
            done += 1
    return done
