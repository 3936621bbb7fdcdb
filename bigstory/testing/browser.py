"""A running copy of the product, and people who look at it through a real browser.

Each copy has its own database with the example record in it and its own port, so that what one file
of tests changes never reaches another. The record is made once; every copy of it is a copy of a
file.
"""

import fcntl
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from bigstory.accounts.sample import PEOPLE

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = "/usr/bin/chromium"
# No sandbox: the checks may run as root. The rest keeps the browser from calling home.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A microphone that hears beeps, and that nobody need allow.
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
EMAIL_OF = {person.name: person.email for person in PEOPLE}
# What `make demo` does before it serves.
PREPARE = [sys.executable, "manage.py", "demo", "--no-serve"]
# Tells the console of a refusal by the content security policy, so that one list holds everything
# that went wrong.
SAY_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`CSP ${event.violatedDirective} refused ${event.blockedURI || event.sourceFile}`));
"""


def environment(database: Path) -> dict:
    """What a copy of the product is started with: the demo, on a database of its own."""
    inherited = {
        k: v for k, v in os.environ.items() if not k.startswith(("DJANGO_", "PYTEST_", "COV_"))
    }
    return inherited | {
        "BIGSTORY_MODE": "demo",
        "DATABASE_URL": f"sqlite:///{database}",
        "STORAGE_DIR": str(files_of(database)),
        "PYTHONUNBUFFERED": "1",
    }


def make_record(database: Path) -> Path:
    """The example record in one file.

    Workers that run beside each other wait for the first, who makes it.
    """
    with open(database.with_suffix(".lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not database.exists():
            being_made = database.with_suffix(".part")
            done = subprocess.run(
                PREPARE, cwd=ROOT, env=environment(being_made), capture_output=True, text=True
            )
            assert done.returncode == 0, (
                f"no example record:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
            )
            with closing(sqlite3.connect(being_made)) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            files_of(being_made).rename(files_of(database))
            being_made.rename(database)
    return database


def files_of(database: Path) -> Path:
    """Where the photos and recordings of a record lie."""
    return database.with_suffix(".files")


class Site:
    """One copy of the product, serving."""

    def __init__(self, record: Path, folder: Path):
        self.database = folder / "site.sqlite3"
        self.log = folder / "site.log"
        shutil.copy(record, self.database)
        shutil.copytree(files_of(record), files_of(self.database))
        self.signed_in: dict[str, dict] = {}

    def environment(self) -> dict:
        return environment(self.database)

    def start(self, seconds: float = 30) -> "Site":
        serve = [
            "-m",
            "gunicorn",
            "bigstory.wsgi",
            "--bind",
            "127.0.0.1:0",
            "--threads",
            "4",
            "--no-control-socket",
            # With the usual 2 s it hangs up just as a browser that looked at a page asks again.
            "--keep-alive",
            "75",
        ]
        # Whitenoise says that static files were not collected, which nobody does for a demo.
        run = [sys.executable, "-W", "ignore:No directory at", *serve]
        with open(self.log, "w") as log:
            self.process = subprocess.Popen(
                run, cwd=ROOT, env=self.environment(), stdout=log, stderr=log
            )
        until = time.monotonic() + seconds
        while not (match := re.search(r"Listening at: (http://[\d.:]+)", self.log.read_text())):
            assert self.process.poll() is None, self.log.read_text()[-4000:]
            assert time.monotonic() < until, f"no address after {seconds} s"
            time.sleep(0.05)
        self.url = match[1]
        return self

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)

    def ask(self, code: str) -> str:
        """What a few lines of Python print, run against this copy's database."""
        start = "import django; django.setup()\n"
        return self._run("-c", start + code)

    def manage(self, *command: str) -> str:
        """What a command prints."""
        return self._run("manage.py", *command)

    def _run(self, *arguments: str) -> str:
        env = self.environment() | {"DJANGO_SETTINGS_MODULE": "bigstory.settings"}
        run = [sys.executable, "-W", "ignore", *arguments]
        return subprocess.run(
            run, cwd=ROOT, env=env, capture_output=True, text=True, check=True
        ).stdout

    def letters(self) -> str:
        """The letters that waited, as the worker prints them."""
        return self.manage("worker", "--once")

    def broken(self) -> list[str]:
        """What the site itself could not do; refusals are logged too and are as they should be."""
        return [
            line
            for line in self.log.read_text().splitlines()
            if line.startswith("Internal Server Error")
        ]


@dataclass
class Onlooker:
    """Somebody in front of a browser, and everything that went wrong before their eyes."""

    site: Site
    context: object
    page: object
    wrong: list[str] = field(default_factory=list)

    @classmethod
    def arrive(
        cls, site: Site, chromium, *, name: str = "", size: dict = DESK, **options
    ) -> "Onlooker":
        """A new browser window. With a name of the sample people: signed in as them."""
        state = cls._state(site, chromium, name) if name else None
        context = chromium.new_context(
            base_url=site.url, viewport=size, storage_state=state, **options
        )
        context.set_default_timeout(10_000)
        context.add_init_script(SAY_VIOLATIONS)
        person = cls(site=site, context=context, page=context.new_page())
        context.on("console", person._hear)
        context.on("weberror", lambda error: person.wrong.append(f"script error: {error.error}"))
        return person

    @staticmethod
    def _state(site: Site, chromium, name: str) -> dict:
        """Signed in once by pressing the name on the demo's sign-in page; after that the cookie is
        handed on.
        """
        if name not in site.signed_in:
            context = chromium.new_context(base_url=site.url)
            page = context.new_page()
            page.goto("/account/sign-in/")
            page.get_by_role("button", name=name, exact=True).click()
            page.wait_for_url(lambda url: "sign-in" not in url)
            site.signed_in[name] = context.storage_state()
            context.close()
        return site.signed_in[name]

    def _hear(self, message) -> None:
        if message.type not in ("error", "warning"):
            return
        # A page that answers 403, 404 or 405 is what a test went to see; a picture or a style that
        # does is a fault.
        place = message.location.get("url", "")
        if "Failed to load resource" in message.text and place == message.page.url:
            return
        self.wrong.append(f"{message.page.url}: {message.text} ({place})")

    def go(self, path: str) -> int:
        """Open an address; the status it answers with."""
        return self.page.goto(path).status

    def reads(self) -> str:
        """What stands in the main part of the page."""
        return self.page.locator("main").inner_text()

    def leave(self) -> None:
        self.context.close()
