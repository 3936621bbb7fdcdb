"""Where the clean copies lie: photos/<name>/<size>.jpg in the private store. Nothing here is served by its address.

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
    name = uuid.uuid4()
    folder = _on_disk(str(name))
    if folder is None:
        for size, body in photo.files.items():
            default_storage.save(f"{FOLDER}/{name}/{size}.jpg", ContentFile(body))
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
    """Remove the files of a photo; none there is as good. Call it when the row is gone for certain."""
    folder = _on_disk(str(name))
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)
        return
    for size in SIZES:
        default_storage.delete(f"{FOLDER}/{name}/{size}.jpg")


def open_copy(name: uuid.UUID, size: str) -> File:
    """One file, to read. Raises FileNotFoundError where it is not there."""
    return default_storage.open(f"{FOLDER}/{name}/{size}.jpg", "rb")


def folders(older_than: timedelta) -> Iterator[str]:
    """Names of what lies in the store and was not put there just now, half-written folders too."""
    before = timezone.now() - older_than
    if not default_storage.exists(FOLDER):
        return
    for name in default_storage.listdir(FOLDER)[0]:
        if _written(name) < before:
            yield name


def _written(name: str) -> datetime:
    folder = _on_disk(name)
    if folder is None:
        return default_storage.get_modified_time(f"{FOLDER}/{name}/master.jpg")
    return datetime.fromtimestamp(folder.stat().st_mtime, tz=timezone.get_current_timezone())


def _on_disk(name: str) -> Path | None:
    """The folder, where the store is a disk; a store across a network makes each file whole by itself."""
    try:
        return Path(default_storage.path(f"{FOLDER}/{name}"))
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
