"""Several people at once, over real connections to a site of its own: how long each waits."""

import http.client
import os
import re
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from bigstory.benchmarks.cost import percentile
from bigstory.benchmarks.scenarios import Scenario, client_of
from bigstory.core.files.workshop import folder

CLIENTS = 8
SECONDS = 30.0
# As docs/deploy.md has it for a machine of two processors.
SERVED = ("--workers", "2", "--threads", "4")
START = 60.0


@contextmanager
def served() -> Iterator[int]:
    """A site on the database at hand; its port."""
    command = [sys.executable, "-m", "gunicorn", "bigstory.wsgi", "--bind", "127.0.0.1:0"]
    with folder() as room, (room / "log").open("w") as log:
        process = subprocess.Popen(
            [*command, "--no-control-socket", *SERVED],
            cwd=settings.BASE_DIR,
            env=os.environ,
            stdout=log,
            stderr=log,
        )
        try:
            yield _port(process, room / "log")
        finally:
            process.terminate()
            process.wait(20)


def _port(process: subprocess.Popen, log: Path) -> int:
    until = time.monotonic() + START
    while process.poll() is None and time.monotonic() < until:
        if found := re.search(r"Listening at: http://[\d.]+:(\d+)", log.read_text()):
            return int(found[1])
        time.sleep(0.05)
    raise RuntimeError(f"The site did not start: {log.read_text()[-2000:]}")


def waits(scenarios: list[Scenario], *, seconds: float = SECONDS) -> dict[str, tuple[int, float]]:
    """For each scenario that reads a page: how often it was asked for, and the milliseconds in
    which nineteen of twenty had their answer. Raises RuntimeError where one was refused.
    """
    cookies = {who: _cookie(who) for who in {scenario.who for scenario in scenarios}}
    asked: dict[str, list[float]] = defaultdict(list)
    refused: list[str] = []
    with served() as port:
        until = time.monotonic() + seconds
        people = [
            threading.Thread(
                target=_browse,
                args=(port, scenarios[at:] + scenarios[:at], cookies, until, asked, refused),
            )
            # Each begins at another page, so that all of them meet.
            for at in _beginnings(len(scenarios))
        ]
        for person in people:
            person.start()
        for person in people:
            person.join()
    if refused:
        raise RuntimeError(f"Refused while {CLIENTS} asked at once: {', '.join(refused[:5])}")
    return {key: (len(clocks), percentile(clocks, 95)) for key, clocks in asked.items()}


def _beginnings(pages: int) -> list[int]:
    return [pages * person // CLIENTS for person in range(CLIENTS)]


def _cookie(who: str) -> str:
    morsel = client_of(who).cookies.get(settings.SESSION_COOKIE_NAME)
    return f"{settings.SESSION_COOKIE_NAME}={morsel.value}" if morsel else ""


def _browse(port, scenarios, cookies, until, asked, refused) -> None:
    """One page after the other until the time is over. The first round warms the site up and is not
    counted; the second is, whatever the time.
    """
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    turn = 0
    while turn < 2 or time.monotonic() < until:
        for scenario in scenarios:
            began = time.monotonic()
            line.request("GET", scenario.address(), headers={"Cookie": cookies[scenario.who]})
            answer = line.getresponse()
            answer.read()
            if turn:
                asked[str(scenario)].append((time.monotonic() - began) * 1000)
            if answer.status != 200:
                refused.append(f"{scenario}: {answer.status}")
        turn += 1
    line.close()
