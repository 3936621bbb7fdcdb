"""make demo, from an empty database to a greeting."""

import socket

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import ConnectionHandler

from areas.models import Programme
from bigstory.accounts.sample import PEOPLE
from bigstory.core.files.refused import Refused
from bigstory.example import older
from bigstory.example.load import LoadedExample
from bigstory.example.management.commands import load_example
from bigstory.pages.tests.ground import everything

pytestmark = pytest.mark.django_db


STEPS = (
    "Loading the programme",
    "Loading the 150 areas",
    "People",
    "Money",
    "Stories",
    "Public copies",
    "Sums",
)


def test_an_empty_database_becomes_a_site_and_a_second_start_changes_nothing(settings, capsys):
    settings.DEMO = True
    call_command("demo", "--no-serve", "--port=8123")
    said = capsys.readouterr().out
    places = [said.index(step) for step in STEPS]
    assert places == sorted(places), "nobody waits before a still screen"
    assert "http://127.0.0.1:8123/" in said
    assert all(person.email in said for person in PEOPLE)
    assert "example-only" in said
    before = everything()
    call_command("demo", "--no-serve")
    assert everything() == before


@pytest.fixture
def own(settings, tmp_path):
    """A connection to the file a demo makes for itself, in a folder of the test's own."""
    settings.BASE_DIR = tmp_path
    (tmp_path / "var").mkdir()
    path = tmp_path / "var" / "bigstory.sqlite3"
    made = ConnectionHandler(
        {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path)}}
    )["default"]
    MigrationRecorder(made).ensure_schema()
    yield made
    made.close()


def test_a_database_that_went_through_other_migrations_than_the_code_has_is_older(own):
    recorder = MigrationRecorder(own)
    newest = max(key for key in MigrationLoader(own).disk_migrations if key[0] == "outcomes")
    assert not older.is_older(own)
    recorder.record_unapplied(*newest)
    assert older.is_older(own), "one of today's is missing"
    recorder.record_applied(*newest)
    recorder.record_applied("sites", "0001_as_it_was_once")
    assert not older.is_older(own), "what other packages do is no concern of ours"
    recorder.record_applied("areas", "0002_as_it_was_once")
    assert older.is_older(own), "one is gone"


def test_the_demo_s_own_older_database_goes_with_what_sqlite_keeps_beside_it(own, settings):
    var = settings.BASE_DIR / "var"
    (var / "erasures.txt").touch()
    for ending in ("-wal", "-shm"):
        (var / f"bigstory.sqlite3{ending}").touch()
    older.delete(own)
    assert [path.name for path in var.iterdir()] == ["erasures.txt"]


def test_a_database_at_another_place_is_left_alone(own, settings, tmp_path):
    settings.BASE_DIR = tmp_path / "elsewhere"
    with pytest.raises(Refused, match="not the demo's own"):
        older.delete(own)
    assert (tmp_path / "var" / "bigstory.sqlite3").exists()


def test_an_older_database_is_made_anew_and_that_is_said(settings, monkeypatch, capsys):
    settings.DEMO = True
    gone = []
    monkeypatch.setattr(older, "is_older", lambda _connection: not gone)
    monkeypatch.setattr(older, "delete", gone.append)
    # What it loads is seen above, and takes its time.
    then = []

    def load(say) -> LoadedExample:
        then.append(len(gone))
        return LoadedExample()

    monkeypatch.setattr(load_example, "load_example", load)
    call_command("demo", "--no-serve")
    assert gone == [connection]
    assert then == [1], "the example is loaded once, after the older is gone"
    said = capsys.readouterr().out
    assert said.startswith(
        "The example site on this machine was made by another version of Big Story"
    )
    assert Programme.objects.exists()


def test_an_older_database_that_is_not_the_demo_s_own_stops_it(settings):
    """As the database of the tests is none."""
    settings.DEMO = True
    MigrationRecorder(connection).record_applied("areas", "0002_as_it_was_once")
    with pytest.raises(CommandError, match="not the demo's own"):
        call_command("demo", "--no-serve")
    assert not Programme.objects.exists()


def test_outside_demo_mode_it_does_nothing(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="make demo"):
        call_command("demo", "--no-serve")
    assert not Programme.objects.exists()


def test_a_restarted_server_does_not_prepare_again(settings, monkeypatch):
    settings.DEMO = True
    monkeypatch.setenv("RUN_MAIN", "true")
    call_command("demo", "--no-serve")
    assert not Programme.objects.exists()


@pytest.mark.parametrize("port", ["eighty", "0", "65536", "-1", "²"])
def test_a_port_that_is_none_is_said_plainly(settings, port):
    settings.DEMO = True
    with pytest.raises(CommandError, match="is not a port"):
        call_command("demo", "--no-serve", f"--port={port}")


@pytest.mark.enable_socket
def test_a_port_that_is_taken_is_said_before_any_work_is_done(settings):
    settings.DEMO = True
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {port} is taken"):
            call_command("demo", f"--port={port}")
    assert not Programme.objects.exists()
