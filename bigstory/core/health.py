"""Whether the site is well, for a load balancer or a person at three in the morning.

A few words and a status, no secrets.
"""

import logging
import uuid
from collections.abc import Callable
from functools import cache

from django.contrib.auth.decorators import login_not_required
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

log = logging.getLogger(__name__)


@login_not_required
@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 when all is well, 503 when something is not.

    Why it is not goes to the log, never to the page.
    """
    results = {name: _result(check) for name, check in CHECKS.items()}
    well = all(result == "ok" for result in results.values())
    return JsonResponse(results, status=200 if well else 503)


def _result(check: Callable[[], str]) -> str:
    try:
        return check()
    except (DatabaseError, OSError):
        log.exception("Health: %s", check.__name__)
        return "down"


def database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def migrations() -> str:
    """Whether the tables are as new as the files: else pages would fail one by one. One query."""
    applied = MigrationRecorder(connection).applied_migrations()
    return "ok" if _newest_migrations() <= applied.keys() else "pending"


@cache
def _newest_migrations() -> frozenset[tuple[str, str]]:
    """The last migration of each app.

    The files of a running process do not change, so they are read once.
    """
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def storage() -> str:
    """Write a few bytes where files go, and delete them.

    A full disk looks well until something is saved.
    """
    name = default_storage.save(f".health-{uuid.uuid4()}", ContentFile(b"ok"))
    default_storage.delete(name)
    return "ok"


# Apps above add theirs when they start.
CHECKS: dict[str, Callable[[], str]] = {
    "database": database,
    "storage": storage,
    "migrations": migrations,
}
