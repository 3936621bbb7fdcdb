"""Takes away photos whose form never came, files that no row knows, what was sent to a process that
was stopped in the midst of it and drafts that nobody came back for, and gives up films nobody made
ready.

Once a day is enough.
"""

from django.core.management.base import BaseCommand
from django.db import transaction

from bigstory.core.db.unsaved import Unsaved
from bigstory.core.files import folders, workshop
from bigstory.core.files.photos import store as photos
from bigstory.core.files.recordings import Why
from bigstory.core.files.recordings import store as recordings
from partnerships.log.actions.photos import take_away
from partnerships.log.models.media import MADE_READY_WITHIN
from partnerships.models import MediaItem


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, **options):
        left_behind = self._delete_photos_left_behind()
        orphans = self._delete_folders_without_a_row()
        let_go = workshop.sweep()
        Unsaved.objects.over().delete()
        given_up = self._give_up_films()
        self.stdout.write(
            f"{left_behind} photos waited too long for their form, {orphans} folders had no "
            f"row, {let_go} were worked on by nobody any more: taken away."
        )
        if given_up:
            self.stdout.write(
                f"{given_up} films were not made ready in two days: is `manage.py worker` running?"
            )

    def _delete_photos_left_behind(self) -> int:
        deleted = 0
        for pk in list(MediaItem.objects.left_behind().values_list("pk", flat=True)):
            with transaction.atomic():
                # Looked at again while held: the form may have come this very moment.
                item = MediaItem.objects.left_behind().select_for_update().filter(pk=pk).first()
                if item is not None:
                    take_away(item)
                    deleted += 1
        return deleted

    def _delete_folders_without_a_row(self) -> int:
        """Only old ones: a file is written a moment before its row, and that moment must be left in
        peace.
        """
        orphans = 0
        for store in (photos, recordings):
            for name in store.old_folders(MADE_READY_WITHIN):
                known = MediaItem.objects.filter(name=name.removesuffix(folders.PART))
                if folders.is_ours(name) and not known.exists():
                    store.take_away(name)
                    orphans += 1
        return orphans

    def _give_up_films(self) -> int:
        """Their rows ask the sender for another; what was sent is not stored for ever."""
        given_up = MediaItem.objects.never_made()
        names = list(given_up.values_list("name", flat=True))
        given_up.update(unready=Why.SLOW)
        for name in names:
            recordings.forget(name)
        return len(names)
