"""Folders of files in the private store, each under a name made by us.

A folder appears whole or not at all.

Files come first and the row after: a crash in between leaves a folder without a row, which a sweep
takes away, and never a row without its files. Nothing here is served by its address.
"""

import os
import shutil
import uuid
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.utils import timezone

PART = ".part"
CHUNK = 1024 * 1024


def keep(
    parent: str, files: Mapping[str, bytes | Path], name: uuid.UUID | None = None
) -> uuid.UUID:
    """Write the files into a new folder and return its name. A Path is copied.

    Raises OSError: the disk is full.
    """
    name = name or uuid.uuid4()
    folder = _on_disk(f"{parent}/{name}")
    if folder is None:
        _across(f"{parent}/{name}", files)
        return name
    part = folder.with_name(folder.name + PART)
    try:
        part.mkdir(parents=True)
        for filename, body in files.items():
            _write(part / filename, body)
        _sync(part)
        part.rename(folder)
        _sync(folder.parent)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return name


def take_away(path: str) -> None:
    """Remove a folder with all in it; none there is as good.

    Call it once the row is gone for certain.
    """
    folder = _on_disk(path)
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)
    elif default_storage.exists(path):
        inside, files = default_storage.listdir(path)
        for subfolder in inside:
            take_away(f"{path}/{subfolder}")
        for filename in files:
            default_storage.delete(f"{path}/{filename}")


def open_file(path: str) -> "File[bytes]":
    """One file, to read. Raises FileNotFoundError where it is not there."""
    return default_storage.open(path, "rb")


def old(parent: str, older_than: timedelta) -> Iterator[str]:
    """Names of folders that were not put there just now, half-written ones too."""
    before = timezone.now() - older_than
    if default_storage.exists(parent):
        for name in default_storage.listdir(parent)[0]:
            if _written(f"{parent}/{name}") < before:
                yield name


def is_ours(name: str) -> bool:
    """Whether a folder was named here, whole or half written."""
    try:
        return bool(uuid.UUID(name.removesuffix(PART)))
    except ValueError:
        return False


def _written(path: str) -> datetime:
    folder = _on_disk(path)
    if folder is None:
        files = default_storage.listdir(path)[1]
        return min(
            (default_storage.get_modified_time(f"{path}/{filename}") for filename in files),
            default=timezone.now(),
        )
    return datetime.fromtimestamp(folder.stat().st_mtime, tz=timezone.get_current_timezone())


def _on_disk(path: str) -> Path | None:
    """The folder, where the store is a disk; None where it lies across a network.

    There each file becomes whole by itself.
    """
    try:
        return Path(default_storage.path(path))
    except NotImplementedError:
        return None


def _across(path: str, files: Mapping[str, bytes | Path]) -> None:
    for filename, body in files.items():
        if isinstance(body, bytes):
            default_storage.save(f"{path}/{filename}", ContentFile(body))
        else:
            with body.open("rb") as source:
                default_storage.save(f"{path}/{filename}", File(source))


def _write(path: Path, body: bytes | Path) -> None:
    with path.open("xb") as file:
        if isinstance(body, bytes):
            file.write(body)
        else:
            with body.open("rb") as source:
                shutil.copyfileobj(source, file, CHUNK)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Make the names in a folder outlive a power cut, as fsync does for the bytes of a file."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
