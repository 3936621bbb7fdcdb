"""Keeps every page as every person, and compares two keepings, to prove that code changed no page.

    python -m bigstory.tests.keep_pages keep FOLDER    every answer of the site, from two records
    python -m bigstory.tests.keep_pages compare A B    what differs between two; 1 if anything

Not part of the suite: it takes minutes. It works in a database and a folder of its own, which it
throws away. The same code keeps the same bytes each time: time stands still, and chance starts anew
for each question. keep_asking.py says what is asked, keep_worlds.py of which records, and
keep_compare.py compares.
"""

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bigstory.tests.keep_compare import compare

NOW = datetime(2026, 11, 25, 12, tzinfo=ZoneInfo("Europe/London"))
# Each record in the mode it is meant for: the sample people sign in with one press in a demo only.
MODES = {"planted": "development", "example": "demo"}
PARTS = 2  # of the people of one record
AT_ONCE = 2


@contextmanager
def nothing_by_chance() -> Iterator[None]:
    """Time stands still, and what is drawn by lot (names, tokens, codes) comes from a seed."""
    import time_machine

    from bigstory.tests.keep_asking import CHANCE

    CHANCE.seed("start")
    os.urandom = random._urandom = CHANCE.randbytes  # uuid4 and all of secrets ask these
    with time_machine.travel(NOW, tick=False):
        yield


@contextmanager
def plain_django() -> Iterator[None]:
    """What the tests set for themselves, and no log of the pages that are meant to be refused."""
    import logging

    import django
    from django.test import override_settings

    django.setup()
    logging.disable()
    with override_settings(
        DEBUG=False,
        SECOND_STEP_REQUIRED=False,
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
    ):
        yield


def migrate() -> None:
    """One empty database, copied for each part: making it takes longer than filling it."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def keep_part(record: str, part: int, into: Path, store: Path) -> None:
    """Every answer to some of the people of a record."""
    from bigstory.tests.keep_asking import keep_answers
    from bigstory.tests.keep_worlds import WORLDS

    world = WORLDS[record]()
    for who in list(world.people)[part::PARTS]:
        keep_answers(record, who, world, into, store)


def main_of_part(record: str, part: str, into: str, store: str) -> None:
    with nothing_by_chance(), plain_django():
        if record == "nothing":
            migrate()
        else:
            keep_part(record, int(part), Path(into), Path(store))


def _run(record: str, part: int, into: Path, work: Path) -> None:
    """A part in a process of its own, which knows nothing of this machine's settings."""
    home = work / f"{record}-{part}"
    shutil.copytree(work / "nothing-0", home) if record in MODES else home.mkdir()
    ours = ("SECRET_KEY", "ALLOWED_HOSTS", "EMAIL_URL", "DEFAULT_FROM_EMAIL", "TRUSTED_PROXIES")
    env = {name: value for name, value in os.environ.items() if name not in ours}
    env |= {"PYTHONHASHSEED": "0", "DJANGO_SETTINGS_MODULE": "bigstory.settings"}
    env |= {"BIGSTORY_MODE": MODES.get(record, "development")}
    store = home / "store"
    store.mkdir(exist_ok=True)
    env |= {"STORAGE_DIR": str(store / "files"), "ERASURE_LEDGER": str(store / "erasures.txt")}
    env |= {"DATABASE_URL": f"sqlite:///{home / 'record.sqlite3'}"}
    ourselves = [sys.executable, "-W", "ignore", "-m", __spec__.name]
    subprocess.run([*ourselves, "part", record, str(part), into, store], env=env, check=True)


def keep(folder: Path) -> None:
    """Both records, in a folder that was not there or is empty."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise SystemExit(f"{folder} is not empty.")
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(AT_ONCE) as pool:
        work = Path(name)
        _run("nothing", 0, folder.resolve(), work)
        parts = [(record, part) for record in MODES for part in range(PARTS)]
        list(pool.map(lambda each: _run(*each, folder.resolve(), work), parts))
    counts = sorted(folder.glob("*.statements"))
    lines = "".join(each.read_text(encoding="utf-8") for each in counts)
    (folder / "statements.txt").write_text(lines, encoding="utf-8")
    for each in counts:
        each.unlink()
    print(f"Kept in {folder}: {len(counts)} people, {time.monotonic() - began:.0f} seconds")


def main(told: list[str]) -> int:
    match told:
        case ["keep", folder]:
            keep(Path(folder))
        case ["compare", before, after]:
            return compare(Path(before), Path(after))
        case ["part", *how]:
            main_of_part(*how)
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
