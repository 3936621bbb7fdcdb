"""A backup is put back while people read: nothing that was closed since is read again, and nobody
comes in who had been shown out.
"""

import http.client
import json
import subprocess
import sys
import threading
import time
from contextlib import closing

import pytest

from bigstory.testing.browser import ROOT
from bigstory.tests.live.crowd import made, times
from bigstory.tests.live.put_back import own_site
from bigstory.tests.live.site import Sender

pytestmark = [pytest.mark.live, pytest.mark.enable_socket, pytest.mark.django_db(transaction=True)]
EACH = times(25, 3)
READERS = times(12, 4)
THERE = f"""
from bigstory.testing.record import clear, tell
from outcomes.consent.actions.links import make_link
from outcomes.consent.actions.permissions import record_event
from outcomes.framework.exchange.permissions import keep_wordings
from outcomes.models import Appearance, Person
from outcomes.publishing.actions.publications import publish_story
keep_wordings()
area = place("put-back")
worker = person("tom", "worker", area)
trust = person("priya", "trust")
def story(n):
    told = tell(area, f"The heron {{n}}", state="published", audience="public", people="listed",
        told_by="", out=False)
    teller = Person.objects.create(area=area, name=f"Zq{{n}}", age="adult")
    Appearance.objects.create(story=told, person=teller, how="teller")
    for use in ("words", "media"):
        record_event(person=teller, story=told, use=use, how_far="public", by=worker)
    publish_story(clear(told), by=trust)
    return told.pk, teller.pk, make_link(person=teller, by=worker)
kinds = ("withdrawn", "stopped", "stepped_back", "erased", "kept")
members = [person(f"m{{n}}", "member", area) for n in range({EACH})]
print(json.dumps({{
    "stories": {{kind: [story(f"{{kind}}{{n}}") for n in range({EACH})] for kind in kinds}},
    "members": [user.pk for user in members],
    "sessions": [sign_in(user) for user in members],
    "worker": worker.pk, "trust": trust.pk,
}}))
"""
CLOSE = """
import json
from areas.models import AreaRole
from areas.roles.actions.ending import end_role
from bigstory.accounts.models import User
from outcomes.consent.actions.erasure import erase_person
from outcomes.consent.actions.links import end_links
from outcomes.consent.actions.permissions import record_event
from outcomes.consent.actions.stops import place_stop
from outcomes.models import ChangeStory, Person
from outcomes.stories.actions.taking_back import withdraw
there = json.loads({there!r})
worker, trust = (User.objects.get(pk=there[name]) for name in ("worker", "trust"))
def each(kind):
    for story, teller, _link in there["stories"][kind]:
        yield ChangeStory.objects.get(pk=story), Person.objects.get(pk=teller)
for story, teller in each("withdrawn"):
    withdraw(story, by=worker)
for story, teller in each("stopped"):
    place_stop(by=worker, story=story)
for story, teller in each("stepped_back"):
    record_event(person=teller, story=story, use="words", how_far="nowhere", by=worker)
    end_links(person=teller, by=worker)
for story, teller in each("erased"):
    erase_person(teller, by=trust, why="by letter")
for role in AreaRole.objects.filter(user__in=there["members"]):
    end_role(area_role=role, by=trust)
"""


class Readers:
    """People who read the same pages again and again, and what they were answered when."""

    def __init__(self, site, pages: list[str]):
        self.site, self.pages = site, pages
        self.told: list[tuple[float, str, int]] = []
        self.stop = threading.Event()
        self.threads = [threading.Thread(target=self._read, args=(n,)) for n in range(READERS)]

    def __enter__(self) -> "Readers":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.stop.set()
        for thread in self.threads:
            thread.join()

    def _read(self, n: int) -> None:
        while not self.stop.is_set():
            n += 1
            page = self.pages[n % len(self.pages)]
            began = time.monotonic()
            self.told.append((began, page, _status(self.site.port, page)))

    def read(self, pages: set[str], since: float) -> int:
        """How often one of these pages was shown to somebody who asked since then."""
        return sum(at > since and page in pages and status == 200 for at, page, status in self.told)


def _status(port: int, page: str) -> int:
    """0 where nobody answered."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        line.request("GET", page)
        with line.getresponse() as answer:
            answer.read()
            return answer.status
    except (OSError, http.client.HTTPException):
        time.sleep(0.05)
        return 0
    finally:
        line.close()


def test_nothing_that_was_closed_is_read_again_and_nobody_let_in(tmp_path):
    with own_site(tmp_path) as site:
        there = made(site, THERE)
        kept = {f"/stories/{pk}/" for pk, _teller, _link in there["stories"].pop("kept")}
        closed = {f"/stories/{row[0]}/" for rows in there["stories"].values() for row in rows}
        links = [f"/mine/{row[2]}/" for row in there["stories"]["stepped_back"]]
        with Readers(site, [*closed, *kept, *links]) as readers:
            site.copy()
            site.ask(CLOSE.format(there=json.dumps(there)))
            gone = time.monotonic()
            time.sleep(1)
            site.put_back()
            _wait_until_it_says_pending(site)
            assert {
                *_asked_by(there["sessions"], site),
                *(_status(site.port, page) for page in kept),
            } == {503}
            said = _close_again(site)
            time.sleep(2)
            let_in = _asked_by(there["sessions"], site)
        print(f"\n{said.strip()}\n{len(readers.told)} pages read meanwhile")
        again = readers.read({*closed, *links}, gone)
        print(f"{len(closed)} stories and {len(links)} links: {again} shown again")
        assert again == 0
        assert readers.read(kept, gone), "what nobody closed is read again"
        assert set(let_in) == {302}
        assert {_status(site.port, page) for page in kept} == {200}
        assert 200 not in {_status(site.port, page) for page in (*closed, *links)}
        assert "Nothing is to be closed" in _close_again(site)


def _asked_by(sessions: list[str], site) -> list[int]:
    """What each of them is answered with the cookie of before."""
    told = []
    for session in sessions:
        with closing(Sender(site.port, session).line) as line:
            line.request("GET", "/account/", headers={"Cookie": f"sessionid={session}"})
            with line.getresponse() as answer:
                told.append(answer.status)
    return told


def _wait_until_it_says_pending(site, seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while True:
        line = http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)
        line.request("GET", "/health/")
        told = json.loads(line.getresponse().read())
        line.close()
        if told["ledger"] == "pending":
            return
        assert time.monotonic() < until, told
        time.sleep(0.2)


def _close_again(site) -> str:
    run = [sys.executable, "-W", "ignore", "manage.py", "close_again"]
    done = subprocess.run(run, cwd=ROOT, env=site.environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return "\n".join(done.stdout.splitlines()[-2:])
