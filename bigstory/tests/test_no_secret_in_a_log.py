"""Whoever reads the logs learns no link that opens somebody's page.

Each address with a secret is asked for, with one that opens it and with others, in every way that
writes to a log.
"""

import logging
import re
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import get_resolver
from gunicorn.glogging import SafeAtoms

from areas.roles.actions.invitations import invite
from bigstory.accounts.calendar_links import make_calendar_link
from bigstory.core.logs import LEFT_OUT, without_secrets
from bigstory.testing.every_address import every_address, routes
from bigstory.testing.record import tell
from outcomes.consent.actions.links import make_link
from outcomes.consent.actions.people import add_person

pytestmark = pytest.mark.django_db
# Parts of an address that may be any text and open nothing by themselves.
ANY_TEXT = {
    ("recording", "part"),
    ("mine_media", "part"),
    ("place_held", "address"),
}
ACCESS_LOG = '%(h)s "%(r)s" %(s)s "%(f)s" "%(a)s"'


@pytest.fixture
def secrets(cast, area) -> dict[str, str]:
    """One that opens each address, by its name."""
    person = add_person(
        tell(area), by=cast.worker.user, how="teller", identifiable=True, values={"name": "Ann Day"}
    )
    link = make_link(person=person, by=cast.worker.user)
    invited: list[str] = []

    def address(secret: str) -> str:
        invited.append(secret)
        return secret

    new = {"email": "new@example.org", "name": "New", "role": "member", "area": area}
    invite(**new, by=cast.trust.user, address=address, changes=str)
    assert cast.second_trust.user, "somebody else has to agree"
    asked = {"email": "ines@example.org", "name": "Ines", "role": "evaluator", "area": None}
    invite(**asked, by=cast.trust.user, address=str, changes=address)
    accept, change = filter(None, invited)
    calendar = make_calendar_link(by=cast.member.user)
    own = {"mine": link, "mine_media": link, "calendar_by_link": calendar}
    return own | {"invitation_accept": accept, "change_by_link": change}


def with_a_secret() -> set[str]:
    return {name for name, route in routes(get_resolver()) if "<secret:" in route}


def path_of(name: str, secret: str) -> str:
    return dict(every_address(secret=secret))[name]


def test_each_secret_opens_its_address(secrets):
    assert secrets.keys() == with_a_secret()
    for name in ("mine", "invitation_accept", "change_by_link", "calendar_by_link"):
        assert Client().get(path_of(name, secrets[name])).status_code == 200


def test_no_record_of_any_log_has_a_secret(secrets, caplog, monkeypatch):
    caplog.set_level(0)
    logging.getLogger("django.db.backends").setLevel(logging.INFO)
    for name, right in secrets.items():
        for secret in (right, right[:-1], f"{right}x"):
            path = path_of(name, secret)
            for client in (Client(), Client(enforce_csrf_checks=True)):
                client.get(path)
                client.post(path)
                client.put(path)
                client.get(path.rstrip("/"))
                client.get(f"{path}nothing-here/")
                client.get("/nothing-here/", {"next": path}, headers={"Referer": path})
    assert "Not Found: " in caplog.text
    assert "Forbidden (CSRF" in caplog.text
    assert LEFT_OUT in caplog.text
    assert [secret for secret in secrets.values() if secret[:-1] in caplog.text] == []


@pytest.mark.parametrize("says", ["{secret}", "/mine/{secret}/ is broken"])
def test_a_traceback_has_none_either(secrets, caplog, monkeypatch, says):
    def broken(secret):
        raise LookupError(says.format(secret=secret))

    monkeypatch.setattr("outcomes.consent.views.mine.links.link_of", broken)
    client = Client(raise_request_exception=False)
    assert client.get(path_of("mine", secrets["mine"])).status_code == 500
    assert LookupError.__name__ in caplog.text
    assert secrets["mine"] not in caplog.text


def test_one_that_stands_by_itself_is_known_by_its_look(secrets, caplog):
    for secret in secrets.values():
        logging.getLogger("bigstory").warning("Nobody has %s", secret)
    assert caplog.text.count(LEFT_OUT) == len(secrets)
    assert [secret for secret in secrets.values() if secret in caplog.text] == []


def test_gunicorn_writes_none(secrets, caplog):
    """As it does: one line for each request, with where it came from."""
    caplog.set_level(0)
    access = logging.getLogger("gunicorn.access")
    access.addHandler(caplog.handler)
    path = path_of("mine", secrets["mine"])
    line = {
        "h": "203.0.113.7",
        "r": f"GET /account/sign-in/?next={quote(path, safe='')} HTTP/1.1",
        "s": 200,
        "f": f"https://bigstory.example.org{path}",
        "a": "Firefox",
    }
    access.info(ACCESS_LOG, SafeAtoms(line))
    access.removeHandler(caplog.handler)
    assert "203.0.113.7" in caplog.text
    assert "/account/sign-in/" in caplog.text
    assert secrets["mine"] not in caplog.text


def test_what_is_no_secret_stays():
    for plain in ("/account/invitations/12/send-again/", "/mine/", "/areas/ramsey/?next=/about/"):
        assert without_secrets(plain) == plain


def test_an_address_that_takes_any_text_says_whether_it_is_a_secret():
    found = {
        (name, part)
        for name, route in routes(get_resolver())
        for part in re.findall(r"<(?:str:)?(\w+)>", route)
        if not name.startswith("admin:")
    }
    assert found == ANY_TEXT
