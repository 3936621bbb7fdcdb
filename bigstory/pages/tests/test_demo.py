"""make demo, from an empty database to a greeting."""

import socket

import pytest
from django.core.management import CommandError, call_command

from areas.models import Programme
from bigstory.accounts.sample import PEOPLE
from bigstory.pages.tests.ground import everything

pytestmark = pytest.mark.django_db


def test_an_empty_database_becomes_a_site_and_a_second_start_changes_nothing(settings, capsys):
    settings.DEMO = True
    call_command("demo", "--no-serve", "--port=8123")
    said = capsys.readouterr().out
    assert "http://127.0.0.1:8123/" in said
    assert all(person.email in said for person in PEOPLE)
    assert "example-only" in said
    before = everything()
    call_command("demo", "--no-serve")
    assert everything() == before


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
