"""/health/ says four words and a status, and no secrets."""

import pytest
from django.db import DatabaseError

from bigstory.core import health

ALL_WELL = {"database": "ok", "storage": "ok", "migrations": "ok", "erasures": "ok"}


def test_all_is_well(client, db):
    answer = client.get("/health/")
    assert answer.status_code == 200
    assert answer.json() == ALL_WELL
    assert "no-store" in answer.headers["Cache-Control"]


def broken(*args, **kwargs):
    raise DatabaseError("password=secret host=10.0.0.1")


def full(*args, **kwargs):
    raise OSError("No space left on /srv/secret")


@pytest.mark.parametrize(
    ("part", "where", "failure"),
    [("database", "connection", broken), ("storage", "default_storage", full)],
)
def test_what_is_broken_is_named_and_nothing_more(client, db, monkeypatch, part, where, failure):
    class Broken:
        cursor = save = failure

    monkeypatch.setattr(health, where, Broken())
    monkeypatch.setitem(health.CHECKS, "migrations", lambda: "ok")
    answer = client.get("/health/")
    assert answer.status_code == 503
    assert answer.json() == ALL_WELL | {part: "down"}
    assert "secret" not in answer.content.decode()


def test_a_migration_that_was_not_run_is_said(client, db, monkeypatch):
    newest = health._newest_migrations() | {("areas", "9999_not_run")}
    monkeypatch.setattr(health, "_newest_migrations", lambda: newest)
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()["migrations"]) == (503, "pending")


def test_it_is_cheap(client, db, django_assert_max_num_queries):
    client.get("/health/")
    with django_assert_max_num_queries(4):
        client.get("/health/")


def test_it_leaves_no_file_behind(client, db, settings):
    client.get("/health/")
    assert list(settings.MEDIA_ROOT.glob("**/.health*")) == []
