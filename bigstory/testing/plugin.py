"""Fixtures every test may ask for: two areas and the cast, one signed-in browser for each person.

Denise, Tom, Janet and Ashraf belong to `area`; Colin is a member of `other_area`; Priya, Ines and
Sam work for the whole programme; the visitor has no account. Ask for only whom you need: nobody is
made before they are named.
"""

import gc
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import pytest
from django.core import mail
from django.test import Client

from bigstory.accounts.roles import Role
from bigstory.testing.remembered import BIG_LOCAL, Remembered
from bigstory.testing.room import with_room


@dataclass
class Person:
    """Somebody in front of a browser."""

    client: Client
    user: object = None


class Cast:
    """Who is in a test. Each person is made, given their role and signed in when first named."""

    PEOPLE = {
        "member": ("Denise", Role.MEMBER, "area"),
        "worker": ("Tom", Role.WORKER, "area"),
        "lto": ("Janet", Role.LTO, "area"),
        "rep": ("Ashraf", Role.REP, "area"),
        "neighbour": ("Colin", Role.MEMBER, "other_area"),
        "trust": ("Priya", Role.TRUST, None),
        "second_trust": ("Marcus", Role.TRUST, None),
        "evaluator": ("Ines", Role.EVALUATOR, None),
        "admin": ("Sam", Role.ADMINISTRATOR, None),
        "nobody": ("Nat", None, None),
    }

    def __init__(self, areas: dict):
        self._areas = areas

    def __getattr__(self, who: str) -> Person:
        if who not in self.PEOPLE:
            raise AttributeError(who)
        return self.welcome(who, self._user(who, *self.PEOPLE[who]))

    @cached_property
    def visitor(self) -> Person:
        return Person(client=Client())

    def welcome(self, who: str, user) -> Person:
        """Sign in somebody who is on the record."""
        client = Client()
        client.force_login(user, backend="areas.roles.sign_in.RoleBackend")
        setattr(self, who, Person(client=client, user=user))
        return getattr(self, who)

    def _user(self, who: str, name: str, role: Role | None, place: str | None):
        from areas.models import AreaRole
        from bigstory.accounts.models import User

        user = User.objects.create_user(f"{who}@example.org", name=name)
        if role:
            AreaRole.objects.create(
                user=user, role=role, area=self._areas[place] if place else None
            )
        return user


def pytest_configure():
    from bigstory.testing.migrated import migrate_once
    from bigstory.testing.static_files import find_them_once

    migrate_once()
    find_them_once()


def pytest_collection_finish():
    """What is there by now stays to the end: looking again and again whether any of it is rubbish
    takes a twelfth of the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item, nextitem):
    """As pytest does it, with room for all that the test calls: a tenth less CPU time."""
    runner = item.config.pluginmanager.get_plugin("runner")
    return with_room(runner.pytest_runtest_protocol, item, nextitem)


@pytest.fixture(autouse=True)
def plain_settings(settings, tmp_path):
    """No second step, quick passwords, mail kept in memory, files in a folder of the test's own."""
    settings.SECOND_STEP_REQUIRED = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.ERASURE_LEDGER = tmp_path / "ledger" / "closed.txt"
    settings.HEALTH_STANDS_SECONDS = 0
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture(autouse=True)
def photos_drawn_here(monkeypatch):
    from bigstory.testing import drawn_here

    monkeypatch.setattr(drawn_here.apart, "answers_of", drawn_here.answers_of)


class Post(Sequence):
    """The letters that were sent, once the worker has sent what waits; the last one last."""

    def __getitem__(self, which):
        return self._sent()[which]

    def __len__(self):
        return len(self._sent())

    def __eq__(self, other):
        return self._sent() == other

    def clear(self):
        self._sent().clear()

    def _sent(self):
        from bigstory.core.work.mail import send_next

        while send_next():
            pass
        return mail.outbox


@pytest.fixture
def letters() -> Post:
    return Post()


@pytest.fixture(scope="session")
def big_local() -> Remembered:
    return Remembered(BIG_LOCAL)


@pytest.fixture
def programme(db, big_local):
    """Big Local as its framework file tells it, with rules, outcomes, levels and the rest."""
    return big_local.put()


def _area(programme, slug: str, name: str, region: str):
    from areas.models import Area, AreaFacts, Region

    place, _made = Region.objects.get_or_create(
        slug=region.lower().replace(" ", "-"), defaults={"name": region}
    )
    area = Area.objects.create(
        programme=programme, slug=slug, name=name, region=place, wave=1, basis="stated"
    )
    AreaFacts.objects.create(area=area)
    return area


@pytest.fixture
def area(programme):
    return _area(programme, "ramsey", "Ramsey", "East of England")


@pytest.fixture
def other_area(programme):
    return _area(programme, "whitley-bay", "Whitley Bay", "North East")


@pytest.fixture
def cast(area, other_area) -> Cast:
    return Cast({"area": area, "other_area": other_area})
