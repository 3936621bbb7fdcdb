"""Takes away photos whose form never came, and files that no row knows: once a day is enough."""

import uuid

from django.core.management.base import BaseCommand
from django.db import transaction

from bigstory.core.photos import store
from partnerships.actions.photos import take_away
from partnerships.models import MediaItem
from partnerships.querysets.media import WAITS_FOR_ITS_FORM


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, **options):
        waited = self._photos_left_behind()
        orphans = self._folders_without_a_row()
        self.stdout.write(f"{waited} photos waited too long for their form, {orphans} folders had no row: taken away.")

    def _photos_left_behind(self) -> int:
        taken = 0
        for pk in list(MediaItem.objects.left_behind().values_list("pk", flat=True)):
            with transaction.atomic():
                # Looked at again while held: the form may have come this very moment.
                item = MediaItem.objects.left_behind().select_for_update().filter(pk=pk).first()
                if item is not None:
                    take_away(item)
                    taken += 1
        return taken

    def _folders_without_a_row(self) -> int:
        """Only old ones: a file is written a moment before its row, and that moment must be left in peace."""
        orphans = 0
        for name in store.folders(older_than=WAITS_FOR_ITS_FORM):
            if _is_ours(name) and not MediaItem.objects.filter(name=name.removesuffix(store.PART)).exists():
                store.take_away(name)
                orphans += 1
        return orphans


def _is_ours(name: str) -> bool:
    try:
        return bool(uuid.UUID(name.removesuffix(store.PART)))
    except ValueError:
        return False
