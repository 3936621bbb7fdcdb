"""The site is killed again and again while eight people log what happened and send again until they
are answered: each entry is there once, and what was answered is there.
"""

import http.client
import json
import random
import threading
import time
import uuid
from contextlib import closing

import pytest

from bigstory.tests.live.crowd import drill_only, made
from bigstory.tests.live.site import Sender

pytestmark = [
    drill_only,
    pytest.mark.live,
    pytest.mark.enable_socket,
    pytest.mark.django_db(transaction=True),
]
KILLS = 100
PEOPLE = 8
DENISE = f"""
denise = person("denise", "member", place("killed"))
print(json.dumps([sign_in(denise) for _ in range({PEOPLE})]))
"""
READ = """
import json
from bigstory.core.db.audit import AuditLine
from bigstory.core.db.tokens import FormToken
from partnerships.models import Activity
print(json.dumps({
    "titles": list(Activity.objects.values_list("title", flat=True)),
    "tokens": FormToken.objects.count(),
    "lines": AuditLine.objects.filter(verb="activity.logged").count(),
}))
"""
NO_ANSWER = (OSError, http.client.HTTPException)


class Writer(threading.Thread):
    """Somebody who logs one thing after another; `logged` are those the site said it has."""

    def __init__(self, live, session: str, n: int, stop: threading.Event):
        super().__init__()
        self.live, self.session, self.n, self.stop = live, session, n, stop
        self.logged = []
        self.tries = 0

    def run(self):
        number = 0
        while not self.stop.is_set():
            title = f"Lunch {self.n}/{number}"
            self._until_answered(title)
            self.logged.append(title)
            number += 1

    def _until_answered(self, title: str) -> None:
        typed = {"token": str(uuid.uuid4()), "title": title, "came": "41", "counted": "about"}
        while True:
            self.tries += 1
            try:
                sender = Sender(self.live.port, self.session)
                with closing(sender.line):
                    sender.line.timeout = 10
                    status, page = sender.post(
                        "/areas/killed/log/", typed | {"when": "today", "audience": "programme"}
                    )
            except NO_ANSWER:
                time.sleep(0.2)
                continue
            if status == 302:
                return
            # A site that is only just starting, or stopping, may say that it is not there.
            assert status in (502, 503), page[:300]


def _wait_for_an_answer(people: list[Writer]) -> None:
    """A process that only just started takes its time: killed before, it would have met nobody."""
    before = sum(len(one.logged) for one in people)
    until = time.monotonic() + 30
    while sum(len(one.logged) for one in people) == before and time.monotonic() < until:
        time.sleep(0.05)


def test_what_was_answered_is_there_once_however_often_the_site_is_killed(live):
    stop = threading.Event()
    people = [Writer(live, key, n, stop) for n, key in enumerate(made(live, DENISE))]
    for one in people:
        one.start()
    chance = random.Random(14)
    for _kill in range(KILLS):
        _wait_for_an_answer(people)
        time.sleep(chance.uniform(0, 1))
        live.kill()
        live.start()
    stop.set()
    for one in people:
        one.join(60)
    logged = sorted(title for one in people for title in one.logged)
    found = json.loads(live.ask(READ))
    tries = sum(one.tries for one in people)
    print(f"\n{KILLS} kills: {len(logged)} entries answered, sent {tries} times")
    assert tries > len(logged) > KILLS, "kills that met nobody prove nothing"
    assert sorted(found["titles"]) == logged
    assert found["tokens"] == found["lines"] == len(logged)
