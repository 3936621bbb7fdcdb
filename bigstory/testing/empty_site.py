"""A copy of the product with nothing in its database, and the worker beside it, as on the first day
of a real site.
"""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

from bigstory.testing.browser import ROOT, Site, environment

# A database with nothing in it; where none is named, a file of SQLite.
EMPTY_DATABASE = "EMPTY_DATABASE_URL"


class EmptySite(Site):
    def __init__(self, folder: Path):
        self.database = folder / "empty.sqlite3"
        self.log = folder / "site.log"
        self.post = folder / "worker.log"
        self.signed_in: dict[str, dict] = {}

    def environment(self) -> dict:
        found = environment(self.database) | {"BIGSTORY_MODE": "development"}
        if url := os.environ.get(EMPTY_DATABASE):
            found["DATABASE_URL"] = url
        return found

    def start(self, seconds: float = 30) -> "EmptySite":
        """With the worker beside it. Raises CalledProcessError where `migrate` fails."""
        self.manage("migrate")
        super().start(seconds)
        with open(self.post, "w") as log:
            self.worker = subprocess.Popen(
                [sys.executable, "manage.py", "worker"],
                cwd=ROOT,
                env=self.environment(),
                stdout=log,
                stderr=log,
            )
        return self

    def stop(self) -> None:
        self.worker.terminate()
        self.worker.wait(30)
        super().stop()

    def letter_to(self, email: str, holding: str, seconds: float = 30) -> str:
        """What the last letter to this address holds, by a pattern; waits until it was sent."""
        until = time.monotonic() + seconds
        while True:
            letters = [
                letter
                for letter in self.post.read_text().split("\nTo: ")
                if letter.startswith(f"{email}\n")
            ]
            found = [match for letter in letters for match in re.findall(holding, letter, re.M)]
            if found:
                return found[-1]
            assert time.monotonic() < until, f"no letter to {email}:\n{self.post.read_text()}"
            time.sleep(0.1)
