"""People at a served site who do something at the same moment."""

import json
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from bigstory.tests.live.site import LiveSite, Sender

# The start of what a test writes into the site's database: places to be in, and people signed in.
BEGIN = """
import json
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from areas.models import Area, AreaFacts, AreaRole, Programme, Region
from bigstory.accounts.models import User
programme = Programme.objects.create(slug="live", name="Live")
region = Region.objects.create(slug="r", name="R")

def place(slug):
    area = Area.objects.create(
        programme=programme, region=region, slug=slug, name=slug.title(), wave=1, basis="stated"
    )
    AreaFacts.objects.create(area=area)
    return area

def person(name, role, area=None):
    user = User.objects.create_user(f"{name}@example.org", name=name.title())
    AreaRole.objects.create(user=user, area=area, role=role)
    return user

def sign_in(user):
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "areas.roles.sign_in.RoleBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return session.session_key
"""


drill_only = pytest.mark.skipif(not os.environ.get("DRILL"), reason="minutes: make drill")


def times(drill: int, taste: int) -> int:
    """How often something is done at once: `drill` in `make drill`, elsewhere a taste of it, which
    still meets every case and costs CI seconds instead of minutes.
    """
    return drill if os.environ.get("DRILL") else taste


def made(live: LiveSite, code: str):
    """What `code` prints as JSON, run after BEGIN against the site's database."""
    return json.loads(live.ask(f"{BEGIN}\n{code}"))


class Crowd:
    """Senders who wait for each other before each round, so that their requests leave together."""

    def __init__(self, senders: list[Sender]):
        self.senders = senders
        self._start = threading.Barrier(len(senders), timeout=30)
        self._pool = ThreadPoolExecutor(len(senders))

    def rounds(self, number: int, act: Callable[[Sender, int, int], object]) -> list[list]:
        """`act(sender, which sender, which round)` of all senders at once, `number` times: a list
        for each round.
        """
        columns = [
            self._pool.submit(self._take_part, n, number, act) for n in range(len(self.senders))
        ]
        return [list(one) for one in zip(*(column.result() for column in columns), strict=True)]

    def _take_part(self, n: int, number: int, act: Callable) -> list:
        done = []
        try:
            for which in range(number):
                self._start.wait()
                done.append(act(self.senders[n], n, which))
        except BaseException:
            self._start.abort()  # the others need not wait for somebody who will not come
            raise
        return done

    def leave(self) -> None:
        self._start.abort()
        self._pool.shutdown(cancel_futures=True)
        for sender in self.senders:
            sender.line.close()


@contextmanager
def crowd(live: LiveSite, keys: list[str]) -> Iterator[Crowd]:
    """One sender for each session, each with a connection of its own."""
    together = Crowd([Sender(live.port, key) for key in keys])
    try:
        yield together
    finally:
        together.leave()
