"""Where what was sent lies while something is made of it: in STORAGE_DIR/at-work, and nowhere else.

A folder is held by a lock as long as somebody works in it. When a process is killed the machine
lets go of its locks, so a sweep knows exactly what nobody holds any more. A file that only this
process reads has no name at all, and goes with the process.
"""

import fcntl
import os
import platform
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from time import time
from typing import IO

from django.conf import settings

AT_WORK = "at-work"
DOOR = "door"
LOCK = "lock"
PLACE = "place"
# Where several machines share the store over a network, one cannot always see what another holds.
# No work takes as long as this.
OF_OTHERS = timedelta(days=2)
# What the disk writes to at once while it takes in what is sent.
BUFFER = 256 * 1024


@contextmanager
def folder() -> Iterator[Path]:
    """A folder of one's own, gone afterwards with all in it. Raises OSError: the disk is full."""
    with _held_at_the_door(fcntl.LOCK_SH):
        path = _root() / f"{_machine()}-{uuid.uuid4().hex}"
        path.mkdir()
        lock = os.open(path / LOCK, os.O_CREAT | os.O_RDWR)
        fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)
        os.close(lock)


def nameless() -> IO[bytes]:
    """A file for this process alone. Nothing is left of it when that ends, however it ends."""
    return tempfile.TemporaryFile(dir=_root(), buffering=BUFFER)


def place(number: int) -> int | None:
    """One of a few places that a machine has, held until it is closed or the process ends.

    None where somebody else has it.
    """
    handle = os.open(_root() / f"{_machine()}-{PLACE}-{number}", os.O_CREAT | os.O_RDWR)
    if _locked(handle):
        return handle
    os.close(handle)
    return None


def sweep() -> int:
    """Take away what nobody works on any more; how much that was. Harmless at any time."""
    root = Path(settings.MEDIA_ROOT) / AT_WORK
    if not root.is_dir():
        return 0
    with _held_at_the_door(fcntl.LOCK_EX):
        let_go = [path for path in root.iterdir() if _let_go(path)]
    for path in let_go:
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
    return len(let_go)


def swept_at_start() -> None:
    """`sweep` for a process that starts: a disk that cannot be written on is told by /health/."""
    with suppress(OSError):
        sweep()


def _let_go(path: Path) -> bool:
    """Looked at with the door shut: whatever is there has its lock already, or never will."""
    if path.name == DOOR or f"-{PLACE}-" in path.name:
        return False
    if not path.name.startswith(f"{_machine()}-"):
        with suppress(FileNotFoundError):
            return time() - path.stat().st_mtime > OF_OTHERS.total_seconds()
        return False
    try:
        handle = os.open(path / LOCK, os.O_RDWR)
    except OSError:
        return True
    try:
        return _locked(handle)
    finally:
        os.close(handle)


@contextmanager
def _held_at_the_door(how: int) -> Iterator[None]:
    door = os.open(_root() / DOOR, os.O_CREAT | os.O_RDWR)
    try:
        fcntl.flock(door, how)
        yield
    finally:
        os.close(door)


def _locked(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _root() -> Path:
    root = Path(settings.MEDIA_ROOT) / AT_WORK
    root.mkdir(parents=True, exist_ok=True)
    return root


def _machine() -> str:
    """Names in the store say which machine's they are: each has places of its own."""
    return "".join(letter for letter in platform.node() if letter.isalnum()) or "here"
