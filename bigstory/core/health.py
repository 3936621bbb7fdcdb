"""Whether the site is well, for a load balancer or a person at three in the morning.

A few words and a status, no secrets. It is asked without signing in: so one answer stands for a
few seconds, and whoever asks more often is told the same.
"""

import logging
import shutil
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Max
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from bigstory.core.closings import ledger as closings
from bigstory.core.closings.models import Closing
from bigstory.core.closings.restored import is_restored
from bigstory.core.work import watch
from bigstory.core.work.models import Task
from bigstory.core.work.tasks import DAILY

log = logging.getLogger(__name__)
OK = "ok"
NO_ROOM_LEFT = 50_000_000  # bytes
# A night may be missed by half a day.
A_NIGHT_AND_A_HALF = timedelta(hours=36)
# How long what is due may wait: a code to sign in is waited for, a film takes its time.
LETTERS_WAIT = timedelta(minutes=10)
TASKS_WAIT = timedelta(hours=2)
A_LOOK_TAKES = 15  # seconds at most, where nothing hangs
# What can be asked without the database.
NEEDS_NO_DATABASE = ("storage", "space")
_one_at_a_time = threading.Lock()
_answer: tuple[float, dict[str, str]] | None = None


class HealthMiddleware:
    """Answers before anybody asks who is there: the session may be what is gone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info == reverse("health"):
            return health(request)
        return self.get_response(request)


@login_not_required
@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 when all is well, 503 when something is not.

    Why it is not goes to the log, never to the page.
    """
    results = _results()
    well = all(result == OK for result in results.values())
    return JsonResponse(results, status=200 if well else 503)


def _results() -> dict[str, str]:
    """While somebody looks, nobody waits: a look that hangs would hold every thread of the site."""
    global _answer
    if not _one_at_a_time.acquire(blocking=False):
        return _last_answer(A_LOOK_TAKES) or dict.fromkeys(CHECKS, "busy")
    try:
        if (last := _last_answer(settings.HEALTH_STANDS_SECONDS)) is None:
            last = dict(_looks())
            _answer = (time.monotonic(), last)
        return last
    finally:
        _one_at_a_time.release()


def _last_answer(seconds: float) -> dict[str, str] | None:
    """What was found last, unless it is older than so many seconds."""
    last = _answer
    return last[1] if last is not None and time.monotonic() - last[0] < seconds else None


def _looks() -> Iterator[tuple[str, str]]:
    gone = False
    for name, check in CHECKS.items():
        if gone and name not in NEEDS_NO_DATABASE:
            yield name, "unknown"  # one that waits for the server would wait as often
            continue
        result = _result(check)
        gone = gone or (name == "database" and result != OK)
        yield name, result


def _result(check: Callable[[], str]) -> str:
    try:
        return check()
    except Exception:
        log.exception("Health: %s", check.__name__)
        return "down"


def database() -> str:
    """Write a row and take it away again: a server that only reads, or has no room, looks well."""
    with transaction.atomic():
        Task.objects.create(name="health", ended=timezone.now()).delete()
    return OK


def migrations() -> str:
    """Whether the tables are as new as the files, and all there: else pages would fail one by one.
    Two queries.
    """
    applied = MigrationRecorder(connection).applied_migrations()
    if not _newest_migrations() <= applied.keys():
        return "pending"
    return OK if _tables() <= set(connection.introspection.table_names()) else "missing"


@cache
def _newest_migrations() -> frozenset[tuple[str, str]]:
    """The last migration of each app.

    The files of a running process do not change, so they are read once.
    """
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


@cache
def _tables() -> frozenset[str]:
    managed = [model._meta for model in apps.get_models(include_auto_created=True)]
    return frozenset(each.db_table for each in managed if each.managed and not each.proxy)


def storage() -> str:
    """Write a few bytes where files go, and delete them.

    A full disk looks well until something is saved.
    """
    name = default_storage.save(f".health-{uuid.uuid4()}", ContentFile(b"ok"))
    default_storage.delete(name)
    return OK


def ledger() -> str:
    """Write where the ledger of what was closed lies; and whether it says what the database does.

    "pending": an older copy was put back, and waits for `manage.py close_again`. "lost": lines that
    were written are not in the file, or cannot be read.
    """
    closings.must_be_writable()
    if is_restored():
        return "lost" if closings.is_spoiled() else "pending"
    closings.write_out()
    written = Closing.objects.exclude(written_at=None).order_by("-pk").first()
    return OK if written is None or closings.has(written) else "lost"


def space() -> str:
    """The least room on the disks of the files, the ledger and, with SQLite, the database."""
    folders = [Path(settings.MEDIA_ROOT), closings.place().parent]
    if connection.vendor == "sqlite" and not connection.is_in_memory_db():  # type: ignore[attr-defined]
        folders.append(Path(connection.settings_dict["NAME"]).parent)
    free = min(shutil.disk_usage(_there(folder)).free for folder in folders)
    if free < NO_ROOM_LEFT:
        return "full"
    return "low" if free < settings.FREE_SPACE_LEAST else OK


def _there(folder: Path) -> Path:
    """The folder, or the nearest above it that is there already."""
    return folder if folder.exists() else _there(folder.parent)


def nightly() -> str:
    """Whether each daily task was done last night, such as looking for permissions that ran out. A
    new site has until then.
    """
    names = [each.name for each in DAILY]
    done = Task.objects.filter(name__in=names).exclude(ended=None).order_by()
    newest = dict(done.values("name").annotate(at=Max("ended")).values_list("name", "at"))
    since = timezone.now() - A_NIGHT_AND_A_HALF
    if all(newest.get(name, since) > since for name in names) or _made_at() > since:
        return OK
    return "late"


def _made_at() -> datetime:
    """When this version was set up."""
    applied = MigrationRecorder(connection).migration_qs.order_by("-pk").first()
    return timezone.now() if applied is None else applied.applied


def worker() -> str:
    return OK if watch.somebody_works() else "away"


def queue() -> str:
    late = watch.letters().age > LETTERS_WAIT or watch.tasks().age > TASKS_WAIT
    return "late" if late else OK


# Apps above add theirs when they start.
CHECKS: dict[str, Callable[[], str]] = {
    "database": database,
    "storage": storage,
    "space": space,
    "ledger": ledger,
    "migrations": migrations,
    "nightly": nightly,
    "worker": worker,
    "queue": queue,
}
