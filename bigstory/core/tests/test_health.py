"""/health/ says a few words and a status, and no secrets: red on each fault, in its own line."""

import json
import shutil
from collections import namedtuple
from contextlib import contextmanager
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import OperationalError, connection
from django.utils import timezone

from bigstory.core import health
from bigstory.core.closings import ledger
from bigstory.core.work.mail import post
from bigstory.core.work.models import Task, Worker
from bigstory.core.work.tasks import DAILY

ALL_WELL = dict.fromkeys(
    "database storage space ledger migrations nightly worker queue programme".split(), "ok"
)


@pytest.fixture(autouse=True)
def a_night_with_a_worker(db):
    Worker().save()
    for each in DAILY:
        each.now()


def red(client) -> dict[str, str]:
    """What is not well; the status says so too, and nothing more is said."""
    answer = client.get("/health/")
    told = answer.json()
    assert told.keys() == ALL_WELL.keys()
    wrong = {name: word for name, word in told.items() if word != "ok"}
    assert answer.status_code == (503 if wrong else 200)
    assert "secret" not in answer.content.decode()
    return wrong


def test_all_is_well(client):
    answer = client.get("/health/")
    assert answer.json() == ALL_WELL
    assert "no-store" in answer.headers["Cache-Control"]
    assert red(client) == {}


@contextmanager
def statements(refused: str):
    def refuse(execute, sql, params, many, context):
        if "SAVEPOINT" not in sql and sql.startswith(refused):
            raise OperationalError("password=secret host=10.0.0.1")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield


def test_a_database_that_is_gone_or_only_reads_is_down(client):
    with statements("INSERT"):
        wrong = red(client)
    assert wrong.pop("database") == "down"
    assert set(wrong.values()) == {"unknown"}
    with statements(""):
        assert red(client)["database"] == "down"


def test_somebody_signed_in_is_told_the_same_without_a_database(cast):
    client = cast.member.client
    with statements(""):
        assert red(client)["database"] == "down"


@pytest.mark.parametrize("name", ["outcomes_hold", "areas_historicalprogramme"])
def test_a_table_that_is_gone_is_missing(client, name):
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {name} RENAME TO elsewhere")
    assert red(client) == {"migrations": "missing"}


def test_a_migration_that_was_not_run_is_said(client, monkeypatch):
    newest = health._newest_migrations() | {("areas", "9999_not_run")}
    monkeypatch.setattr(health, "_newest_migrations", lambda: newest)
    assert red(client) == {"migrations": "pending"}


def test_a_store_that_takes_nothing_is_down(client, settings):
    settings.MEDIA_ROOT.write_bytes(b"a file where the folder was")
    assert red(client) == {"storage": "down"}
    settings.MEDIA_ROOT.unlink()
    assert red(client) == {}


def test_a_ledger_that_takes_nothing_is_down(client, settings):
    folder = settings.ERASURE_LEDGER.parent
    shutil.rmtree(folder, ignore_errors=True)
    folder.write_bytes(b"a file where the folder was")
    assert red(client) == {"ledger": "down"}


def test_a_ledger_that_lost_what_it_had_is_said(client, area):
    ledger.closed("account", area, born="long ago")
    ledger.write_out()
    assert red(client) == {}
    ledger.place().write_bytes(b"")
    assert red(client) == {"ledger": "lost"}


@pytest.mark.parametrize(("free", "word"), [(10_000_000, "full"), (900_000_000, "low")])
def test_too_little_room_is_said_before_it_is_too_late(client, monkeypatch, free, word):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(health.shutil, "disk_usage", lambda path: usage(free, 0, free))
    assert red(client) == {"space": word}


def in_a_while(**how_long):
    """A worker goes on being there."""
    return time_machine.travel(timezone.now() + timedelta(**how_long))


def test_a_night_that_was_missed_is_late(client):
    with in_a_while(hours=35):
        Worker().save()
        assert red(client) == {}
    with in_a_while(hours=37):
        Worker().save()
        assert red(client) == {"nightly": "late"}
        call_command("expire_permissions")
        assert red(client) == {"nightly": "late"}, "one of several"
        for each in DAILY:
            each.now()
        assert red(client) == {}


def test_a_worker_that_was_not_seen_for_a_minute_is_away(client):
    with in_a_while(seconds=90):
        assert red(client) == {"worker": "away"}


@pytest.mark.parametrize(("waits", "minutes"), [("letter", 11), ("task", 121)])
def test_what_waits_too_long_makes_the_queue_late(client, waits, minutes):
    if waits == "letter":
        post("login_code", to="denise@example.org", context={"code": "1234"})
    else:
        DAILY[0].later()
    with in_a_while(minutes=minutes - 2):
        Worker().save()
        assert red(client) == {}
    with in_a_while(minutes=minutes):
        Worker().save()
        assert red(client) == {"queue": "late"}


@pytest.mark.parametrize("words", [["area"], {"area": ""}, {"area": 5}])
def test_words_of_the_programme_that_no_page_could_say_are_red(client, programme, words):
    # No form, import or action writes such words any more; a hand in the database may.
    with connection.cursor() as cursor:
        cursor.execute("UPDATE areas_programme SET words = %s", [json.dumps(words)])
    assert list(red(client)) == ["programme"]


def test_it_is_cheap_and_asked_often_it_does_not_look_again(
    client, settings, django_assert_max_num_queries
):
    client.get("/health/")
    with django_assert_max_num_queries(16):
        client.get("/health/")
    settings.HEALTH_STANDS_SECONDS = 3
    with django_assert_max_num_queries(0):
        for _asked in range(50):
            client.get("/health/")


def test_nobody_waits_for_a_look_that_hangs(client, monkeypatch):
    client.get("/health/")
    with health._one_at_a_time:
        assert client.get("/health/").json() == ALL_WELL, "what was found a moment ago"
        monkeypatch.setattr(health, "A_LOOK_TAKES", 0)
        answer = client.get("/health/")
    assert (answer.status_code, set(answer.json().values())) == (503, {"busy"})


def test_it_leaves_nothing_behind(client, settings):
    client.get("/health/")
    for folder in (settings.MEDIA_ROOT, settings.ERASURE_LEDGER.parent):
        assert list(folder.glob("**/.health*")) == []
    assert not Task.objects.filter(name="health").exists()
