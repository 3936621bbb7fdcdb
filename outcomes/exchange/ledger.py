"""The list of erasures as a file beside the database: a key and a moment a line, and never who it
was.

A backup that is restored brings erased people back. The file is no part of it, so that
`replay_erasures` can erase them again before the site opens; until then `/health/` says "pending".
"""

import os
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from outcomes.models import Erasure


def write_down(key: UUID) -> None:
    """Add a line, on the disk before this returns.

    OSError: nothing may be called erased that could come back.
    """
    path = settings.ERASURE_LEDGER
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a", encoding="ascii") as file:
        file.write(f"{key} {timezone.now().isoformat()}\n")
        file.flush()
        os.fsync(file.fileno())


def keys() -> list[UUID]:
    """Every key, oldest first, each once. A line that was cut short by a crash is no key."""
    try:
        lines = settings.ERASURE_LEDGER.read_text(encoding="ascii").splitlines()
    except FileNotFoundError:
        return []
    return list(dict.fromkeys(key for line in lines if (key := _key(line))))


def _key(line: str) -> UUID | None:
    try:
        return UUID(line.split(" ")[0])
    except ValueError:
        return None


def to_replay() -> list[UUID]:
    """Those the database knows nothing of."""
    known = set(Erasure.objects.values_list("key", flat=True))
    return [key for key in keys() if key not in known]


def replayed() -> str:
    """For `/health/`."""
    return "pending" if to_replay() else "ok"
