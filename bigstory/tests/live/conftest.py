"""A site that serves, for tests of what several people do at once. Run with `make drill`."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing

import pytest
from django.conf import settings
from django.db import connection

from bigstory.tests.live.crowd import times
from bigstory.tests.live.site import LiveSite, url_of

# One test's time from the first request to the last. It takes a fraction of that where nothing
# hangs.
MOST_SECONDS = times(900, 150)


@pytest.fixture
def live(tmp_path) -> Iterator[LiveSite]:
    yield from _served(tmp_path)


@pytest.fixture
def deployed(tmp_path) -> Iterator[LiveSite]:
    """With as many processes and threads as docs/deploy.md starts."""
    yield from _served(tmp_path, workers=3, threads=4)


def _served(tmp_path, **shape: int) -> Iterator[LiveSite]:
    """The site, killed when its time is up: every sender hears so at once, and the test fails
    instead of hanging.
    """
    default = settings.DATABASES["default"]
    site = LiveSite(url_of(default, tmp_path), tmp_path, **shape)
    if default["ENGINE"].endswith("sqlite3"):
        _copy_tables(tmp_path / "live.sqlite3")
    site.start()
    watch = threading.Timer(MOST_SECONDS, site.kill)
    watch.daemon = True
    watch.start()
    yield site
    in_time = watch.is_alive()
    watch.cancel()
    site.stop()
    assert in_time, f"not done after {MOST_SECONDS} s"


def _copy_tables(file) -> None:
    """The tables of the test's own database, which took its time to make them."""
    connection.ensure_connection()
    with closing(sqlite3.connect(file)) as target:
        connection.connection.backup(target)
