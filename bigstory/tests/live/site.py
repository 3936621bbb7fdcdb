"""A served copy of the product on the database of the test, and people who send forms to it over
real HTTP.

On PostgreSQL the copy works on the test's own database. On SQLite that one lives in memory, where
no second process can reach it, so the copy gets a file.
"""

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from bigstory.testing.browser import ROOT

SERVE = ["-m", "gunicorn", "bigstory.wsgi", "--bind", "127.0.0.1:0", "--no-control-socket"]


@dataclass
class LiveSite:
    """Two processes of eight threads each, so that as many as possible meet; as docs/deploy.md has
    it where a test is about how long somebody waits.
    """

    database: str
    folder: Path
    port: int = 0
    workers: int = 2
    threads: int = 8

    @property
    def environment(self) -> dict:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST_", "COV_"))}
        # Not the demo: its sample people have no place here.
        return kept | {
            "BIGSTORY_MODE": "development",
            "DATABASE_URL": self.database,
            "STORAGE_DIR": str(self.folder / "files"),
            "DJANGO_SETTINGS_MODULE": "bigstory.settings",
            "PYTHONUNBUFFERED": "1",
        }

    def ask(self, code: str) -> str:
        """What a few lines of Python print, run against this copy's database."""
        run = [sys.executable, "-W", "ignore", "-c", f"import django; django.setup()\n{code}"]
        done = subprocess.run(
            run, cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=200
        )
        assert done.returncode == 0, done.stderr[-4000:]
        return done.stdout

    def start(self, seconds: float = 40) -> "LiveSite":
        log = self.folder / "site.log"
        with open(log, "w") as out:
            shape = ["--workers", str(self.workers), "--threads", str(self.threads)]
            run = [sys.executable, "-W", "ignore:No directory at", *SERVE, *shape]
            # A group of its own, so that its workers end with it whatever happens.
            self.process = subprocess.Popen(
                run, cwd=ROOT, env=self.environment, stdout=out, stderr=out, start_new_session=True
            )
        until = time.monotonic() + seconds
        while not (found := re.search(r"Listening at: http://[\d.]+:(\d+)", log.read_text())):
            assert self.process.poll() is None, log.read_text()[-4000:]
            assert time.monotonic() < until, f"no address after {seconds} s"
            time.sleep(0.05)
        self.port = int(found[1])
        return self

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """At once: whoever still waits for an answer hears that nobody is there any more."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(5)

    def broken(self) -> list[str]:
        lines = (self.folder / "site.log").read_text().splitlines()
        return [line for line in lines if "Internal Server Error" in line or "Error:" in line]


def url_of(settings: dict, folder: Path) -> str:
    """Where the copy finds its database."""
    if settings["ENGINE"].endswith("sqlite3"):
        return f"sqlite:///{folder / 'live.sqlite3'}"
    host = quote(settings["HOST"] or "localhost", safe="")
    who = quote(settings["USER"]) + (
        f":{quote(settings['PASSWORD'])}" if settings["PASSWORD"] else ""
    )
    port = f":{settings['PORT']}" if settings["PORT"] else ""
    return f"postgres://{who}@{host}{port}/{settings['NAME']}"


@dataclass
class Sender:
    """Somebody signed in, with one connection to the site. `sent_to` is where the last answer
    led.
    """

    port: int
    session: str
    csrf: str = "a" * 32
    line: http.client.HTTPConnection = field(init=False)
    sent_to: str = ""

    def __post_init__(self):
        self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def _ask(
        self, method: str, path: str, body: str | bytes = "", kind: str = ""
    ) -> tuple[int, str]:
        headers = {"Cookie": f"sessionid={self.session}; csrftoken={self.csrf}"}
        if method == "POST":
            headers["Content-Type"] = kind or "application/x-www-form-urlencoded"
        self.line.request(method, path, body or None, headers)
        answer = self.line.getresponse()
        self.sent_to = answer.getheader("Location", "")
        return answer.status, answer.read().decode(errors="replace")

    def close(self) -> None:
        self.line.close()

    def get(self, path: str) -> tuple[int, str]:
        return self._ask("GET", path)

    def post(self, path: str, typed: dict) -> tuple[int, str]:
        return self._ask("POST", path, urlencode(typed | {"csrfmiddlewaretoken": self.csrf}))

    def send(self, path: str, typed: dict, **files: bytes) -> tuple[int, str]:
        """A form with files."""
        boxes = typed | {"csrfmiddlewaretoken": self.csrf} | _named(files)
        return self._ask("POST", path, encode_multipart(BOUNDARY, boxes), MULTIPART_CONTENT)


def _named(files: dict[str, bytes]) -> dict[str, SimpleUploadedFile]:
    return {box: SimpleUploadedFile(f"{box}.bin", body) for box, body in files.items()}
