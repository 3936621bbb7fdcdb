"""Where the clean copies lie: photos/<name>/<size>.jpg in the private store.

Nothing here is served by its address.

A copy in which parts are covered lies inside the folder of its photo, so that it goes when the
photo goes.
"""

import uuid
from collections.abc import Iterator
from datetime import timedelta

from django.core.files.base import File

from bigstory.core.files import folders
from bigstory.core.files.photos.clean import CleanPhoto

FOLDER = "photos"


def keep(photo: CleanPhoto) -> uuid.UUID:
    """Write the copies and return the name they got, which says nothing of the sender's.

    Raises OSError where the disk is full.
    """
    return folders.keep(FOLDER, _files(photo))


def keep_cover(photo: CleanPhoto, *, of: uuid.UUID) -> uuid.UUID:
    """The same, for a copy of a photo that is here, in which parts are covered."""
    return folders.keep(f"{FOLDER}/{of}", _files(photo))


def _files(photo: CleanPhoto) -> dict[str, bytes]:
    return {f"{size}.jpg": body for size, body in photo.files.items()}


def take_away(name: uuid.UUID | str) -> None:
    """Remove a photo's files, covered copies too; none there is as good.

    Call it once the row is gone for certain.
    """
    folders.take_away(f"{FOLDER}/{name}")


def take_cover_away(name: uuid.UUID, cover: uuid.UUID) -> None:
    """Remove one covered copy of a photo, which itself stays."""
    folders.take_away(f"{FOLDER}/{name}/{cover}")


def open_copy(name: uuid.UUID, size: str, cover: uuid.UUID | None = None) -> "File[bytes]":
    """One file, to read; of a covered copy where one is named.

    Raises FileNotFoundError where it is not there.
    """
    inside = f"{name}/{cover}" if cover else name
    return folders.open_file(f"{FOLDER}/{inside}/{size}.jpg")


def old_folders(older_than: timedelta) -> Iterator[str]:
    """Names of what lies in the store and was not put there just now, half-written folders too."""
    return folders.old(FOLDER, older_than)
