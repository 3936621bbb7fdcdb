"""Where the clean copies lie: photos/<name>/<size>.jpg in the private store. Nothing here is served by its address.

A copy in which parts are covered lies inside the folder of its photo, so that it goes when the photo goes.

Files come first and the row after: a crash in between leaves a folder without a row, which `sweep_photos` takes away,
and never a row without its picture. A folder appears whole or not at all.
"""

import os
import shutil
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.utils import timezone

from bigstory.core.photos.clean import CleanPhoto
from bigstory.core.photos.sizes import SIZES

FOLDER = "photos"
PART = ".part"


def keep(photo: CleanPhoto) -> uuid.UUID:
    """Write the copies and return the name they got, which is ours and says nothing of the sender's. OSError: full."""
    return _keep(photo, FOLDER)


def keep_cover(photo: CleanPhoto, *, of: uuid.UUID) -> uuid.UUID:
    """The same, for a copy of a photo that is here, in which parts are covered."""
    return _keep(photo, f"{FOLDER}/{of}")


def _keep(photo: CleanPhoto, parent: str) -> uuid.UUID:
    name = uuid.uuid4()
    folder = _on_disk(f"{parent}/{name}")
    if folder is None:
        for size, body in photo.files.items():
            default_storage.save(f"{parent}/{name}/{size}.jpg", ContentFile(body))
        return name
    part = folder.with_name(folder.name + PART)
    try:
        part.mkdir(parents=True)
        for size, body in photo.files.items():
            _write(part / f"{size}.jpg", body)
        _sync(part)
        part.rename(folder)
        _sync(folder.parent)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return name


def take_away(name: uuid.UUID | str) -> None:
    """Remove a photo's files, covered copies too; none there is as good. Call it once the row is gone for certain."""
    _take_away(f"{FOLDER}/{name}")


def take_cover_away(name: uuid.UUID, cover: uuid.UUID) -> None:
    """Remove one covered copy of a photo, which itself stays."""
    _take_away(f"{FOLDER}/{name}/{cover}")


def _take_away(path: str) -> None:
    folder = _on_disk(path)
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)
        return
    if default_storage.exists(path):
        for inside in default_storage.listdir(path)[0]:
            _take_away(f"{path}/{inside}")
    for size in SIZES:
        default_storage.delete(f"{path}/{size}.jpg")


def open_copy(name: uuid.UUID, size: str, cover: uuid.UUID | None = None) -> File:
    """One file, to read; of a covered copy where one is named. Raises FileNotFoundError where it is not there."""
    inside = f"{name}/{cover}" if cover else name
    return default_storage.open(f"{FOLDER}/{inside}/{size}.jpg", "rb")


def folders(older_than: timedelta) -> Iterator[str]:
    """Names of what lies in the store and was not put there just now, half-written folders too."""
    before = timezone.now() - older_than
    if not default_storage.exists(FOLDER):
        return
    for name in default_storage.listdir(FOLDER)[0]:
        if _written(name) < before:
            yield name


def _written(name: str) -> datetime:
    folder = _on_disk(f"{FOLDER}/{name}")
    if folder is None:
        return default_storage.get_modified_time(f"{FOLDER}/{name}/master.jpg")
    return datetime.fromtimestamp(folder.stat().st_mtime, tz=timezone.get_current_timezone())


def _on_disk(path: str) -> Path | None:
    """The folder, where the store is a disk; a store across a network makes each file whole by itself."""
    try:
        return Path(default_storage.path(path))
    except NotImplementedError:
        return None


def _write(path: Path, body: bytes) -> None:
    with open(path, "xb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Make the names in a folder outlive a power cut, as fsync does for the bytes of a file."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
