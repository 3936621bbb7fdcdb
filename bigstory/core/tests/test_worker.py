"""The process that works: it goes on after a fault, holds what it works at, and touches nothing of
an older copy that was put back.
"""

import time
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from bigstory.core.work import lease, worker
from bigstory.core.work.mail import post
from bigstory.core.work.models import Mail, Task, Worker
from bigstory.core.work.worker import Crew, work_off

pytestmark = pytest.mark.django_db


@pytest.fixture
def crew(monkeypatch) -> Crew:
    monkeypatch.setattr(worker, "PAUSE", 0)
    monkeypatch.setattr(worker, "BEAT", 0)
    # The one connection of a test goes on with it.
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    monkeypatch.setattr(worker.connection, "close", lambda: None)
    return Crew()


def test_what_is_worked_at_stays_held_however_long_it_takes(crew):
    Task.objects.create(name="film.ready")
    crew.held["any"] = lease.take(Task.objects.all())
    began = timezone.now()
    for seconds in (50, 100, 150):
        with time_machine.travel(began + timedelta(seconds=seconds)):
            films = Task.objects.all().filter(name="film.ready")
            assert not films.free(timezone.now()).exists()
            crew._beat()
    assert Worker.objects.get().seen > began


def test_a_lane_goes_on_once_a_fault_is_over(crew, caplog):
    done = []

    def lane():
        done.append("tried")
        if len(done) < 3:
            raise OSError("The database is away")
        crew.stopping.set()

    crew._keep_going(lane)
    assert len(done) == 3
    assert "The worker could not go on" in caplog.text


def test_it_ends_with_the_letter_at_hand_and_begins_no_other(crew, monkeypatch):
    sent = []

    def one() -> bool:
        sent.append(1)
        crew.stopping.set()
        return True

    monkeypatch.setattr(worker, "send_next", one)
    crew._send_letters()
    assert sent == [1]


def test_whoever_stops_it_waits_for_the_letter_at_the_mail_server(crew, monkeypatch):
    sent = []

    def slowly():
        crew.stopping.wait()
        time.sleep(0.2)
        sent.append(1)

    for lane in ("_beat", "_do_short_tasks", "_do_any_task"):
        monkeypatch.setattr(crew, lane, crew.stopping.wait)
    monkeypatch.setattr(crew, "_send_letters", slowly)
    crew.run(while_true=lambda: False)
    assert sent == [1]


@pytest.fixture
def older_copy(monkeypatch):
    """The ledger has lines that the database does not know; they are closed again at some time."""
    monkeypatch.setattr(worker, "is_restored", lambda: True)


def test_nothing_of_an_older_copy_is_sent_or_done(crew, older_copy, monkeypatch):
    post("login_code", to="denise@example.org", context={"code": "1234"})
    Task.objects.create(name="film.ready")
    lanes = []
    waits = iter(range(3))
    monkeypatch.setattr(crew.stopping, "wait", lambda _s: next(waits, None) or crew.stopping.set())
    crew._send_letters()
    crew._do_any_task()
    work_off()
    crew._keep_going(lambda: lanes.append(1))
    assert lanes == []
    assert Mail.objects.get().tries == Task.objects.get().tries == 0
