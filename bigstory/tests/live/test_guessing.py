"""Somebody with a machine and many networks guesses at an account, while a crowd of strangers fills
the table that counts them.
"""

import http.client
import json
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from math import ceil
from urllib.parse import urlencode

import pytest

from bigstory.accounts.tries import FIVE_MINUTES, MOST_TRIES
from bigstory.tests.live.crowd import drill_only, made

pytestmark = [
    drill_only,
    pytest.mark.live,
    pytest.mark.enable_socket,
    pytest.mark.django_db(transaction=True),
]
STRANGERS = 10_000
GUESSES = 10_000
AT_ONCE = 8
RIGHT = "three warm words"
BY_PASSWORD = "/account/sign-in/password/"
STEP = "/account/second-step/authenticate/"
PEOPLE = f"""
from allauth.mfa.totp.internal.auth import TOTP
def with_password(name, area):
    user = person(name, "member", area)
    user.set_password({RIGHT!r})
    user.save()
    return user
here = place("crowded")
with_password("denise", here)
TOTP.activate(with_password("ines", here), "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
print(json.dumps(None))
"""
COUNTED = """
import json
from bigstory.core.limits.counting import Limit
print(json.dumps(Limit.objects.count()))
"""


@dataclass
class Browser:
    """Somebody at the site, from a network of their own, with their cookies."""

    port: int
    where: str
    cookies: dict[str, str] = field(default_factory=lambda: {"csrftoken": "a" * 32})

    def post(self, path: str, typed: dict) -> str:
        """Where the answer leads, or its page."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Forwarded-For": self.where,
        }
        body = urlencode(typed | {"csrfmiddlewaretoken": self.cookies["csrftoken"]})
        line.request("POST", path, body, headers)
        answer = line.getresponse()
        page = answer.read().decode()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _equals, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0].strip('"')
        line.close()
        return answer.getheader("Location") or page

    def guess(self, password: str, name: str = "denise") -> str:
        typed = {"login": f"{name}@example.org", "password": password}
        return self.post(BY_PASSWORD, typed)


@pytest.fixture
def behind_a_proxy(monkeypatch):
    """So that each may come from a network of their own."""
    monkeypatch.setenv("TRUSTED_PROXIES", "1")


def network(n: int) -> str:
    return f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}"


def at_once(act, many: int) -> tuple[list[str], float]:
    """The answers to so many, some at the same moment, and how long it took."""
    began = time.monotonic()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        told = list(pool.map(act, range(many)))
    return told, time.monotonic() - began


def most_in(seconds: float) -> int:
    return MOST_TRIES * (1 + ceil(seconds / FIVE_MINUTES))


def test_a_machine_gets_five_guesses_and_a_crowd_of_strangers_no_more(behind_a_proxy, live):
    made(live, PEOPLE)
    phone = Browser(live.port, "192.0.2.1")
    assert phone.guess(RIGHT) == "/"
    del phone.cookies["sessionid"]
    began = time.monotonic()

    def guess(n: int) -> str:
        # As long as the first five count, the right one is not looked at either.
        locked = n >= AT_ONCE * 2 and time.monotonic() - began < FIVE_MINUTES - 30
        return Browser(live.port, network(n)).guess(RIGHT if locked else "wrong")

    def ask_for_a_code(n: int) -> str:
        stranger = Browser(live.port, network(1 << 20 | n))
        return stranger.post("/account/sign-in/", {"login": f"stranger{n}@example.org"})

    first, _took = at_once(guess, AT_ONCE * 2)
    strangers, flood = at_once(ask_for_a_code, STRANGERS)
    more, took = at_once(lambda n: guess(n + AT_ONCE * 2), GUESSES)
    told = first + more
    looked_at = [page for page in told if "do not go together" in page]
    kept = json.loads(live.ask(COUNTED))
    print(
        f"\n{len(told)} guesses in {took:.1f} s: {len(looked_at)} looked at, "
        f"{told.count('/')} let in; {STRANGERS} strangers in {flood:.1f} s left {kept} counts"
    )
    assert "/" not in told
    assert set(strangers) == {"/account/sign-in/code/"}
    assert len([page for page in first if "do not go together" in page]) == MOST_TRIES
    whole = time.monotonic() - began
    assert MOST_TRIES <= len(looked_at) <= most_in(whole)
    assert phone.guess(RIGHT) == "/"
    assert not live.broken()


def test_codes_of_the_second_step_are_guessed_five_times_in_however_many_sessions(
    behind_a_proxy, live
):
    made(live, PEOPLE)
    sessions = [Browser(live.port, network(n)) for n in range(AT_ONCE)]
    for session in sessions:
        assert session.guess(RIGHT, "ines") == STEP
    looked_at = []
    began = time.monotonic()

    def guess(n: int) -> str:
        session = sessions[n % AT_ONCE]
        session.where = network(1000 + n)
        return session.post(STEP, {"code": f"{n:06}"})

    told, took = at_once(guess, GUESSES // 10)
    looked_at = [page for page in told if "That code is not right" in page]
    print(f"\n{len(told)} codes in {took:.1f} s: {len(looked_at)} looked at")
    assert "/" not in told
    assert MOST_TRIES <= len(looked_at) <= most_in(time.monotonic() - began)
