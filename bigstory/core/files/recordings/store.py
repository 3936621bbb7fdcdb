"""Recordings in the private store: clean in recordings/<name>/, as sent in waiting/<name>/.

What was sent is never served, and goes as soon as the clean copy is there or the file was refused.
"""

import shutil
import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.core.files.base import File

from bigstory.core.files import folders
from bigstory.core.files.recordings.make import CleanRecording

FOLDER = "recordings"
WAITING = "waiting"
SENT = "sent"


def keep(recording: CleanRecording, name: uuid.UUID | None = None) -> uuid.UUID:
    """Keep the clean copies, under a new name or in place of what has the one given.

    OSError: full.
    """
    if name:
        # The whole folder of an earlier try, or what a killed one had written of it.
        folders.take_away(f"{FOLDER}/{name}")
        folders.take_away(f"{FOLDER}/{name}{folders.PART}")
    return folders.keep(FOLDER, recording.files, name)


def put_aside(sent: Path) -> uuid.UUID:
    """Keep what was sent until somebody has the time to make it ready. OSError: full."""
    return folders.keep(WAITING, {SENT: sent})


def fetch(name: uuid.UUID, into: Path) -> Path:
    """A copy of what was put aside, to work on. Raises FileNotFoundError where it is gone."""
    path = into / SENT
    with folders.open_file(f"{WAITING}/{name}/{SENT}") as waiting, path.open("wb") as copy:
        shutil.copyfileobj(waiting, copy, folders.CHUNK)
    return path


def forget(name: uuid.UUID | str) -> None:
    """What was sent goes; the clean copy stays."""
    folders.take_away(f"{WAITING}/{name}")


def take_away(name: uuid.UUID | str) -> None:
    """Both go. Call it once the row is gone for certain."""
    for parent in (FOLDER, WAITING):
        folders.take_away(f"{parent}/{name}")


def open_part(name: uuid.UUID, part: str) -> "File[bytes]":
    """One file, to read. Raises FileNotFoundError where it is not there."""
    return folders.open_file(f"{FOLDER}/{name}/{part}")


def old_waiting(older_than: timedelta) -> Iterator[str]:
    yield from folders.old(WAITING, older_than)


def old_folders(older_than: timedelta) -> Iterator[str]:
    for parent in (FOLDER, WAITING):
        yield from folders.old(parent, older_than)
