"""What goes wrong for a while and is nobody's mistake: no database, no room on a disk.

Whoever sent something then is told to send it again in a minute. Anything else is a fault of ours.
"""

import errno
import sqlite3
from collections.abc import Iterator

from django.db import Error, InterfaceError, OperationalError

# How long a browser or a proxy is told to wait before it asks again, in seconds.
AGAIN_IN = 60
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
NOT_WRITABLE = {errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO, errno.ESTALE}
TOO_MUCH_AT_ONCE = {errno.EMFILE, errno.ENFILE, errno.ENOMEM}
FILES = NO_ROOM | NOT_WRITABLE | TOO_MUCH_AT_ONCE
# PostgreSQL: a table that is not there, as while a copy is put back; and a server that only reads.
STATES = ("42P01", "25006")


def is_outage(error: BaseException | None) -> bool:
    """Whether an error, or what led to it, will be over without anybody changing the code."""
    return any(_is_one(each) for each in _what_led_to(error))


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
    if getattr(cause, "pgcode", None) in STATES:
        return True
    return isinstance(error, OperationalError | InterfaceError)


def _is_outage_of_sqlite(error: sqlite3.Error) -> bool:
    """SQLite calls a slip in a statement operational too; a table that is gone is no slip."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    return code != sqlite3.SQLITE_ERROR or "no such table" in str(error)
