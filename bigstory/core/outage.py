"""What goes wrong for a while and is nobody's mistake: no database, no room on a disk.

Whoever sent something then is told to send it again in a minute, or, where somebody has to mend it
first, later. Anything else is a fault of ours.
"""

import errno
import sqlite3
from collections.abc import Iterator

from django.db import Error, InterfaceError, OperationalError

# How long a browser or a proxy is told to wait before it asks again, in seconds.
AGAIN_IN = 60
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
NOT_ALLOWED = {errno.EACCES, errno.EPERM}
NOT_WRITABLE = {errno.EROFS, errno.EIO, errno.ESTALE} | NOT_ALLOWED
TOO_MUCH_AT_ONCE = {errno.EMFILE, errno.ENFILE, errno.ENOMEM}
FILES = NO_ROOM | NOT_WRITABLE | TOO_MUCH_AT_ONCE
# PostgreSQL: no connection, no room, a server that stops or starts, two that wait for each other; a
# table that is not there, as while a copy is put back; and a server that only reads.
STATES = ("08", "53", "57P0", "40", "42P01", "25006")
# SQLite: others write, no memory, only reads, a disk that fails, is full, or has no file for it.
CODES = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
}


def is_outage(error: BaseException | None) -> bool:
    """Whether an error, or what led to it, will be over without anybody changing the code."""
    return any(_is_one(each) for each in _what_led_to(error))


def lasts(error: BaseException | None) -> bool:
    """Whether it lasts until somebody mends it: a folder that is not ours any more."""
    return any(
        isinstance(each, OSError) and each.errno in NOT_ALLOWED for each in _what_led_to(error)
    )


def _what_led_to(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _is_one(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return error.errno in FILES
    cause = error.__cause__ if isinstance(error, Error) else None
    if isinstance(cause, sqlite3.Error):
        return _is_outage_of_sqlite(cause)
    if state := getattr(cause, "pgcode", None):
        return str(state).startswith(STATES)
    # Where there is no server, nobody gives it a number.
    return isinstance(error, OperationalError | InterfaceError)


def _is_outage_of_sqlite(error: sqlite3.Error) -> bool:
    """SQLite calls a slip in a statement operational too; a table that is gone is no slip."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    return code in CODES or (code == sqlite3.SQLITE_ERROR and "no such table" in str(error))
