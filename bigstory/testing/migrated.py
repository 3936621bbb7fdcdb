"""The empty database every test run begins with, migrated once and copied by whoever needs one.

Migrating takes longer than most folders' tests. On SQLite what came of it is kept in a file, named
for all that could make it come out otherwise: the product's code, its requirements and Python. Each
worker of a run fills its database in memory from there, and so does the next run. `migrate` runs
over the copy all the same, finds nothing to do, and lets whoever waits for its end have their say.
"""

import fcntl
import hashlib
import sqlite3
import sys
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection
from django.db.backends.signals import connection_created

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "var" / "tests"
OURS = ("bigstory", "areas", "partnerships", "outcomes")


def migrate_once() -> None:
    """From now on, making the test database begins with the copy where there is one."""
    if connection.vendor != "sqlite":
        return
    make = connection.creation.create_test_db

    def make_or_copy(*args, **options):
        with _alone():
            path = FOLDER / f"{_digest_of_product()}.sqlite3"
            if path.exists():
                with _filled_from(path):
                    return make(*args, **options)
            name = make(*args, **options)
            _copy_to(path)
            return name

    connection.creation.create_test_db = make_or_copy


@contextmanager
def _alone():
    """Workers that begin together wait for the first."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with open(FOLDER / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _digest_of_product() -> str:
    digest = hashlib.sha256(sys.version.encode())
    files = [path for name in OURS for path in (ROOT / name).rglob("*.py")]
    product = [path for path in files if not {"tests", "testing"} & set(path.parts)]
    for path in [ROOT / "requirements.txt", *sorted(product)]:
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:20]


@contextmanager
def _filled_from(path: Path):
    """Whatever connection opens first is to the new database, and nothing is in it yet."""

    def fill(sender, connection, **_signal):
        connection_created.disconnect(fill)
        with closing(sqlite3.connect(path)) as copy:
            copy.backup(connection.connection)

    connection_created.connect(fill)
    try:
        yield
    finally:
        connection_created.disconnect(fill)


def _copy_to(path: Path) -> None:
    for older in FOLDER.glob("*.sqlite3"):
        older.unlink()
    connection.ensure_connection()
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(part)) as copy:
        connection.connection.backup(copy)
    part.rename(path)
