"""What is missing for a while, taken away for real: no word is lost, nothing is there twice or by
half, and /health/ is red in the line that is meant.
"""

import http.client
import json
import os
import shutil
import subprocess
import time
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.db import connection

from bigstory.tests.hidden_inputs import Hidden
from bigstory.tests.live.crowd import made
from bigstory.tests.live.put_back import own_site
from bigstory.tests.mutants import marked

pytestmark = [pytest.mark.live, pytest.mark.enable_socket, pytest.mark.django_db(transaction=True)]
THERE = """
area = place("faults")
print(json.dumps({"session": sign_in(person("denise", "member", area)), "area": area.pk}))
"""
BOOK = "/areas/faults/decisions/new/"
WORDS = {"title": "The shed goes to the bowls club", "because": "Nobody else asked.\nIt leaks."}
CHOSEN = {"on": "2026-03-04", "raised_by": "resident", "decided_by": "vote"}
SAVED = """
from bigstory.core.db.tokens import FormToken
from partnerships.models import Decision, MediaItem
print([Decision.objects.count(), FormToken.objects.count(), MediaItem.objects.count()])
"""


class Denise:
    """Her browser: one cookie for who she is, one that guards her forms."""

    def __init__(self, site, session: str):
        self.site, self.cookie = site, f"sessionid={session}; csrftoken={'a' * 32}"

    def ask(self, path: str, body: bytes | None = None, kind: str = "") -> tuple[int, str]:
        line = http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=60)
        headers = {"Cookie": self.cookie} | ({"Content-Type": kind} if kind else {})
        with closing(line):
            line.request("POST" if body is not None else "GET", path, body, headers)
            with line.getresponse() as answer:
                return answer.status, answer.read().decode(errors="replace")

    def send(self, path: str, fields: dict) -> tuple[int, str]:
        kind = "application/x-www-form-urlencoded"
        return self.ask(path, urlencode(fields).encode(), kind)

    def send_photo(self, body: bytes) -> tuple[int, str]:
        fields = {"csrfmiddlewaretoken": "a" * 32, "token": "4f7b6f0e-1d0e-4a4e-8f5e-0c1f5d2b7a11"}
        parts = [
            f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in fields.items()
        ]
        about = b'--x\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\n'
        photo = about + b"Content-Type: image/jpeg\r\n\r\n" + body + b"\r\n--x--\r\n"
        return self.ask(
            "/areas/faults/photos/", b"".join(parts) + photo, "multipart/form-data; boundary=x"
        )

    def health(self) -> dict[str, str]:
        told = json.loads(self.ask("/health/")[1])
        return {name: word for name, word in told.items() if word != "ok"}


def form_of(page: str) -> dict:
    return dict(Hidden(page).forms[-1][1])


@pytest.fixture
def denise(tmp_path):
    with own_site(tmp_path, mode="demo") as site:
        yield Denise(site, made(site, THERE)["session"])


@contextmanager
def no_database(site):
    """On PostgreSQL it is renamed under the site, on SQLite its folder is gone."""
    if connection.vendor == "sqlite":
        away = site.folder / "away"
        away.mkdir()
        for path in site.folder.glob("live.sqlite3*"):
            shutil.move(path, away / path.name)
        (site.folder / "live.sqlite3").mkdir()
        yield
        (site.folder / "live.sqlite3").rmdir()
        for path in away.iterdir():
            shutil.move(path, site.folder / path.name)
        return
    name = site.database.rpartition("/")[2]
    ends = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        cursor.execute(ends, [name])
        yield
        cursor.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


def test_a_database_that_goes_and_comes_back_costs_no_word(denise):
    fields = form_of(denise.ask(BOOK)[1]) | WORDS | CHOSEN
    site = denise.site
    if connection.vendor == "sqlite":
        site.stop()  # an open file goes on being there
    with no_database(site):
        if connection.vendor == "sqlite":
            site.start()
        status, page = denise.send(BOOK, fields)
        assert status == 503
        assert "Nobody else asked.<br>It leaks." in page
        assert denise.health()["database"] == "down"
        assert denise.ask("/about/")[0] == 503
    time.sleep(3.5)  # an answer of /health/ stands so long
    assert "database" not in denise.health()
    again = form_of(page) | {"csrfmiddlewaretoken": "a" * 32}
    assert [denise.send(BOOK, again)[0] for _twice in range(2)] == [302, 302]
    assert json.loads(site.ask(SAVED)) == [1, 1, 0]


@contextmanager
def small_disk(folder: Path, size: str):
    """A disk of its own under a folder. In the drill it has to be there."""
    folder.mkdir(exist_ok=True)
    run = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if subprocess.run(run, capture_output=True).returncode:
        assert not os.environ.get("DRILL"), "the drill needs to be root, to mount a small disk"
        pytest.skip("a small disk cannot be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(path: Path) -> None:
    with suppress(OSError), open(path, "wb", buffering=0) as file:
        while file.write(b"x" * 4096):
            pass


def test_a_full_disk_takes_nothing_by_half_and_says_so(denise):
    store = denise.site.folder / "files"
    with small_disk(store, "6m"):
        assert denise.health().get("storage") is None
        photo = marked("JPEG")
        fill(store / "filler")
        status, page = denise.send_photo(photo)
        assert status == 503, page[-600:]
        assert json.loads(denise.site.ask(SAVED))[2] == 0
        # What marks a place as taken is a file without a byte in it.
        files = [path for path in store.rglob("*") if path.is_file() and path.stat().st_size]
        assert [path.name for path in files] == ["filler"]
        time.sleep(3.5)
        assert denise.health().get("space") == "full"
        assert denise.health().get("storage") == "down"
        (store / "filler").unlink()
        status, page = denise.send_photo(photo)
        assert status == 201, page[-600:]
