"""Whether an older copy of the database was put back: the ledger has lines that it does not know.

Asked at every request, so it costs a look at the size of a file; once a second, and whenever a
connection is new, one statement more, for its last lines.
"""

import logging
import math
import time
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from bigstory.core.closings import ledger
from bigstory.core.closings.models import Closing

log = logging.getLogger(__name__)
A_WHILE = 1.0  # seconds
# So many at once are asked for by name. Deeds of one moment may be written in another order.
FEW = 100


@dataclass(frozen=True)
class _Look:
    """What was found when somebody looked last: nothing that the database does not know."""

    path: Path
    size: int
    read: int  # so many bytes of it
    last: tuple[UUID, ...]  # its last lines: an older copy does not know these
    at: float


_last: _Look | None = None


def is_restored() -> bool:
    """Whether something of the ledger is to be closed again before anybody reads anything.

    A disk that cannot be read shuts nothing: `/health/` says it. A line that is spoiled does, as it
    may be the one that an older copy does not know.
    """
    global _last
    try:
        return _is_ahead()
    except ledger.Spoiled:
        _last = None
        log.exception("The ledger of what was closed is spoiled: take back the copy of it")
        return True
    except OSError:
        log.exception("The ledger of what was closed cannot be read")
        return False


def _is_ahead() -> bool:
    global _last
    path, size, now = ledger.place(), ledger.size(), time.monotonic()
    if not size:
        return False
    last = _last if _last is not None and _last.path == path else None
    if last and last.size == size and now - last.at < A_WHILE:
        return False
    # A database that went back in time is looked at from the start.
    if last and (last.size > size or not _are_known(last.last)):
        last = None
    lines, read = ledger.lines_from(last.read if last else 0)
    if unknown_of(lines):
        _last = None
        log.error("An older copy of the database was put back: run manage.py close_again")
        return True
    newest = (*(last.last if last else ()), *(each.line for each in lines))[-FEW:]
    _last = _Look(path, size, read, newest, now)
    return False


def _are_known(lines: tuple[UUID, ...]) -> bool:
    return Closing.objects.filter(line__in=lines).count() == len(set(lines))


def unknown_of(lines: list[Closing]) -> list[Closing]:
    """The lines that the database does not know, each once."""
    if not lines:
        return []
    rows = Closing.objects.values_list("line", flat=True)
    few = len(lines) <= FEW
    known = set(rows.filter(line__in=[each.line for each in lines]) if few else rows)
    return list({each.line: each for each in lines if each.line not in known}.values())


def forget(**_signal: object) -> None:
    """A new connection may lead to another database: it is asked for the last lines at once, and
    not the whole file once more in somebody's page.
    """
    global _last
    if _last is not None:
        _last = replace(_last, at=-math.inf)
