"""A served copy with a database of its own, which is copied and put back as docs/deploy.md says."""

import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection

from bigstory.tests.live.site import LiveSite, url_of


class OwnSite(LiveSite):
    """With what puts an older copy of its database back."""

    mode = "development"

    @property
    def environment(self) -> dict:
        return super().environment | {"BIGSTORY_MODE": self.mode}

    def copy(self) -> None:
        raise NotImplementedError

    def put_back(self) -> None:
        raise NotImplementedError


class OnSQLite(OwnSite):
    @property
    def file(self) -> Path:
        return self.folder / "live.sqlite3"

    def copy(self) -> None:
        older = sqlite3.connect(self.folder / "older.sqlite3")
        with closing(sqlite3.connect(self.file)) as source, closing(older) as target:
            source.backup(target)

    def put_back(self) -> None:
        """A file cannot be changed under a site that serves."""
        self.stop()
        for ending in ("-wal", "-shm"):
            Path(f"{self.file}{ending}").unlink(missing_ok=True)
        shutil.copy(self.folder / "older.sqlite3", self.file)
        self.start()


class OnPostgreSQL(OwnSite):
    """Put back while the site serves: it finds the database gone, and then an older one."""

    def copy(self) -> None:
        _pg("pg_dump", "--format=custom", f"--file={self.folder / 'older'}", self.database)

    def put_back(self) -> None:
        name = self.database.rpartition("/")[2]
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
            cursor.execute(f"CREATE DATABASE {name}")
        older = str(self.folder / "older")
        _pg("pg_restore", "--no-owner", f"--dbname={self.database}", older)


def _pg(program: str, *arguments: str) -> None:
    found = shutil.which(program) or max(
        map(str, Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))
    )
    subprocess.run([found, *arguments], check=True, capture_output=True)


@contextmanager
def own_site(folder: Path, mode: str = "development") -> Iterator[OwnSite]:
    """`mode` "demo": faults are answered as they are for real."""
    default = connection.settings_dict
    if connection.vendor == "sqlite":
        site: OwnSite = OnSQLite(url_of(default, folder), folder)
        with closing(sqlite3.connect(folder / "live.sqlite3")) as target:
            connection.ensure_connection()
            connection.connection.backup(target)
        with _served(site, mode):
            yield site
        return
    name = f"{default['NAME']}_put_back"
    # With the tables of the test's own, to which nobody is connected meanwhile.
    connection.close()
    with _about(default) as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {default['NAME']}")
    try:
        site = OnPostgreSQL(url_of(default | {"NAME": name}, folder), folder)
        with _served(site, mode):
            yield site
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def _about(default: dict) -> Iterator:
    """A connection to no database of ours."""
    from django.db.backends.postgresql.base import DatabaseWrapper

    away = DatabaseWrapper(default | {"NAME": "postgres"}, alias="away")
    try:
        with away.cursor() as cursor:
            yield cursor
    finally:
        away.close()


@contextmanager
def _served(site: OwnSite, mode: str) -> Iterator[None]:
    site.mode = mode
    site.start()
    try:
        yield
    finally:
        site.kill()
