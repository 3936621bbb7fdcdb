"""The file outside the database, a line for each thing that was closed.

A deed is committed first and its line written next, before its answer goes out. So every line of
the file is of a row of the database, and a line that the database does not know says that an older
copy was put back. Where the file cannot be written the deed stands, `/health/` is red, and the line
is written as soon as it can be.
"""

import fcntl
import json
import logging
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import DatabaseError, models, transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from bigstory.core.closings.models import Closing, as_text

log = logging.getLogger(__name__)
MOST_AT_ONCE = 1000
LAST_BYTES = 64_000
# While what is in the file is closed once more, nothing is written of it again.
_again: ContextVar[bool] = ContextVar("closed again", default=False)


class Spoiled(Exception):
    """A whole line of the file cannot be read, and nobody knows what it closed."""


def closed(
    kind: str, row: models.Model, /, *, born: datetime | date | uuid.UUID | str, **more: object
) -> None:
    """Remember that something was closed. Call it in the transaction of the deed.

    `born` is what the row has had since it was made; `more` has ids, states and days, never words.
    """
    if _again.get():
        return
    what = f"{row._meta.label_lower}:{row.pk}"
    Closing.objects.create(kind=kind, what=what, born=as_text(born), more=more)
    transaction.on_commit(write_if_possible)


@contextmanager
def closing_again() -> Iterator[None]:
    token = _again.set(True)
    try:
        yield
    finally:
        _again.reset(token)


def write_if_possible() -> None:
    """The deed is done, and its answer must not say otherwise."""
    try:
        write_out()
    except (OSError, DatabaseError):
        log.exception("The ledger of what was closed could not be written")


def write_out() -> None:
    """Write what is not in the file yet, on the disk before this returns. Raises OSError."""
    rows = Closing.objects.filter(written_at=None).order_by("pk")
    if not rows.exists():
        return
    with _open() as file:
        # Read under the lock: of two who come at once the second finds nothing left.
        while new := list(rows[:MOST_AT_ONCE]):
            file.write(b"".join(_bytes_of(each) for each in new))
            file.flush()
            os.fsync(file.fileno())
            Closing.objects.filter(pk__in=[each.pk for each in new]).update(
                written_at=timezone.now()
            )


def must_be_writable() -> None:
    """Raises OSError where nothing could be written into the file now.

    Asked in a transaction, so it waits for no writer: that one may wait for the transaction.
    """
    with _there() as file:
        os.fsync(file.fileno())
    trial = place().parent / f".health-{uuid.uuid4()}"
    try:
        trial.write_bytes(b"ok")
    finally:
        trial.unlink(missing_ok=True)


@contextmanager
def _open() -> Iterator[BinaryIO]:
    """The file at its end, for one writer at a time."""
    with _there() as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        _drop_cut_line(file)
        yield file


@contextmanager
def _there() -> Iterator[BinaryIO]:
    path = place()
    new = not path.exists()
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a+b") as file:
        if new:
            _sync(path.parent)
        yield file


def _drop_cut_line(file: BinaryIO) -> None:
    """A line that a crash cut short: its row was not called written, so it is written again."""
    end = file.seek(0, os.SEEK_END)
    if not end:
        return
    file.seek(end - 1)
    if file.read(1) == b"\n":
        return
    file.seek(0)
    file.truncate(file.read().rfind(b"\n") + 1)
    file.seek(0, os.SEEK_END)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def place() -> Path:
    path: Path = settings.ERASURE_LEDGER
    return path


def size() -> int:
    """Of the file, in bytes; 0 where nothing was ever closed."""
    try:
        return os.stat(settings.ERASURE_LEDGER).st_size
    except FileNotFoundError:
        return 0


def has(row: Closing) -> bool:
    """Whether a line stands in the file, among its last. Asked every few seconds."""
    line = _bytes_of(row)
    try:
        with open(place(), "rb") as file:
            file.seek(max(0, size() - LAST_BYTES - len(line)))
            return str(row.line).encode() in file.read()
    except FileNotFoundError:
        return False


def is_spoiled() -> bool:
    try:
        lines_from()
    except Spoiled:
        return True
    return False


def lines_from(offset: int = 0) -> tuple[list[Closing], int]:
    """The whole lines from a place in the file on, oldest first, and where they end.

    Raises Spoiled. What comes after the last of them was cut short by a crash, or is being written.
    """
    try:
        with open(place(), "rb") as file:
            file.seek(offset)
            text = file.read()
    except FileNotFoundError:
        return [], offset
    whole = text[: text.rfind(b"\n") + 1]
    return [_closing_of(line) for line in whole.splitlines()], offset + len(whole)


def _bytes_of(row: Closing) -> bytes:
    told = {
        "line": str(row.line),
        "at": row.at.isoformat(),
        "kind": row.kind,
        "what": row.what,
        "born": row.born,
    }
    return json.dumps(told | ({"more": row.more} if row.more else {})).encode() + b"\n"


def _closing_of(line: bytes) -> Closing:
    try:
        told = json.loads(line)
        at = parse_datetime(told["at"])
        return Closing(
            line=uuid.UUID(told["line"]),
            kind=told["kind"],
            what=told["what"],
            born=told["born"],
            more=told.get("more", {}),
            at=at or timezone.now(),
            written_at=at,
        )
    except (ValueError, KeyError, TypeError) as error:
        raise Spoiled from error
